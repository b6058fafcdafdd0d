"""A closed day of a community, and what was left open then, each with its reason."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_app.base.db import Base
from forms_app.base.personal import Encrypted


class DayClose(Base):
    """One community's day, closed.

    `figures` are the counts of the day as they stood; `head` the audit chain's then.
    """

    __tablename__ = "day_closes"
    __table_args__ = (
        UniqueConstraint("community", "day", name="uq_day_closes_community_day"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(String(40))
    day: Mapped[date] = mapped_column(index=True)
    closed_at: Mapped[datetime]
    closed_by: Mapped[str] = mapped_column(String(80))
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    head: Mapped[str] = mapped_column(String(64))
    left: Mapped[list[DayLeft]] = relationship(
        order_by="DayLeft.id",
        cascade="all, delete-orphan",
        passive_deletes=True,
        lazy="selectin",
    )


class DayLeft(Base):
    """One thing that was left open.

    `key` says which; what it is called stands there only as long as it is kept.
    """

    __tablename__ = "day_left"
    id: Mapped[int] = mapped_column(primary_key=True)
    close_id: Mapped[int] = mapped_column(
        ForeignKey("day_closes.id", ondelete="CASCADE"), index=True
    )
    key: Mapped[str] = mapped_column(String(60))
    of: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(Encrypted("day_left.title"))
    reason: Mapped[str] = mapped_column(Encrypted("day_left.reason"))
