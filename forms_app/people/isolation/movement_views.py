"""/app/staff/arrivals/: who came and went as it was reported, with the delay; and which
enterprises have built no health records.
"""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from forms_app.base import access
from forms_app.base.access import staff
from forms_app.base.office import current_office
from forms_app.base.paging import page_of
from forms_app.people.isolation import movements
from forms_app.people.isolation.case_queries import Within
from forms_app.people.isolation.case_views import asked_within, cases, scope
from forms_app.people.rosters import labels

WAYS = {"came": movements.arrivals, "left": movements.departures}


@cases.get("/app/staff/arrivals/")
@staff()
def arrivals() -> ResponseReturnValue:
    way = request.args.get("way", "")
    way = way if way in WAYS else "came"
    asked = asked_within()
    with current_office().database.reading() as session:
        found = page_of(WAYS[way](session, Within(access.actor(), **asked)))
    return render_template(
        "cases/arrivals.html",
        found=found,
        way=way,
        kinds=labels.MOVEMENTS,
        says=labels.short,
        **_filters(asked),
    )


@cases.get("/app/staff/arrivals/without-records/")
@staff()
def without_records() -> ResponseReturnValue:
    asked = asked_within()
    with current_office().database.reading() as session:
        within = Within(access.actor(), **asked)
        found = page_of(movements.without_records(session, within))
    return render_template("cases/records.html", found=found, **_filters(asked))


def _filters(asked: dict[str, str]) -> dict[str, Any]:
    communities, grids = scope(current_office())
    return {"communities": communities, "grids": grids, "asked": asked}
