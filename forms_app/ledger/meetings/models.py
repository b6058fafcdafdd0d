"""Tables of the morning meeting: when, how, which bodies; and what it made of each
item. No person stands here.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_app.base.db import Base
from forms_app.ledger.items.models import Item


class Meeting(Base):
    """One meeting of a community; one a day."""

    __tablename__ = "meetings"
    __table_args__ = (
        UniqueConstraint("community", "day", name="uq_meetings_community_day"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(String(40), index=True)
    day: Mapped[date] = mapped_column(index=True)
    # of meetings/rules.py, and so are the next two
    mode: Mapped[str] = mapped_column(String(10))
    chair: Mapped[str] = mapped_column(String(12))
    bodies: Mapped[list[str]] = mapped_column(JSON)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    heard: Mapped[list[Heard]] = relationship(
        order_by="Heard.item_id",
        back_populates="meeting",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def subject(self) -> str:
        """What the audit trail calls it."""
        return f"{self.community}/meeting-{self.id}"


class Heard(Base):
    """An item that was on a meeting, and how it stood when the meeting was closed."""

    __tablename__ = "meeting_items"
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True
    )
    item_id: Mapped[int] = mapped_column(
        ForeignKey("items.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    outcome: Mapped[str] = mapped_column(String(10))
    meeting: Mapped[Meeting] = relationship(back_populates="heard")
    item: Mapped[Item] = relationship()
