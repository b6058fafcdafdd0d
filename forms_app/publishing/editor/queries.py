"""Who saved content files in the browser last, and what."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.audit import AuditEntry
from forms_app.base.contentfile.reading import Unreadable, read_content
from forms_app.base.contentfile.write import file_hash
from forms_app.base.office import Office
from forms_app.publishing.intake.edits import EDIT, subject_of


def last_edits(session: Session, paths: Sequence[str]) -> dict[str, tuple[str, str]]:
    """By path, the account that saved it here last, and the hash of what it saved."""
    subjects = {subject_of(path): path for path in paths}
    query = (
        select(AuditEntry)
        .where(AuditEntry.action == EDIT)
        .where(AuditEntry.subject.in_(subjects))
        .order_by(AuditEntry.number)
    )
    return {
        subjects[one.subject]: (one.actor_id, str(one.details.get("hash", "")))
        for one in session.scalars(query)
    }


def hash_on_disk(office: Office, path: str) -> str:
    """Of the file as it stands; empty where it cannot be read."""
    with suppress(FileNotFoundError, Unreadable):
        return file_hash(read_content(office.content / path))
    return ""
