"""Tables of publishing: how far the database has followed the journal; the journal, the
accepted versions, what is offered, what is faulty and the release log, where hosts share
the database.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forms_app.base.db import Base


class PublishingState(Base):
    """One row. `ingested` is the last journal entry the database knows."""

    __tablename__ = "publishing_state"
    id: Mapped[int] = mapped_column(primary_key=True)
    ingested: Mapped[int] = mapped_column(default=0)


class JournalRow(Base):
    """One accepted change, as a line of data/journal.jsonl: public content only.

    Of an office on one machine there is none.
    """

    __tablename__ = "journal"
    sequence: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False
    )
    line: Mapped[str] = mapped_column(Text)


class Version(Base):
    """A content file as it was accepted: what every host's folder is brought to. The
    newest of a path counts.

    `verdict`: accepted, waiting for its minute, or gone; then there is no `text`, and its
    `hash` is "". `host`: on which it was accepted.
    """

    __tablename__ = "versions"
    sequence: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(String(400), index=True)
    text: Mapped[bytes | None] = mapped_column(LargeBinary)
    hash: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int]
    verdict: Mapped[str] = mapped_column(String(8))
    host: Mapped[str] = mapped_column(String(80))


class ReleaseRow(Base):
    """A line of the release log where hosts share the site: what was released, or the
    object that has the whole map.

    `tag`: of two lines with one number, which; `number`: the newest release so far;
    `said_at`: until when whoever publishes said that it is the newest line, by the clock
    of the database.
    """

    __tablename__ = "releases"
    sequence: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False
    )
    tag: Mapped[str] = mapped_column(String(16))
    number: Mapped[int]
    said_at: Mapped[datetime | None]
    line: Mapped[str] = mapped_column(Text)


class OfferState(StrEnum):
    """What became of an offer, told by whoever publishes."""

    NEW = ""
    TAKEN = "taken"  # it is in that one's folder, and judged there
    STALE = "stale"  # something else is


class Offer(Base):
    """What was saved in the content folder of a host that does not publish, for the one
    that does: one row of a file.

    `base`: the hash of the version that it was made from, "" where there was none. A file
    that was deleted has no `text`, and the hash "". `taken`: the hash of what was put into
    the publisher's folder last. `offered`: the hashes of this text and of those that it was
    saved over, as they were and as they would be accepted: they may still be on their way.
    """

    __tablename__ = "offers"
    host: Mapped[str] = mapped_column(String(80), primary_key=True)
    path: Mapped[str] = mapped_column(String(400), primary_key=True)
    base: Mapped[str] = mapped_column(String(64))
    text: Mapped[bytes | None] = mapped_column(LargeBinary)
    hash: Mapped[str] = mapped_column(String(64))
    author: Mapped[str] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(8), default=OfferState.NEW)
    taken: Mapped[str] = mapped_column(String(64))
    offered: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")

    @property
    def hashes(self) -> set[str]:
        """Of everything that was offered."""
        taken = {self.taken} - {""}  # of one that was never taken
        return {self.hash, *self.offered} | taken


class SharedFaults(Base):
    """One row: what whoever publishes found wrong with the content, as faults.json has
    it, each with the hash of the file; and which removals it holds, as held.json has it.
    """

    __tablename__ = "shared_faults"
    id: Mapped[int] = mapped_column(primary_key=True)
    told: Mapped[str] = mapped_column(Text)
    held: Mapped[str] = mapped_column(Text, default="{}", server_default="{}")


class ConfirmedRemoval(Base):
    """Held files of a community in a campaign that were really meant to go, until whoever
    publishes has it.
    """

    __tablename__ = "confirmed_removals"
    area: Mapped[str] = mapped_column(String(80), primary_key=True)
    keys: Mapped[list[str]] = mapped_column(JSON)
