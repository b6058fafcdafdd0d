"""What every step of a case shares: whether it may be taken, the event it leaves in the
case, its one audit entry.

The entry holds the case's id and the person's number; never a name, a place, a note or
how somebody is.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.refusal import Refused
from forms_app.people.isolation.case_rules import TRANSITIONS, Action, Kind, State
from forms_app.people.isolation.models import Case, CaseEvent


def must_lead_on(case: Case, action: Action) -> State:
    """The state an action leads to.

    Raises:
        Refused: it does not lead out of the state the case is in; the sentence says
            what to do.
    """
    if after := TRANSITIONS.get((State(case.state), action)):
        return after
    if case.state == State.OPEN:
        raise Refused("这一件正开着，不用重新打开。")
    if case.state == State.RELEASED:
        raise Refused("这一件已经解除隔离了。要继续，请先写明理由，重新打开。")
    raise Refused("这一件已经停止了。要继续，请先写明理由，重新打开。")


def by_whom(actor: Actor) -> str:
    return f"{actor.kind}:{actor.id}"[:80]


def take_step(case: Case, action: Action) -> None:
    case.state = must_lead_on(case, action)


def must_have_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused("请写明理由。")


def note_event(
    case: Case,
    kind: Kind,
    actor: Actor,
    now: datetime,
    *,
    code: str | None = None,
    note: str = "",
    day: date | None = None,
    **when: datetime,
) -> None:
    kept = {
        "kind": kind,
        "day": day or now.date(),
        "at": now,
        "by": by_whom(actor),
        "code": code,
        "note": note,
    }
    case.events.append(CaseEvent(**kept, **when))


def note_entry(
    session: Session,
    action: str,
    case: Case,
    actor: Actor,
    now: datetime,
    *,
    basis: str = "",
    reason: str = "",
    **details: Any,
) -> None:
    subject = case.person.enterprise.reference
    details = {"case": case.id, "person": case.person.number, **details}
    audit.record(
        session,
        actor=actor,
        action=action,
        subject=subject,
        now=now,
        basis=basis,
        reason=reason,
        details=details,
    )
