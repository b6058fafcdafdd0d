"""/app/staff/feedback/answered/: whoever reported something and left a phone is called
with the answer.
"""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app.base.access import actor, must_see, staff
from forms_app.base.office import by_whom, current_office
from forms_app.base.paging import page_of
from forms_app.ledger.feedback import queries, receiving
from forms_app.ledger.feedback.labels import ABOUTS
from forms_app.ledger.feedback.models import Report

feedback_of_staff = Blueprint("feedback_of_staff", __name__)


@feedback_of_staff.get("/app/staff/feedback/answered/")
@staff("reviewer", "office")
def answered() -> ResponseReturnValue:
    with current_office().database.reading() as session:
        found = page_of(queries.to_tell(session, actor()))
        return render_template("feedback/answered.html", found=found, abouts=ABOUTS)


@feedback_of_staff.post("/app/staff/feedback/answered/<int:feedback_id>/")
@staff("reviewer", "office")
def told(feedback_id: int) -> ResponseReturnValue:
    with current_office().database.writing() as session:
        found = session.get(Report, feedback_id) or abort(404)
        must_see(*found.item.where)
        receiving.note_told(session, found, **by_whom())
    return redirect(url_for("feedback_of_staff.answered"))
