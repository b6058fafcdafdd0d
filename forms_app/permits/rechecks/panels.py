"""The second look on the pages of others."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for
from markupsafe import Markup
from sqlalchemy.orm import Session

from forms_app.base.catalogue import gettext as _
from forms_app.base.feature import Link
from forms_app.base.office import current_office
from forms_app.permits.campaigns.choice import choice_of
from forms_app.permits.campaigns.queries import campaigns
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.session import is_for_tenant
from forms_app.permits.grid.queries import leading
from forms_app.permits.rechecks import queries


def of_mine(
    session: Session, enterprise: Enterprise, campaign: str
) -> list[Link | Markup]:
    """The way to ask, or what was asked."""
    if asked := queries.open_of(session, enterprise, campaign):
        page = render_template("rechecks/_asked.html", asked=asked)
        return [Markup(page)]  # noqa: S704 - a template of ours
    if not queries.has_to_put_right(session, enterprise, campaign):
        return []
    of = choice_of(current_office(), campaign)
    label = _("已整改，请来复核")
    tenant: dict[str, Any] = {"for": enterprise.reference} if is_for_tenant() else {}
    return [Link(url_for("rechecks.ask", campaign=of, **tenant), label, "button")]


def at_enterprise(enterprise: Enterprise) -> list[Markup]:
    """What the enterprise says it has put right, in each campaign."""
    office = current_office()
    every = dict.fromkeys([leading(office), *campaigns(office)])
    with office.database.reading() as session:
        found = [queries.open_of(session, enterprise, slug) for slug in every]
    asked = [one for one in found if one]
    if not asked:
        return []
    page = render_template("rechecks/_at_enterprise.html", found=asked)
    return [Markup(page)]  # noqa: S704 - a template of ours
