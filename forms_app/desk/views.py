"""/app/staff/: my work today."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from forms_app import access
from forms_app.access import staff
from forms_app.desk.navigation import sections
from forms_app.health import publisher_state
from forms_app.isolation import case_queries
from forms_app.office import current_office
from forms_app.resumption import queries, stages
from forms_app.resumption.rules import Stage
from forms_app.saved import read_json

desk = Blueprint("desk", __name__)


@desk.app_context_processor
def _navigation() -> dict[str, Any]:
    return {"staff_sections": sections, "publisher_state": lambda: publisher_state(current_office())}


@desk.get("/app/staff/")
@staff()
def today() -> ResponseReturnValue:
    office, actor = current_office(), access.actor()
    with office.database.reading() as session:
        counts = queries.counts_by_stage(session, actor)
        values = {
            "first": queries.queue(session, actor)[:8],
            "overdue": queries.overdue(session, actor, office.clock.now()),
            "isolation": case_queries.counts(session, actor, office.clock.today()),
            "calls": len(queries.calls_to_make(session, actor)),
        }
    waiting = [(stage, stages.LABELS[stage], counts.get(stage, 0)) for stage in Stage if stage in _SHOWN]
    values |= {"waiting": waiting, "faults": len(read_json(office.data / "faults.json") or [])}
    values |= {"labels": stages.LABELS, "moment": stages.moment}
    return render_template("desk/today.html", **values)


_SHOWN = (Stage.SUBMITTED, Stage.ACCEPTED, Stage.TO_PUT_RIGHT, Stage.CHECKED, Stage.RETURNED)
