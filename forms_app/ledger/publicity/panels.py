"""Letters on an enterprise's own page: what it has not read yet, and all of them."""

from __future__ import annotations

from flask import render_template, url_for
from markupsafe import Markup
from sqlalchemy.orm import Session

from forms_app.base.catalogue import gettext as _
from forms_app.base.feature import Link
from forms_app.ledger.publicity import queries
from forms_app.permits.enterprises.models import Enterprise


def of_unread(session: Session, enterprise: Enterprise) -> list[Markup]:
    """Each with the button that says it was read."""
    found = queries.letters(session, enterprise, unread=True)
    return [
        Markup(render_template("publicity/_unread.html", letter=letter))  # noqa: S704
        for letter, _posting in found
    ]


def of_mine() -> list[Link]:
    return [Link(url_for("my_letters.every"), _("给您的公开信"), "button second")]
