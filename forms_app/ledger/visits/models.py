"""The table of visits.

Answers are codes of the rule file; visitors are bodies, never names; a remark is
encrypted.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_app.base.db import Base
from forms_app.base.personal import Encrypted
from forms_app.permits.enterprises.models import Enterprise


class Visit(Base):
    """One visit to an enterprise.

    `at` is when somebody was there, `recorded_at` when it reached us.

    `base` is the newest visit that whoever wrote it knew of (0: none). Where there was
    a newer one by somebody else, `conflicts_with` names it until it is settled; the one
    that is not to count is set aside, never deleted.
    """

    __tablename__ = "visits"
    __table_args__ = (UniqueConstraint("client_id", name="uq_visits_client"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    # made where it was written: kept once, however often it is sent
    client_id: Mapped[str] = mapped_column(String(40))
    enterprise_id: Mapped[int] = mapped_column(
        ForeignKey("enterprises.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime] = mapped_column(index=True)
    recorded_at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(80))
    channel: Mapped[str] = mapped_column(String(10))
    visitors: Mapped[list[str]] = mapped_column(JSON)
    outcome: Mapped[str] = mapped_column(String(10))
    # when the half day begins in which somebody tries again
    next_try: Mapped[datetime | None]
    rule: Mapped[str] = mapped_column(String(40))  # version of the check list
    answers: Mapped[dict[str, str]] = mapped_column(JSON)  # line → code
    # and forms, by the ids of the rule file
    materials_left: Mapped[list[str]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(Encrypted("visits.note"), default="")
    base: Mapped[int] = mapped_column(default=0)
    conflicts_with: Mapped[int | None]
    settled_at: Mapped[datetime | None]
    set_aside: Mapped[bool] = mapped_column(default=False)
    enterprise: Mapped[Enterprise] = relationship(lazy="joined")

    @property
    def subject(self) -> str:
        """What the audit trail calls it."""
        return f"visit/{self.id}"
