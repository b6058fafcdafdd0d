"""The one table of appointments. No person stands here."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_app.base.db import Base
from forms_app.permits.enterprises.models import Enterprise


class Appointment(Base):
    """When somebody comes to check at the door, as it was agreed: for an application
    that was accepted, or a second look that was asked for, `since` then. It holds as
    long as that waits; one that is accepted again is agreed on anew.
    """

    __tablename__ = "appointments"
    __table_args__ = (
        UniqueConstraint("enterprise_id", "campaign", "since"),
        Index("ix_appointments_pool", "pool", "begins_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(
        ForeignKey("enterprises.id", ondelete="CASCADE")
    )
    campaign: Mapped[str] = mapped_column(String(24))
    application_id: Mapped[int | None] = mapped_column(
        ForeignKey("applications.id", ondelete="CASCADE"), index=True
    )
    recheck_id: Mapped[int | None] = mapped_column(
        ForeignKey("rechecks.id", ondelete="CASCADE"), index=True
    )
    since: Mapped[datetime]
    # the row of check-times.toml whose places it takes; empty of any other time
    pool: Mapped[str] = mapped_column(String(60))
    begins_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    # how often a time was set, and how often the enterprise moved it
    number: Mapped[int]
    moves: Mapped[int]
    set_at: Mapped[datetime]
    set_by: Mapped[str] = mapped_column(String(80))
    enterprise: Mapped[Enterprise] = relationship(lazy="joined")
