"""What every page may say of campaigns."""

from __future__ import annotations

from functools import partial

from flask import Flask

from forms_app.base.office import Office
from forms_app.permits.campaigns.choice import choice_of
from forms_app.permits.campaigns.queries import name_beside_others


def set_up(app: Flask, office: Office) -> None:
    """Templates may say `choice_of(slug)` and `campaign_name(slug)`, which is empty in an
    office with one campaign.
    """
    app.jinja_env.globals.update(
        choice_of=partial(choice_of, office),
        campaign_name=partial(name_beside_others, office),
    )
