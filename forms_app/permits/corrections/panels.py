"""Ways to a registration from the pages of others."""

from __future__ import annotations

from flask import render_template, url_for
from markupsafe import Markup

from forms_app.base.catalogue import gettext as _
from forms_app.base.feature import Link
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.rules import GridBy
from forms_app.permits.resumption.models import Application


def guessed_grid(enterprise: Enterprise) -> list[Markup]:
    """What somebody who knows the place is to confirm."""
    if enterprise.grid_by == GridBy.SAID:
        return []
    page = render_template("corrections/_grid.html", e=enterprise)
    return [Markup(page)]  # noqa: S704 - a template of ours


def guessed_grid_of(application: Application) -> list[Markup]:
    return guessed_grid(application.enterprise)


def actions(enterprise: Enterprise) -> list[Link]:
    reference = enterprise.reference
    way = url_for("corrections_of_staff.amend", reference=reference, page="contact")
    return [Link(way, _("更正登记"), "button second")]
