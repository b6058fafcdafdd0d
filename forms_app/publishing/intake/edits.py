"""How the audit trail names what somebody saved in the browser, and who that was."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.audit import AuditEntry

EDIT = "content.edit"
UNKNOWN = "content-file"  # of what nobody knows who saved it
SUBJECT_AT_MOST = 80  # characters of the subject of an audit entry


def subject_of(path: str) -> str:
    """How an audit entry names a file: by its path, of a long one the end."""
    return path[-SUBJECT_AT_MOST:]


def accounts(session: Session, path: str) -> dict[str, str]:
    """By the hash of what was saved of a file, the account that saved it last."""
    query = (
        select(AuditEntry)
        .where(AuditEntry.action == EDIT, AuditEntry.subject == subject_of(path))
        .order_by(AuditEntry.number)
    )
    return {
        str(one.details.get("hash", "")): one.actor_id for one in session.scalars(query)
    }
