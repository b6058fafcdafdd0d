"""Saving a content file in the browser: one audit entry, and a call to publish.

That of an enterprise is a decision, and leaves an intent (decisions.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base import audit, rebuilds
from forms_app.base.access import Actor
from forms_app.base.contentfile.write import file_hash
from forms_app.publishing.intake.edits import EDIT, subject_of

PICTURE = "content.picture"
WHY = "content"  # for the publisher


@dataclass(frozen=True)
class Edit:
    """An edit that was judged. `seen`: the hash of what it was made from, None where no
    file stands yet.
    """

    data: bytes
    seen: str | None
    reason: str


def save(
    session: Session,
    path: str,
    edit: Edit,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """A document, rule, community or the office file; whoever calls writes it."""
    audit.record(
        session,
        actor=actor,
        action=EDIT,
        subject=subject_of(path),
        now=now,
        reason=edit.reason,
        details={"hash": file_hash(edit.data)},
    )
    rebuilds.ask(session, WHY, now)


def add_picture(
    session: Session, path: str, data: bytes, *, actor: Actor, now: datetime
) -> None:
    """A new picture; whoever calls writes it. No page shows it before a text does."""
    audit.record(
        session,
        actor=actor,
        action=PICTURE,
        subject=subject_of(path),
        now=now,
        details={"hash": file_hash(data)},
    )
