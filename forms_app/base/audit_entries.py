"""What the audit trail consists of: its entries with the hash that chains them, the words
of reasons, and the head.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta, timezone
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from forms_app.base.db import Base
from forms_app.base.keys import keyring
from forms_app.base.personal import Encrypted

GENESIS = "0" * 64
BASIS_AT_MOST = 120
# How an entry is hashed. The first entries of an office that is older than its audit
# key were hashed without one; theirs stay as they are, and new ones follow them.
PLAIN = 1
KEYED = 2


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
    scheme: Mapped[int] = mapped_column(default=KEYED, server_default=str(PLAIN))

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
    # says with the key that this is the newest: nobody without it sets the head back
    seal: Mapped[str] = mapped_column(String(64), default="", server_default="")


def reason_hash(salt: str, reason: str) -> str:
    return hashlib.sha256(f"{salt}\x1f{reason}".encode()).hexdigest()


def entry_hash(entry: AuditEntry) -> str:
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
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True)
    if entry.scheme == PLAIN:
        return hashlib.sha256(text.encode()).hexdigest()
    return keyring().digest("audit", "entry", text)


def head_seal(number: int, newest: str) -> str:
    return keyring().digest("audit", "head", str(number), newest)
