"""What every page may say of campaigns."""

from __future__ import annotations

from functools import partial

from flask import Flask, g

from forms_app.base.catalogue import language
from forms_app.base.office import Office
from forms_app.permits.campaigns.choice import choice_of
from forms_app.permits.campaigns.queries import names_beside_others
from forms_app.permits.grid.queries import wording_in


def set_up(app: Flask, office: Office) -> None:
    """Templates may say `choice_of(slug)`, `word_in(slug, name)`, a word of one campaign,
    and `campaign_name(slug)`, which is empty in an office with one campaign.
    """

    def word_in(slug: str, name: str) -> str:
        return wording_in(office.accepted, slug).word(name, language())

    def campaign_name(slug: str) -> str:
        # once for a page, however many rows it has
        if "campaign_names" not in g:
            g.campaign_names = names_beside_others(office)
        names: dict[str, str] = g.campaign_names
        return names.get(slug, slug if names else "")

    app.jinja_env.globals.update(
        choice_of=partial(choice_of, office),
        campaign_name=campaign_name,
        word_in=word_in,
    )
