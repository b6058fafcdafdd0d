"""The end of a case: releasing on the due day or early, stopping, opening again.

One audit entry each (case_steps.py), as for the rest of its life (case_operations.py).
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.dates import day
from forms_app.base.refusal import Refused
from forms_app.people.isolation import case_queries
from forms_app.people.isolation.case_plan import must_be_officer, must_have_no_other
from forms_app.people.isolation.case_rules import FLOW, MODES, Action, Kind, State, Stop
from forms_app.people.isolation.case_steps import (
    must_have_reason,
    note_entry,
    note_event,
)
from forms_app.people.isolation.models import Case
from forms_app.people.rosters.determining import decide
from forms_app.people.rosters.models import Movement, Person


def release(
    session: Session,
    case: Case,
    reason: str,
    *,
    missing: int,
    actor: Actor,
    now: datetime,
) -> None:
    """Release somebody on the due day or later; `missing` is how many readings are.

    Raises:
        Refused: the days are not over, an alarm is open, the rule by now says
            otherwise, or readings are missing and
            nobody says why that will do.
    """
    _must_be_over(case, now.date())
    _must_have_no_alarm(session, case)
    _must_be_said_over(case.person, now.date())
    if missing and not reason.strip():
        raise Refused("还缺 %(n)s 次报备。缺着也要解除，请写明理由。", n=missing)
    case.state = FLOW.after(State(case.state), Action.RELEASE)
    _let_go(session, case, reason, actor, now)
    note_entry(
        session,
        "case.release",
        case,
        actor,
        now,
        basis=case_queries.basis(session, case),
        reason=reason,
        missing=missing,
    )


def release_early(
    session: Session, case: Case, reason: str, *, actor: Actor, now: datetime
) -> None:
    """An officer releases somebody otherwise than the rule says."""
    must_have_reason(reason)
    must_be_officer(actor)
    _must_have_no_alarm(session, case)
    case.state = FLOW.after(State(case.state), Action.EARLY)
    _let_go(session, case, reason, actor, now)
    left = (case.due_on - now.date()).days
    note_entry(
        session,
        "case.early",
        case,
        actor,
        now,
        basis=case_queries.basis(session, case),
        reason=reason,
        days_left=left,
    )


def stop(
    session: Session, case: Case, why: str, reason: str, *, actor: Actor, now: datetime
) -> None:
    """The person left, which the roster then says too; or the case was entered in
    error: then they are to be arranged.
    """
    must_have_reason(reason)
    case.state = FLOW.after(State(case.state), Action.STOP)
    case.closed_at = now
    if why == Stop.LEFT and case.person.left_on is None:
        case.person.left_on = now.date()
        _move(session, case.person, "left", actor, now)
    note_event(case, Kind.STOPPED, actor, now, note=reason, code=why)
    note_entry(session, "case.stop", case, actor, now, reason=reason, why=why)


def reopen(
    session: Session, case: Case, reason: str, *, actor: Actor, now: datetime
) -> None:
    """Released or stopped by a slip: the case goes on as it was, and so does the
    determination.
    """
    must_have_reason(reason)
    person = case.person
    must_have_no_other(session, person)
    was = State(case.state)
    case.state = FLOW.after(State(case.state), Action.REOPEN)
    case.closed_at = None
    if person.left_on and was is State.STOPPED:
        person.left_on = None
        _move(session, person, "joined", actor, now)
    if person.outcome != case.mode:
        decide(session, person, case.mode, reason, by=actor.id, now=now)
    person.ends_on = case.due_on
    note_event(case, Kind.REOPENED, actor, now, note=reason)
    note_entry(session, "case.reopen", case, actor, now, reason=reason)


def _must_be_over(case: Case, today: date) -> None:
    if today < case.due_on:
        raise Refused(
            "要到 %(day)s 才满。提前解除由社区办公室决定。", day=day(case.due_on)
        )


def _must_be_said_over(person: Person, today: date) -> None:
    """The determination may have changed since the case was opened."""
    if person.outcome == "ask":
        raise Refused("这个人现在的判定是“先问社区”。请先由社区办公室决定，再解除。")
    if person.outcome in MODES and person.ends_on and person.ends_on > today:
        raise Refused(
            "按现在的判定要住到 %(day)s。请先延长，或由社区办公室提前解除。",
            day=day(person.ends_on),
        )


def _must_have_no_alarm(session: Session, case: Case) -> None:
    if case_queries.has_open_alarm(session, case):
        raise Refused("这个人发热或不适的提醒还没有处理完。请先处理完，再解除。")


def _let_go(
    session: Session, case: Case, reason: str, actor: Actor, now: datetime
) -> None:
    case.closed_at = now
    if case.person.outcome != "none":
        decide(session, case.person, "none", reason, by=actor.id, now=now)
    note_event(case, Kind.RELEASED, actor, now, note=reason)


def _move(
    session: Session, person: Person, kind: str, actor: Actor, now: datetime
) -> None:
    session.add(
        Movement(
            person_id=person.id,
            kind=kind,
            day=now.date(),
            reported_at=now,
            reported_by=actor.signature,
        )
    )
