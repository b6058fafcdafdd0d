"""Saying what lies in quarantine, and taking that back: one audit entry for all of one
press, with numbers and forms, never with what was sent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.quarantine.models import Quarantined
from forms_app.office.junk.rules import Decision

SUBJECT = "quarantine"


def decide(
    session: Session,
    rows: Sequence[Quarantined],
    decision: Decision,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """They are real, or junk; it is carried out a while later (carrying_out.py)."""
    for row in rows:
        row.decision = str(decision)
        row.decided_at = now
        row.decided_by = actor.signature
        row.why_not = ""
    _entry(session, f"quarantine.{decision}", rows, actor, now)


def take_back(
    session: Session, rows: Sequence[Quarantined], *, actor: Actor, now: datetime
) -> None:
    """Nobody has said anything of them."""
    for row in rows:
        row.decision = ""
        row.decided_at = None
        row.decided_by = ""
    _entry(session, "quarantine.take-back", rows, actor, now)


def _entry(
    session: Session,
    action: str,
    rows: Sequence[Quarantined],
    actor: Actor,
    now: datetime,
) -> None:
    details = {
        "numbers": [row.id for row in rows],
        "forms": dict(Counter(row.form for row in rows)),
    }
    audit.record(
        session, actor=actor, action=action, subject=SUBJECT, now=now, details=details
    )
