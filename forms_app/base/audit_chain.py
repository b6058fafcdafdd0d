"""Whether the audit trail is whole: every entry by its own hash and the one before it,
the newest by the head, and what was printed or published of it since.

Without the key nobody can make an entry that fits, nor set the head back. With it, or
before there was one, a rewritten trail is told by the heads that stand elsewhere: in
the release log and on the sheets of closed days.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.audit_entries import (
    GENESIS,
    KEYED,
    AuditEntry,
    AuditHead,
    AuditReason,
    entry_hash,
    head_seal,
    reason_hash,
)


@dataclass(frozen=True)
class Broken:
    """The first entry that does not fit; number 0 where it is not a single one."""

    number: int
    says: str

    def __str__(self) -> str:
        place = f"Entry {self.number}" if self.number else "The trail"
        return f"{place}: {self.says}."


@dataclass(frozen=True)
class Anchor:
    """A head that was written down elsewhere; `where` says where."""

    where: str
    head: str


@dataclass
class Walk:
    """What a walk over the trail has met so far. `erased`: reasons whose text is gone."""

    previous: str = GENESIS
    number: int = 0
    scheme: int = 0
    erased: int = 0
    heads: set[str] = field(default_factory=lambda: {GENESIS, ""})


def verify(session: Session, anchors: Iterable[Anchor] = ()) -> Broken | None:
    """Walk the whole chain; None when every entry fits."""
    walk = Walk()
    return (
        _walk(session, walk)
        or _head(session, walk)
        or next((_missing(one) for one in anchors if one.head not in walk.heads), None)
    )


def erased_reasons(session: Session) -> int:
    """How many entries had a reason whose text is gone."""
    kept = select(AuditReason.entry_number)
    query = select(AuditEntry.number).where(
        AuditEntry.reason_hash.is_not(None), AuditEntry.number.not_in(kept)
    )
    return len(session.scalars(query).all())


def _walk(session: Session, walk: Walk) -> Broken | None:
    reasons = {
        reason.entry_number: reason for reason in session.scalars(select(AuditReason))
    }
    entries = select(AuditEntry).order_by(AuditEntry.number)
    for entry in session.scalars(entries).yield_per(1000):
        if says := _fault(entry, reasons.get(entry.number), walk):
            return Broken(walk.number + 1, says)
        walk.previous = entry.entry_hash
        walk.number = entry.number
        walk.scheme = entry.scheme
        walk.heads.add(entry.entry_hash)
    return None


def _fault(entry: AuditEntry, reason: AuditReason | None, walk: Walk) -> str:
    """What is wrong with an entry after those before it; empty when nothing is."""
    if entry.number != walk.number + 1:
        return "it is missing"
    if entry.previous_hash != walk.previous:
        return "it does not follow the entry before"
    if entry.scheme < walk.scheme:
        return "it was written without the key, after others with it"
    if entry.entry_hash != entry_hash(entry):
        return "it was changed after it was written"
    if reason and reason_hash(reason.salt, reason.text) != entry.reason_hash:
        return "its reason was changed after it was written"
    return ""


def _head(session: Session, walk: Walk) -> Broken | None:
    head = session.get(AuditHead, 1)
    if head is None or head.entry_hash != walk.previous:
        return Broken(walk.number + 1, "the newest entries are missing")
    is_sealed = head.seal == head_seal(head.number, head.entry_hash)
    if walk.scheme >= KEYED and not is_sealed:
        return Broken(walk.number + 1, "the head was set by something else")
    return None


def _missing(anchor: Anchor) -> Broken:
    says = f"{anchor.where} names a head that is not in it ({anchor.head[:12]}…)"
    return Broken(0, says)
