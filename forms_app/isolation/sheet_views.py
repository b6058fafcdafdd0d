"""Readings as Excel for those who may see them: an enterprise its own, staff those of their communities and grids."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement, and_

from forms_app import access
from forms_app.access import enterprise_only, staff
from forms_app.enterprises.models import Enterprise
from forms_app.enterprises.queries import visible_to
from forms_app.enterprises.session import current_enterprise
from forms_app.isolation import completeness, sheet
from forms_app.isolation.rulebook import health_rule
from forms_app.isolation.staff_views import find, missing
from forms_app.isolation.views import isolation
from forms_app.office import current_office
from forms_app.spreadsheets import XLSX

DAYS = 14
MOST_DAYS = 60


def _made(where: ColumnElement[bool], name: str) -> Response:
    office, now = current_office(), current_office().clock.now()
    days = min(max(request.args.get("days", DAYS, int), 1), MOST_DAYS)
    with office.database.reading() as session:
        last = completeness.last_days(now.date(), days)
        data = sheet.readings_sheet(session, where, last, health_rule(office), now)
    headers = {
        "Content-Disposition": f'attachment; filename="readings-{name}-{now:%Y%m%d}.xlsx"',
        "Cache-Control": "no-store",
    }
    return Response(data, mimetype=XLSX, headers=headers)


@isolation.get("/app/my/report/readings.xlsx")
@enterprise_only
def readings() -> ResponseReturnValue:
    with current_office().database.reading() as session:
        enterprise = current_enterprise(session)
    return _made(Enterprise.id == enterprise.id, enterprise.reference)


@missing.get("/app/staff/reports/<reference>/readings.xlsx")
@staff()
def enterprise_readings(reference: str) -> ResponseReturnValue:
    with current_office().database.reading() as session:
        enterprise = find(session, reference)
    return _made(Enterprise.id == enterprise.id, enterprise.reference)


@missing.get("/app/staff/reports/readings/<community>.xlsx")
@staff("reviewer", "office")
def community_readings(community: str) -> ResponseReturnValue:
    """Whoever sees only some of it gets only that."""
    return _made(and_(visible_to(access.actor()), Enterprise.community == community), community[:40])
