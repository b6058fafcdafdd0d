"""Readings as Excel for those who may see them: an enterprise its own, staff those of
their communities and grids.
"""

from __future__ import annotations

from flask import abort, request
from flask.typing import ResponseReturnValue

from forms_app.base import access
from forms_app.base.access import enterprise_only, staff
from forms_app.base.exports.views import begin
from forms_app.base.office import current_office
from forms_app.people.isolation.sheet import READINGS
from forms_app.people.isolation.staff_views import find, missing
from forms_app.people.isolation.views import isolation
from forms_app.permits.enterprises.session import current_enterprise
from forms_app.permits.grid.queries import directory

DAYS = 14
MOST_DAYS = 60


def _days() -> int:
    return min(max(request.values.get("days", DAYS, int), 1), MOST_DAYS)


@isolation.post("/app/my/report/readings.xlsx")
@enterprise_only
def readings() -> ResponseReturnValue:
    with current_office().database.reading() as session:
        reference = current_enterprise(session).reference
    return begin(READINGS.id, reference, reference=reference, days=_days())


@missing.post("/app/staff/reports/<reference>/readings.xlsx")
@staff()
def enterprise_readings(reference: str) -> ResponseReturnValue:
    with current_office().database.reading() as session:
        found = find(session, reference).reference
    return begin(READINGS.id, found, reference=found, days=_days())


@missing.post("/app/staff/reports/readings/<community>.xlsx")
@staff("reviewer", "office")
def community_readings(community: str) -> ResponseReturnValue:
    """Whoever sees only some of it gets only that."""
    found = directory(current_office()).get(community) or abort(404)
    access.must_see(community, "")
    return begin(READINGS.id, found.slug, community=found.slug, days=_days())
