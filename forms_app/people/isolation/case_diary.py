"""What is noted while somebody stays in: visits, outings, needs; striking what was
noted by a slip.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.refusal import Refused
from forms_app.people.isolation.alarming import raise_alarm
from forms_app.people.isolation.case_rules import (
    FLOW,
    STRIKABLE,
    Action,
    Kind,
    State,
    Visit,
)
from forms_app.people.isolation.case_steps import (
    must_have_reason,
    note_entry,
    note_event,
)
from forms_app.people.isolation.models import Case, CaseEvent


def log_visit(
    session: Session,
    case: Case,
    outcome: str,
    note: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Somebody was at the door or called (随访): how it went.

    Who is unwell is an alarm too.
    """
    case.state = FLOW.after(State(case.state), Action.VISIT)
    note_event(case, Kind.VISIT, actor, now, code=outcome, note=note)
    if outcome == Visit.UNWELL:
        raise_alarm(session, case.person, "unwell", note, actor.signature, now)
    note_entry(session, "case.visit", case, actor, now)


def allow_outing(
    session: Session,
    case: Case,
    from_at: datetime,
    until_at: datetime,
    why: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Allow somebody to go out for some hours.

    Raises:
        Refused: it ends before it begins, or is over already.
    """
    if until_at <= from_at or until_at <= now:
        raise Refused("外出的时间不对：结束要在开始之后，而且还没有过去。")
    case.state = FLOW.after(State(case.state), Action.OUTING)
    note_event(
        case,
        Kind.OUTING,
        actor,
        now,
        day=from_at.date(),
        note=why,
        from_at=from_at,
        until_at=until_at,
    )
    note_entry(
        session,
        "case.outing",
        case,
        actor,
        now,
        reason=why,
        day=from_at.date().isoformat(),
    )


def note_need(
    session: Session, case: Case, kind: str, note: str, *, actor: Actor, now: datetime
) -> None:
    """Somebody who stays in needs a bin, meals, shopping."""
    case.state = FLOW.after(State(case.state), Action.NEED)
    note_event(case, Kind.NEED, actor, now, code=kind, note=note)
    note_entry(session, "case.need", case, actor, now, need=kind)


def fulfil(
    session: Session, case: Case, event: CaseEvent, *, actor: Actor, now: datetime
) -> None:
    """A need was seen to; the second tick is the same as the first."""
    if event.kind != Kind.NEED or event.struck_at:
        raise Refused("这一条不是要办的事，或者已经划掉了。")
    case.state = FLOW.after(State(case.state), Action.FULFIL)
    event.done_at = event.done_at or now
    event.done_by = event.done_by or actor.signature
    note_entry(session, "case.fulfil", case, actor, now, event=event.id)


def strike(
    session: Session,
    case: Case,
    event: CaseEvent,
    reason: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """A visit, an outing or a need was logged by a slip: it stays, crossed out, with
    the reason.
    """
    if event.kind not in STRIKABLE or event.struck_at:
        raise Refused("这一条不能划掉：只有随访、外出和要办的事可以，而且只划一次。")
    must_have_reason(reason)
    case.state = FLOW.after(State(case.state), Action.STRIKE)
    event.struck_at = now
    event.struck_by = actor.signature
    event.struck_reason = reason
    note_entry(session, "case.strike", case, actor, now, reason=reason, event=event.id)
