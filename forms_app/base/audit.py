"""The audit trail: one entry for every decision, chained by hash, never edited.

An entry holds ids, codes and a salted hash of the reason; the reason's text lies in an
encrypted row that can be erased without breaking the chain. Never holds a name, a phone
or free text.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from forms_app.base.access import Actor
from forms_app.base.db import Base
from forms_app.base.personal import Encrypted
from forms_app.base.zone import office_zone

GENESIS = "0" * 64
BASIS_AT_MOST = 120


class AuditEntry(Base):
    """Who did what to what, when, on which rule.

    `utc_offset`: by how many minutes the office's clock was ahead of UTC then.
    `entry_hash` covers all of it and the entry before; a zone that the office takes
    later changes neither.
    """

    __tablename__ = "audit_entries"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    utc_offset: Mapped[int]
    actor_kind: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[str] = mapped_column(String(80))
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(80), index=True)
    basis: Mapped[str] = mapped_column(String(BASIS_AT_MOST))
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason_hash: Mapped[str | None] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64))
    entry_hash: Mapped[str] = mapped_column(String(64))

    @property
    def office_time(self) -> datetime:
        """When it was, as the office's clock showed it then."""
        return self.at.astimezone(timezone(timedelta(minutes=self.utc_offset)))


class AuditReason(Base):
    """The text of a reason: encrypted, erasable.

    The salt goes with it, so what is erased cannot be guessed.
    """

    __tablename__ = "audit_reasons"
    entry_number: Mapped[int] = mapped_column(
        ForeignKey("audit_entries.number"), primary_key=True
    )
    salt: Mapped[str] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(Encrypted("audit_reasons.text"))


class AuditHead(Base):
    """The one row that every entry updates first: it orders writers on any database."""

    __tablename__ = "audit_head"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    entry_hash: Mapped[str] = mapped_column(String(64))


@dataclass(frozen=True)
class Broken:
    """The first entry that does not fit."""

    number: int
    says: str


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
        reason_hash=_reason_hash(salt, reason) if reason else None,
        previous_hash=previous_hash,
    )
    entry.entry_hash = _entry_hash(entry)
    session.add(entry)
    session.flush()
    if reason:
        session.add(AuditReason(entry_number=entry.number, salt=salt, text=reason))
    session.execute(
        update(AuditHead).where(AuditHead.id == 1).values(entry_hash=entry.entry_hash)
    )
    return entry


def _next_place(session: Session) -> tuple[int, str]:
    """The number of the next entry, and the hash of the one it follows; whoever else
    writes one waits for this transaction.
    """
    session.execute(
        update(AuditHead).where(AuditHead.id == 1).values(number=AuditHead.number + 1)
    )
    query = select(AuditHead.number, AuditHead.entry_hash).where(AuditHead.id == 1)
    head = session.execute(query).one()
    return head.number, head.entry_hash


def head(session: Session) -> str:
    """The hash of the newest entry; printed on the day sheet and in the release log."""
    found = session.scalar(select(AuditHead.entry_hash).where(AuditHead.id == 1))
    return found or GENESIS


def history(session: Session, subject: str) -> list[tuple[AuditEntry, str | None]]:
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


def verify(session: Session) -> Broken | None:
    """Walk the whole chain; None when every entry fits."""
    previous = GENESIS
    expected_number = 1
    reasons = {
        reason.entry_number: reason for reason in session.scalars(select(AuditReason))
    }
    entries: Iterable[AuditEntry] = session.scalars(
        select(AuditEntry).order_by(AuditEntry.number)
    ).yield_per(1000)
    for entry in entries:
        if entry.number != expected_number:
            return Broken(expected_number, f"entry {expected_number} is missing")
        if entry.previous_hash != previous:
            return Broken(entry.number, "it does not follow the entry before")
        if entry.entry_hash != _entry_hash(entry):
            return Broken(entry.number, "it was changed after it was written")
        reason = reasons.get(entry.number)
        if reason and _reason_hash(reason.salt, reason.text) != entry.reason_hash:
            return Broken(entry.number, "its reason was changed after it was written")
        previous = entry.entry_hash
        expected_number = expected_number + 1
    if head(session) != previous:
        return Broken(expected_number, "the newest entries are missing")
    return None


def _reason_hash(salt: str, reason: str) -> str:
    return hashlib.sha256(f"{salt}\x1f{reason}".encode()).hexdigest()


def _entry_hash(entry: AuditEntry) -> str:
    fields = [
        entry.number,
        entry.office_time.isoformat(),
        entry.actor_kind,
        entry.actor_id,
        entry.action,
        entry.subject,
        entry.basis,
        entry.details,
        entry.reason_hash,
        entry.previous_hash,
    ]
    return hashlib.sha256(
        json.dumps(fields, ensure_ascii=False, sort_keys=True).encode()
    ).hexdigest()
