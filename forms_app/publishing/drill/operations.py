"""What a drill found, remembered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.office.retention.drills import Drill


def note(session: Session, drill: Drill, *, actor: Actor, now: datetime) -> None:
    """Counts and how it ended; what programs said stays in data/drill.json."""
    audit.record(
        session,
        actor=actor,
        action="backup.drill",
        subject="backup",
        now=now,
        details={
            "outcome": drill.outcome,
            "made_at": drill.made_at,
            "rows": drill.rows,
            "files": drill.files,
            "decisions": drill.decisions,
            "seconds": drill.seconds,
        },
    )
