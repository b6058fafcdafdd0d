"""Attaching, removing, covering and opening attachments.

One audit entry each, with numbers and kinds, never a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.attachments import queries, store
from forms_app.base.attachments.deposits import Deposit, File
from forms_app.base.attachments.models import Attachment
from forms_app.base.attachments.rules import MOST_FILES
from forms_app.base.office import Office
from forms_app.base.refusal import ChangedMeanwhile, Refused


@dataclass(frozen=True)
class Belongs:
    """What attachments belong to, and who may see them by it.

    `subject` is what the audit trail calls it.
    """

    to: str
    community: str
    grid: str
    subject: str
    enterprise_id: int | None = None
    person_id: int | None = None


@dataclass(frozen=True)
class Covered:
    """A photo with areas painted over, and the name of the file it was made from."""

    was: str
    data: bytes
    areas: int


def attach(
    session: Session,
    office: Office,
    belongs: Belongs,
    taken: Sequence[File],
    *,
    actor: Actor,
    now: datetime,
) -> list[Attachment]:
    """Keep these files with what they belong to.

    Raises:
        Refused: there would be more than six.
        ChangedMeanwhile: one that was held is held no more.
    """
    room = MOST_FILES - len(queries.of(session, belongs.to))
    if len(taken) > room:
        raise Refused(
            "最多 %(most)s 个附件，现在还能加 %(room)s 个",
            most=MOST_FILES,
            room=max(room, 0),
        )
    made = [_new(session, office, belongs, one, actor, now) for one in taken]
    details = {"attachments": [row.id for row in made], "to": belongs.to}
    audit.record(
        session,
        actor=actor,
        action="attachment.add",
        subject=belongs.subject,
        now=now,
        details=details,
    )
    return made


def _new(
    session: Session,
    office: Office,
    belongs: Belongs,
    one: File,
    actor: Actor,
    now: datetime,
) -> Attachment:
    of = {
        "belongs_to": belongs.to,
        "community": belongs.community,
        "grid": belongs.grid,
        "enterprise_id": belongs.enterprise_id,
        "person_id": belongs.person_id,
        "made_at": now,
        "made_by": actor.id,
    }
    if not isinstance(one, Deposit):
        return store.add(session, office, one.kind, one.data, of)
    # its file is sealed to the row, so the row goes on
    row = session.get(Attachment, one.id)
    if row is None or row.belongs_to != one.place:
        raise ChangedMeanwhile
    for name, value in of.items():
        setattr(row, name, value)
    return row


def remove(
    session: Session,
    office: Office,
    row: Attachment,
    subject: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """It and its file go for good."""
    _entry(session, "attachment.remove", row, subject, actor, now)
    store.remove_later(session, office, row.file)
    session.delete(row)


def replace(
    session: Session,
    office: Office,
    row: Attachment,
    covered: Covered,
    subject: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Faces and plates are painted over in the file itself; the one before goes for
    good.

    Raises:
        ChangedMeanwhile: it is not the photo any more that was painted over.
    """
    if row.file != covered.was:
        raise ChangedMeanwhile
    store.put(session, office, row, covered.data)
    _entry(session, "attachment.cover", row, subject, actor, now, areas=covered.areas)


def look(
    session: Session, row: Attachment, subject: str, *, actor: Actor, now: datetime
) -> None:
    """Somebody of staff opened what is about a person."""
    _entry(session, "attachment.look", row, subject, actor, now)


def _entry(
    session: Session,
    action: str,
    row: Attachment,
    subject: str,
    actor: Actor,
    now: datetime,
    **more: Any,
) -> None:
    details = {"attachment": row.id, "to": row.belongs_to, "kind": row.kind, **more}
    audit.record(
        session, actor=actor, action=action, subject=subject, now=now, details=details
    )
