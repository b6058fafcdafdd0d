"""What an enterprise asks to have put right in its registration."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_app.base.db import Base
from forms_app.base.personal import Encrypted
from forms_app.permits.enterprises.models import Enterprise


class Correction(Base):
    """One wish; an enterprise has one open at most, and asking again replaces it."""

    __tablename__ = "corrections"
    __table_args__ = (Index("ix_corrections_open", "decided_at", "asked_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(
        ForeignKey("enterprises.id", ondelete="CASCADE"), index=True
    )
    # by field of Details, what it should say
    given: Mapped[dict[str, Any]] = mapped_column(
        Encrypted("corrections.given", as_json=True)
    )
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None] = mapped_column(String(60))
    outcome: Mapped[str] = mapped_column(String(10), default="")  # of rules.Outcome
    reason: Mapped[str] = mapped_column(Encrypted("corrections.reason"), default="")
    enterprise: Mapped[Enterprise] = relationship(lazy="joined")
