"""What is decided around a gate: shifts planned and kept, looking back, handing out,
handling. One audit entry each.

Entries hold the point, times and counts; never a name, a phone, a plate or a
temperature.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.paging import Rows
from forms_app.base.refusal import Refused
from forms_app.people.gates import queries
from forms_app.people.gates.models import Passage, Shift
from forms_app.people.gates.points import Gate
from forms_app.people.gates.rules import A_PAGE, Decision
from forms_app.people.rosters.models import Person


def plan_shift(
    session: Session,
    gate: Gate,
    *,
    account: str,
    name: str,
    begins: datetime,
    ends: datetime,
    actor: Actor,
    now: datetime,
) -> Shift:
    """Put somebody on the roster of a point.

    Raises:
        Refused: this account is on the roster at that time already.
    """
    if queries.overlapping(session, account, begins, ends):
        raise Refused("这个账号在这段时间已经有班。请换一个时间或账号。")
    shift = Shift(
        point=gate.slug,
        account=account,
        name=name,
        planned_from=begins,
        planned_to=ends,
    )
    session.add(shift)
    _entry(
        session,
        "gate.plan",
        gate,
        account=account,
        span=_span(begins, ends),
        actor=actor,
        now=now,
    )
    return shift


def cancel_shift(
    session: Session, gate: Gate, shift: Shift, *, actor: Actor, now: datetime
) -> None:
    """Take a shift off the roster that nobody has begun.

    Raises:
        Refused: it was begun.
    """
    if shift.on_at:
        raise Refused("这一班已经有人上岗，不能取消。")
    session.delete(shift)
    _entry(session, "gate.cancel", gate, account=shift.account, actor=actor, now=now)


def sign_on(
    session: Session, gate: Gate, name: str, *, actor: Actor, now: datetime
) -> Shift:
    """Begin the shift that is planned for now, or one without a plan.

    Raises:
        Refused: this account is on at another point.
    """
    open_shift = queries.open_shift(session, actor.id)
    if open_shift:
        raise Refused("这个账号已经在岗，请先下岗。")
    shift = queries.planned_now(session, gate, actor.id, now)
    if shift is None:
        shift = Shift(point=gate.slug, account=actor.id, planned_from=now)
        session.add(shift)
    shift.name = name
    shift.on_at = now
    _entry(
        session,
        "gate.sign_on",
        gate,
        is_planned=shift.planned_to is not None,
        actor=actor,
        now=now,
    )
    return shift


def sign_off(
    session: Session, gate: Gate, shift: Shift, *, actor: Actor, now: datetime
) -> None:
    """End the shift.

    The entry says how much was registered in it, so that each passage need not.
    """
    shift.off_at = now
    registered = queries.registered_by(session, gate, shift)
    _entry(session, "gate.sign_off", gate, registered=registered, actor=actor, now=now)


def look_back(
    session: Session,
    gate: Gate,
    begins: datetime,
    ends: datetime,
    reason: str,
    *,
    actor: Actor,
    now: datetime,
) -> Rows[Passage]:
    """Who was here between two moments.

    A page of it is shown, which is what the entry says.
    """
    found = queries.between(session, gate, begins, ends)
    shown = min(len(found), A_PAGE)
    _entry(
        session,
        "gate.look_back",
        gate,
        span=_span(begins, ends),
        shown=shown,
        reason=reason,
        actor=actor,
        now=now,
    )
    return found


def export(
    session: Session,
    gate: Gate,
    begins: datetime,
    ends: datetime,
    reason: str,
    *,
    actor: Actor,
    now: datetime,
) -> Rows[Passage]:
    """The same to hand out as a sheet, whole."""
    found = queries.between(session, gate, begins, ends)
    span = _span(begins, ends)
    rows = len(found)
    _entry(
        session,
        "gate.export",
        gate,
        span=span,
        rows=rows,
        reason=reason,
        actor=actor,
        now=now,
    )
    return found


def handle(
    session: Session,
    gate: Gate,
    passage: Passage,
    decision: Decision,
    note: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """The office decided what the outcome asks for: in words, and by whom.

    Raises:
        Refused: somebody else did it meanwhile, or "other" without saying what.
    """
    if decision is Decision.OTHER and not note.strip():
        raise Refused("请写明怎么办的，例如 电话问过老家社区，可以进")
    _decide(passage, decision, note, actor, now)
    details = {"outcome": passage.outcome, "decision": str(decision)}
    _entry(
        session,
        "gate.handle",
        gate,
        passage=passage.id,
        **details,
        actor=actor,
        now=now,
    )


def register(
    session: Session,
    gate: Gate,
    passage: Passage,
    person: Person,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Somebody who was stopped is on a roster now: what applies to them is
    determined there.

    Raises:
        Refused: somebody else decided meanwhile.
    """
    _decide(passage, Decision.REGISTERED, "", actor, now)
    passage.person_id = person.id
    _entry(
        session,
        "gate.register",
        gate,
        passage=passage.id,
        person=person.number,
        actor=actor,
        now=now,
    )


def _decide(
    passage: Passage, decision: Decision, note: str, actor: Actor, now: datetime
) -> None:
    if passage.handled_at:
        raise Refused("这一条已经有人处理了。")
    passage.decision = decision
    passage.decision_note = note
    passage.handled_at = now
    passage.handled_by = actor.id


def _span(begins: datetime, ends: datetime) -> str:
    return f"{begins:%Y-%m-%dT%H:%M}/{ends:%Y-%m-%dT%H:%M}"


def _entry(
    session: Session,
    action: str,
    gate: Gate,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    **details: Any,
) -> None:
    audit.record(
        session,
        actor=actor,
        action=action,
        subject=gate.slug,
        now=now,
        reason=reason,
        details=details,
    )
