"""The audit trail: one entry for every decision, chained by keyed hash, never edited.

An entry holds ids, codes and a salted hash of the reason; the reason's text lies in an
encrypted row that can be erased without breaking the chain. Never holds a name, a phone
or free text.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
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
    "together",
    "verify",
]

TOGETHER = (
    "newest audit entry"  # in the `info` of a session, while entries are recorded
)


@dataclass
class Newest:
    """The newest entry, which the next one follows."""

    number: int
    hash: str


@contextmanager
def together(session: Session) -> Iterator[Newest]:
    """Read the head before the first entry that is recorded within, and move it after
    the last: a batch of entries in one transaction asks for it once.

    Whoever else records one waits for this transaction.
    """
    if TOGETHER in session.info:
        yield session.info[TOGETHER]
        return
    taking = select(AuditHead.number, AuditHead.entry_hash).where(AuditHead.id == 1)
    number, newest_hash = session.execute(taking.with_for_update()).one()
    newest = Newest(number, newest_hash)
    session.info[TOGETHER] = newest
    try:
        yield newest
    finally:
        del session.info[TOGETHER]
    if newest.number != number:
        _move_head(session, newest)


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
    salt = secrets.token_hex(16)
    at = now.astimezone(office_zone())
    with together(session) as newest:
        entry = AuditEntry(
            number=newest.number + 1,
            at=at,
            utc_offset=(at.utcoffset() or timedelta()) // timedelta(minutes=1),
            actor_kind=actor.kind,
            actor_id=actor.id,
            action=action,
            subject=subject,
            basis=basis[:BASIS_AT_MOST],  # as a content file says it, however long
            details=details or {},
            reason_hash=reason_hash(salt, reason) if reason else None,
            previous_hash=newest.hash,
            scheme=KEYED,
        )
        entry.entry_hash = entry_hash(entry)
        session.add(entry)
        if reason:
            session.add(AuditReason(entry_number=entry.number, salt=salt, text=reason))
        newest.number = entry.number
        newest.hash = entry.entry_hash
    return entry


def _move_head(session: Session, newest: Newest) -> None:
    """To the newest entry."""
    seal = head_seal(newest.number, newest.hash)
    moved = {"number": newest.number, "entry_hash": newest.hash, "seal": seal}
    session.execute(update(AuditHead).where(AuditHead.id == 1).values(moved))


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
