"""An agreed time on the pages of others, and what their first sentence says of it."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup
from sqlalchemy.orm import Session

from forms_app.base.catalogue import gettext as _
from forms_app.base.feature import Link
from forms_app.base.office import current_office
from forms_app.permits.appointments import labels
from forms_app.permits.appointments.arrangement import arrangement
from forms_app.permits.appointments.home import arrangements
from forms_app.permits.appointments.way import way
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.grid.queries import directory
from forms_app.permits.resumption.models import Application


def says(session: Session, enterprise: Enterprise, campaign: str) -> str:
    """What an enterprise whose papers are in order reads first; empty where nobody asks
    it for a time.
    """
    found = arrangement(current_office(), session, enterprise, campaign)
    return found.says if found else ""


def of_mine(
    session: Session, enterprise: Enterprise, campaign: str
) -> list[Link | Markup]:
    """The way to pick a time; once it is agreed, the time, its file, and moving it."""
    office = current_office()
    found = arrangement(office, session, enterprise, campaign)
    if found is None:
        return []
    page = way("appointments.pick", campaign)
    known = found.appointment
    if known is None:
        return [Link(page, _("选上门的时间"), "button")]
    parts: list[Link | Markup] = []
    if found.visit.recheck or found.fixed:
        values = {
            "says": found.says if found.visit.recheck else "",
            "fixed": found.fixed,
            "community": directory(office).get(enterprise.community),
        }
        parts.append(_piece("_mine", **values))
    if not found.is_missed:
        file = way("appointments.calendar", campaign)
        parts.append(Link(file, _("加到手机日历"), "button second"))
    if not found.fixed:
        label = _("另选时间") if found.is_missed else _("改时间")
        parts.append(
            Link(page, label, "button" if found.is_missed else "button second")
        )
    return parts


def _piece(name: str, **values: object) -> Markup:
    page = render_template(f"appointments/{name}.html", labels=labels, **values)
    return Markup(page)  # noqa: S704 - a template of ours


def at_enterprise(enterprise: Enterprise) -> list[Markup]:
    """When somebody goes there, in each campaign, and the way to set it."""
    office = current_office()
    with office.database.reading() as session:
        found = arrangements(office, session, enterprise)
    return [_piece("_at_enterprise", found=found)] if found else []


def at_application(application: Application) -> list[Markup]:
    """The same of one application, while it waits for the check."""
    office = current_office()
    with office.database.reading() as session:
        unit = application.enterprise
        found = arrangement(office, session, unit, application.campaign)
    if found is None or found.visit.application is None:
        return []
    is_this = found.visit.application.id == application.id
    return [_piece("_line", one=found)] if is_this else []
