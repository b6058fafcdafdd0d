"""What became of a call."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.refusal import Refused
from forms_app.permits.resumption.models import Call


def log_call(
    session: Session,
    call: Call,
    outcome: str,
    note: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Note what became of a call; only "reached" takes it off the list.

    Raises:
        Refused: they were told already.
    """
    if call.done_at:
        raise Refused("已经告知过了。")
    call.outcome = outcome
    call.note = note
    if outcome == "reached":
        call.done_at = now
        call.done_by = actor.id
    audit.record(
        session,
        actor=actor,
        action="call.log",
        subject=call.enterprise.reference,
        now=now,
        details={"call": call.id, "about": call.about, "outcome": outcome},
    )


def reopen_call(
    session: Session, call: Call, outcome: str, *, actor: Actor, now: datetime
) -> None:
    """Put a call back on the list that was ticked off by a slip; `outcome` is what had
    become of it before.

    Raises:
        Refused: it is on the list.
    """
    if call.done_at is None:
        raise Refused("这个电话本来就要打。")
    call.outcome = outcome or None
    call.done_at = None
    call.done_by = None
    audit.record(
        session,
        actor=actor,
        action="call.reopen",
        subject=call.enterprise.reference,
        now=now,
        details={"call": call.id, "about": call.about},
    )
