"""/app/staff/calls/: people to call, with what to say; the outcome is noted."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app.base import access
from forms_app.base.access import must_see, staff
from forms_app.base.long_list import LIST, shown
from forms_app.base.office import by_whom, current_office
from forms_app.base.worklist import reader_of
from forms_app.permits.enterprises.filters import similar
from forms_app.permits.messages import queries as messages
from forms_app.permits.resumption.call_list import CALLS
from forms_app.permits.resumption.call_operations import log_call as log
from forms_app.permits.resumption.calls import event_of
from forms_app.permits.resumption.deeds import deeds_of
from forms_app.permits.resumption.labels import ABOUT, OUTCOMES
from forms_app.permits.resumption.models import Call
from forms_app.permits.resumption.staff_forms import CallForm
from forms_app.permits.resumption.staff_views import review


@review.get("/app/staff/calls/")
@staff()
def calls() -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        reader = reader_of(office, session)
        view = shown(CALLS, reader)
        like = similar(reader, view)
        told = messages.of_events(session, map(event_of, view.found))
    values = {
        "told": {call.id: told.get(event_of(call), ()) for call in view.found},
        "similar": like,
        "deeds": deeds_of(CALLS, office, access.actor()),
        "about": ABOUT,
        "outcomes": OUTCOMES,
    }
    return render_template("review/calls.html", view=view, **values)


@review.post("/app/staff/calls/<int:call_id>/")
@staff()
def log_call(call_id: int) -> ResponseReturnValue:
    office = current_office()
    form = CallForm()
    if form.validate_on_submit():
        with office.database.writing() as session:
            call = session.get(Call, call_id) or abort(404)
            must_see(call.enterprise.community, call.enterprise.grid)
            by = by_whom()
            log(session, call, form.outcome.data, form.note.data or "", **by)
    return redirect(url_for("review.calls") + "?" + request.args.get(LIST, ""))
