"""The audit trail: one entry for every decision, chained by keyed hash, never edited.

An entry holds ids, codes and a salted hash of the reason; the reason's text lies in an
encrypted row that can be erased without breaking the chain. Never holds a name, a phone
or free text.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.audit_chain import Anchor, Broken, erased_reasons, verify
from forms_app.base.audit_entries import (
    BASIS_AT_MOST,
    GENESIS,
    KEYED,
    AuditEntry,
    AuditHead,
    AuditReason,
    entry_hash,
    head_seal,
    reason_hash,
)
from forms_app.base.memory import asked_once
from forms_app.base.zone import office_zone

__all__ = [
    "GENESIS",
    "Anchor",
    "AuditEntry",
    "AuditHead",
    "AuditReason",
    "Broken",
    "erased_reasons",
    "head",
    "history",
    "record",
    "verify",
]


def record(
    session: Session,
    *,
    actor: Actor,
    action: str,
    subject: str,
    now: datetime,
    basis: str = "",
    reason: str = "",
    details: dict[str, Any] | None = None,
) -> AuditEntry:
    """Append one entry in the caller's transaction.

    `details` holds codes and counts only, never personal data.
    """
    number, previous_hash = _next_place(session)
    salt = secrets.token_hex(16)
    at = now.astimezone(office_zone())
    entry = AuditEntry(
        number=number,
        at=at,
        utc_offset=(at.utcoffset() or timedelta()) // timedelta(minutes=1),
        actor_kind=actor.kind,
        actor_id=actor.id,
        action=action,
        subject=subject,
        basis=basis[:BASIS_AT_MOST],  # as a content file says it, however long
        details=details or {},
        reason_hash=reason_hash(salt, reason) if reason else None,
        previous_hash=previous_hash,
        scheme=KEYED,
    )
    entry.entry_hash = entry_hash(entry)
    session.add(entry)
    session.flush()
    if reason:
        session.add(AuditReason(entry_number=entry.number, salt=salt, text=reason))
    _move_head(session, entry)
    return entry


def _move_head(session: Session, entry: AuditEntry) -> None:
    """The entry is the newest now."""
    newest = entry.entry_hash
    seal = head_seal(entry.number, newest)
    session.execute(
        update(AuditHead).where(AuditHead.id == 1).values(entry_hash=newest, seal=seal)
    )


def _next_place(session: Session) -> tuple[int, str]:
    """The number of the next entry, and the hash of the one it follows; whoever else
    writes one waits for this transaction.
    """
    taking = (
        update(AuditHead)
        .where(AuditHead.id == 1)
        .values(number=AuditHead.number + 1)
        .returning(AuditHead.number, AuditHead.entry_hash)
    )
    head = session.execute(taking).one()
    return head.number, head.entry_hash


def head(session: Session) -> str:
    """The hash of the newest entry; printed on the day sheet and in the release log."""
    found = session.scalar(select(AuditHead.entry_hash).where(AuditHead.id == 1))
    return found or GENESIS


@asked_once
def history(session: Session, subject: str) -> Sequence[tuple[AuditEntry, str | None]]:
    """The entries about one subject, oldest first, each with its reason's text where
    that is still kept.
    """
    rows = session.execute(
        select(AuditEntry, AuditReason)
        .outerjoin(AuditReason, AuditReason.entry_number == AuditEntry.number)
        .where(AuditEntry.subject == subject)
        .order_by(AuditEntry.number)
    )
    return [(entry, reason.text if reason else None) for entry, reason in rows]
