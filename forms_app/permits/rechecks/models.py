"""What enterprises say they have put right."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_app.base.db import Base
from forms_app.base.personal import Encrypted
from forms_app.permits.enterprises.models import Enterprise


class Recheck(Base):
    """An enterprise asks to be looked at again in a campaign. The next check of it
    there answers that, and so does a decision.
    """

    __tablename__ = "rechecks"
    __table_args__ = (Index("ix_rechecks_unit", "enterprise_id", "campaign"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(
        ForeignKey("enterprises.id", ondelete="CASCADE")
    )
    campaign: Mapped[str] = mapped_column(String(24))
    said: Mapped[str] = mapped_column(Encrypted("rechecks.said"), default="")
    asked_at: Mapped[datetime] = mapped_column(index=True)
    enterprise: Mapped[Enterprise] = relationship(lazy="joined")
