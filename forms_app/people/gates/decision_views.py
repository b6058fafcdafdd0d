"""/app/staff/gates/<point>/<passage>/: deciding about somebody who was stopped, in
words; and registering whoever is on no roster.
"""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base.access import staff
from forms_app.base.office import by_whom, current_office
from forms_app.base.refusal import Refused
from forms_app.people.gates import directory, labels, operations, queries
from forms_app.people.gates.models import Passage, Visitor
from forms_app.people.gates.office_forms import DecisionForm
from forms_app.people.gates.points import Gate, must_look_into
from forms_app.people.gates.rules import Decision, Outcome
from forms_app.people.gates.staff_views import OFFICE, row
from forms_app.people.gates.views import gates
from forms_app.people.isolation.resident_views import next_step
from forms_app.people.rosters import residents
from forms_app.people.rosters.determining import rulebook
from forms_app.people.rosters.imports import as_text
from forms_app.people.rosters.resident_form import ResidentForm


def _find(session: Session, gate: Gate, passage_id: int) -> Passage:
    return queries.passage(session, gate, passage_id) or abort(404)


@gates.route("/app/staff/gates/<point>/<int:passage_id>/", methods=["GET", "POST"])
@staff(*OFFICE)
def decide(point: str, passage_id: int) -> ResponseReturnValue:
    office = current_office()
    gate = must_look_into(point)
    form = DecisionForm()
    with office.database.reading() as session:
        found = _find(session, gate, passage_id)
        shown = row(found)
    form.offer(Outcome(found.outcome))
    if not form.validate_on_submit():
        return _page(gate, found, shown, form)
    with office.database.writing() as session:
        found = _find(session, gate, passage_id)
        said = Decision(form.decision.data), form.note.data or ""
        operations.handle(session, gate, found, *said, **by_whom())
    return redirect(url_for("gates.overview"))


def _page(gate: Gate, found: Passage, shown: dict[str, Any], form: DecisionForm) -> str:
    values = {
        "why": labels.why(found, gate.community.phone),
        "is_open": found.handled_at is None,
        "may_register": found.visitor_id is not None and found.person_id is None,
    }
    return render_template("gates/decide.html", gate=gate, form=form, r=shown, **values)


@gates.route(
    "/app/staff/gates/<point>/<int:passage_id>/register/", methods=["GET", "POST"]
)
@staff(*OFFICE)
def register(point: str, passage_id: int) -> ResponseReturnValue:
    """Whoever was stopped and has no employer, with the residents of the gate's
    community.
    """
    office = current_office()
    gate = must_look_into(point)
    with office.database.reading() as session:
        found = _find(session, gate, passage_id)
        visitor = found.visitor or abort(404)
    form = _form(gate, visitor)
    judged = form.judged(office.clock.today())
    if judged is None:
        return _register_page(gate, found, form)
    try:
        address = _registered(gate, passage_id, str(form.grid.data), judged.values)
    except Refused as refused:
        form.phone.errors = [str(refused)]
        return _register_page(gate, found, form)
    return redirect(address)


def _form(gate: Gate, visitor: Visitor) -> ResidentForm:
    """Filled in with what was said at the gate."""
    known = {name: getattr(visitor, name) for name in ("name", "phone", "place")}
    known |= {"arrived_on": as_text(visitor.arrived_on), "stayed": "no"}
    form = ResidentForm(data=known)
    form.offer((grid.slug, grid.name) for grid in gate.community.grids)
    return form


def _registered(gate: Gate, passage_id: int, grid: str, values: dict[str, Any]) -> str:
    """Where to go on with somebody who is registered now."""
    office = current_office()
    notice = residents.notice_of(office)
    where = residents.home(office, gate.community.slug, grid)
    rules = rulebook(office, office.clock.today())
    said: dict[str, Any] = {"source": "gate", "notice": notice.version, "rules": rules}
    with office.database.writing() as session:
        found = _find(session, gate, passage_id)
        person = residents.register(session, where, values, **said, **by_whom())
        operations.register(session, gate, found, person, **by_whom())
        directory.forget(session, gate)
        return next_step(person)


def _register_page(gate: Gate, found: Passage, form: ResidentForm) -> str:
    notice = residents.notice_of(current_office())
    return render_template(
        "gates/register.html", gate=gate, form=form, notice=notice, r=row(found)
    )
