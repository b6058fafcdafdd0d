"""/app/staff/visits/survey/: what visits asked, in totals by community and grid."""

from __future__ import annotations

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from forms_app.base import access
from forms_app.base.access import staff
from forms_app.base.office import current_office
from forms_app.ledger.visits import labels, survey
from forms_app.ledger.visits.staff_views import visits


@visits.get("/app/staff/visits/survey/")
@staff()
def totals() -> ResponseReturnValue:
    office = current_office()
    lines = survey.lines(office)
    if not lines:
        abort(404)
    asked = request.args.get("line", "")
    line = next((one for one in lines if one.id == asked), lines[0])
    with office.database.reading() as session:
        found = survey.totals(session, access.actor(), line.id)
    return render_template(
        "visits/survey.html", lines=lines, line=line, totals=found, words=labels
    )
