"""A fever or somebody unwell: what the enterprise notes at once, and the office's pages
until it is closed with a reason.
"""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base import access
from forms_app.base.access import enterprise_only, must_see, staff
from forms_app.base.office import by_whom, current_office
from forms_app.base.paging import page_of
from forms_app.base.purpose import asks_purpose
from forms_app.base.refusal import ChangedMeanwhile
from forms_app.people.health_rules.readings import HealthRule, Problem, read_temperature
from forms_app.people.isolation import alarm_operations, alarm_queries, labels
from forms_app.people.isolation.forms import StepForm, problem_says
from forms_app.people.isolation.models import Alarm
from forms_app.people.isolation.rulebook import health_rule
from forms_app.people.isolation.rules import Action, State, actions
from forms_app.people.isolation.staff_views import missing
from forms_app.people.isolation.views import isolation
from forms_app.permits.enterprises.models import Unit
from forms_app.permits.enterprises.session import current_enterprise
from forms_app.permits.grid.queries import directory

STEPS = "<any(measure, tell, act, close):action>"
A_FEW = 20  # closed alarms below the open ones


def _own(session: Session, alarm_id: int) -> Alarm:
    """An alarm of the enterprise that is signed in, or 404."""
    alarm = session.get(Alarm, alarm_id)
    if alarm is None or alarm.enterprise_id != current_enterprise(session).id:
        abort(404)
    return alarm


def _seen(session: Session, alarm_id: int) -> Alarm:
    """An alarm of a grid that the actor may see, or 404."""
    alarm = session.get(Alarm, alarm_id) or abort(404)
    must_see(alarm.community, alarm.grid)
    return alarm


def _values(
    session: Session, alarm: Alarm, form: StepForm | None = None
) -> dict[str, Any]:
    office = current_office()
    enterprise = session.get_one(Unit, alarm.enterprise_id)
    may = [
        (action, labels.BUTTONS[action], labels.TO_WRITE[action])
        for action in actions(State(alarm.state), access.actor().is_staff)
    ]
    return {
        "a": alarm,
        "e": enterprise,
        "may": may,
        "steps": list(alarm.steps),
        "again": labels.again(alarm, health_rule(office)),
        "wrong": (form.note.data or "", form.note.errors) if form else ("", []),
        "community": directory(office).get(alarm.community),
        "words": labels,
    }


def _is_good(form: StepForm, action: Action, health: HealthRule) -> bool:
    """What was measured must be a temperature; it is kept as it was understood."""
    if not form.validate_on_submit():
        return False
    if action == Action.MEASURE:
        read = read_temperature(form.note.data or "", health)
        if isinstance(read, Problem):
            form.note.errors = [problem_says(read, health)]
            return False
        form.note.data = f"{read:.1f}"
    return True


def _take(find: Any, alarm_id: int, action: Action, form: StepForm) -> None:
    office = current_office()
    with office.database.writing() as session:
        alarm = find(session, alarm_id)
        if form.version.data != str(alarm.version):
            raise ChangedMeanwhile
        by = by_whom()
        alarm_operations.step(session, alarm, action, form.note.data or "", **by)


@isolation.get("/app/my/report/alarms/<int:alarm_id>/")
@enterprise_only
def alarm(alarm_id: int) -> ResponseReturnValue:
    with current_office().database.reading() as session:
        values = _values(session, _own(session, alarm_id))
    return render_template("isolation/alarm.html", here="my", action="", **values)


@isolation.post(f"/app/my/report/alarms/<int:alarm_id>/{STEPS}/")
@enterprise_only
def alarm_step(alarm_id: int, action: str) -> ResponseReturnValue:
    form = StepForm()
    if _is_good(form, Action(action), health_rule(current_office())):
        _take(_own, alarm_id, Action(action), form)
        return redirect(url_for("isolation.alarm", alarm_id=alarm_id))
    with current_office().database.reading() as session:
        values = _values(session, _own(session, alarm_id), form)
    return render_template("isolation/alarm.html", here="my", action=action, **values)


@missing.get("/app/staff/alarms/")
@staff()
def alarms() -> ResponseReturnValue:
    """Who has a fever or is unwell and not closed, the oldest first; below, what was
    closed last.
    """
    now = current_office().clock.now()
    with current_office().database.reading() as session:
        found = page_of(alarm_queries.alarms(session, access.actor()))
        ended = alarm_queries.alarms(session, access.actor(), closed=True)
        closed = page_of(ended, size=A_FEW, key="closed")
        ids = {each.enterprise_id for each in (*found, *closed)}
        firms = {each: session.get_one(Unit, each) for each in ids}
    return render_template(
        "missing/alarms.html",
        found=found,
        closed=closed,
        firms=firms,
        words=labels,
        at=now,
    )


@missing.get("/app/staff/alarms/<int:alarm_id>/")
@staff()
@asks_purpose
def staff_alarm(alarm_id: int) -> ResponseReturnValue:
    with current_office().database.reading() as session:
        values = _values(session, _seen(session, alarm_id))
    return render_template("missing/alarm.html", action="", **values)


@missing.post(f"/app/staff/alarms/<int:alarm_id>/{STEPS}/")
@staff()
def staff_alarm_step(alarm_id: int, action: str) -> ResponseReturnValue:
    form = StepForm()
    if _is_good(form, Action(action), health_rule(current_office())):
        _take(_seen, alarm_id, Action(action), form)
        return redirect(url_for("missing.staff_alarm", alarm_id=alarm_id))
    with current_office().database.reading() as session:
        values = _values(session, _seen(session, alarm_id), form)
    return render_template("missing/alarm.html", action=action, **values)
