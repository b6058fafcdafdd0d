"""Looking into what was unusual: somebody has, and says what it was."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.refusal import ChangedMeanwhile, Refused
from forms_app.office.looks.models import UnusualReading


def have_seen(
    session: Session,
    found: UnusualReading,
    said: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """`said`: what it was, for whoever asks later.

    Raises:
        Refused: it is one's own reading, or nothing is said.
        ChangedMeanwhile: somebody else has looked into it.
    """
    if found.seen_at is not None:
        raise ChangedMeanwhile
    if found.who == actor.id:
        raise Refused("这是您自己看的，要另一个人来核实。")
    if not said.strip():
        raise Refused("请写明核实下来是怎么回事。")
    found.seen_at = now
    found.seen_by = actor.id
    audit.record(
        session,
        actor=actor,
        action="looks.seen",
        subject=found.who,
        now=now,
        reason=said,
        details={"why": found.why, "number": found.number},
    )
