"""Staff looking into somebody's record: who looked, at whom, why.

One audit entry; a person may ask for it by law.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.people.rosters.models import Person


def look(
    session: Session, person: Person, why: str, *, actor: Actor, now: datetime
) -> None:
    """Open a record; `why` is a code."""
    details = {"person": person.number, "why": why}
    audit.record(
        session,
        actor=actor,
        action="roster.look",
        subject=person.enterprise.reference,
        now=now,
        details=details,
    )
