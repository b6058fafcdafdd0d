"""The end of a rotation, one entry with counts; and that the keys were written to a file."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor


def rotated(
    session: Session,
    key_id: int,
    sealed: int,
    left: int,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """So many rows and files were sealed anew with this key, and so many could not be."""
    details = {"key": key_id, "sealed": sealed, "left": left}
    audit.record(
        session,
        actor=actor,
        action="keys.rotate",
        subject="keys",
        now=now,
        details=details,
    )


def exported(session: Session, *, actor: Actor, now: datetime) -> None:
    """The keys leave the office, under a passphrase."""
    audit.record(session, actor=actor, action="keys.export", subject="keys", now=now)
