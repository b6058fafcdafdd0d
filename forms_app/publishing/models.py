"""Tables of publishing: how far the database has followed the journal; the journal, the
accepted versions and the release log where hosts share the database.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, LargeBinary, String, Text
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

    `tag`: of two lines with one number, which; `number`: the newest release so far.
    """

    __tablename__ = "releases"
    sequence: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False
    )
    tag: Mapped[str] = mapped_column(String(16))
    number: Mapped[int]
    line: Mapped[str] = mapped_column(Text)
