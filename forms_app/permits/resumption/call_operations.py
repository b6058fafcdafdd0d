"""What became of a call."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
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
    """Note what became of a call; only "reached" takes it off the list."""
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
