"""Tables of publishing: how far the database has followed the journal, and the journal
itself where hosts share the database.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Text
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
