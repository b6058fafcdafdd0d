"""What was unusual in the read log, until somebody has looked into it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forms_app.base.db import Base


class UnusualReading(Base):
    """`why` and `who` as of rules.Unusual; `number` as last counted."""

    __tablename__ = "unusual_readings"
    __table_args__ = (UniqueConstraint("why", "who", "began_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    why: Mapped[str] = mapped_column(String(8))
    who: Mapped[str] = mapped_column(String(80))
    began_at: Mapped[datetime]
    number: Mapped[int]
    seen_at: Mapped[datetime | None] = mapped_column(index=True)
    seen_by: Mapped[str | None] = mapped_column(String(80))
