"""/app/staff/isolation/undecided/: who waits for an officer's word, and who for an
enterprise's.
"""

from __future__ import annotations

from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from forms_app.base import access
from forms_app.base.access import staff
from forms_app.base.office import current_office
from forms_app.base.paging import page_of
from forms_app.people.isolation.case_plan import OFFICERS
from forms_app.people.isolation.case_queries import Within
from forms_app.people.isolation.case_views import asked_within, cases, scope
from forms_app.people.isolation.undecided import unconfirmed, undecided
from forms_app.people.rosters import labels
from forms_app.people.rosters.determining import rulebook


@cases.get("/app/staff/isolation/undecided/", endpoint="undecided")
@staff()
def waiting() -> ResponseReturnValue:
    office = current_office()
    now = office.clock.now()
    asked = asked_within()
    isolation = rulebook(office, now.date()).isolation
    communities, grids = scope(office)
    with office.database.reading() as session:
        within = Within(access.actor(), **asked)
        found = page_of(undecided(session, within, now.date(), isolation))
        walled = page_of(unconfirmed(session, within), key="unconfirmed")
        why = {one.person.id: labels.full(office, one.person) for one in found}
    values: dict[str, Any] = {
        "found": found,
        "unconfirmed": walled,
        "why": why,
        "communities": communities,
        "grids": grids,
        "asked": asked,
        "now": now,
        "says": labels.short,
        "is_officer": access.actor().role in OFFICERS,
    }
    return render_template("cases/undecided.html", **values)
