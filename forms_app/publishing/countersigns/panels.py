"""What waits for a second account, on the pages of others."""

from __future__ import annotations

from collections.abc import Iterable

from flask import render_template
from markupsafe import Markup
from sqlalchemy.orm import Session

from forms_app.base.office import current_office
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.models import Application
from forms_app.publishing.countersigns import queries


def of_mine(session: Session, enterprise: Enterprise, campaign: str) -> list[Markup]:
    """To the enterprise itself."""
    if queries.of_decision(session, campaign, enterprise.reference) is None:
        return []
    page = render_template("countersigns/_mine.html")
    return [Markup(page)]  # noqa: S704 - a template of ours


def at_enterprise(enterprise: Enterprise) -> list[Markup]:
    """To staff, with the way to it."""
    with current_office().database.reading() as session:
        found = queries.of_enterprise(session, enterprise.reference)
    if not found:
        return []
    page = render_template("countersigns/_at_enterprise.html", found=found)
    return [Markup(page)]  # noqa: S704 - a template of ours


def waiting_among(
    session: Session, applications: Iterable[Application]
) -> set[tuple[str, str]]:
    """Campaign and reference of those whose approval waits."""
    references = {one.enterprise.reference for one in applications}
    return queries.of_references(session, references)
