"""What any page may say of whoever is answerable."""

from __future__ import annotations

from functools import partial

from flask import Flask

from forms_app.base.office import Office
from forms_app.ledger.items.labels import owner


def set_up(app: Flask, office: Office) -> None:
    """Templates may say `owner_of(name, community)`."""
    app.jinja_env.globals.update(owner_of=partial(owner, office))
