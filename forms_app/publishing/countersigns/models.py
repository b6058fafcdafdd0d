"""Texts of content files that wait for a second account, and who confirmed them.

No text and no name of anybody: the files have these.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_app.base.db import Base


class Countersign(Base):
    """One text of one file. `campaign` and `reference` are empty where it is no decision;
    `writer` is the account that wrote it, empty where nobody knows.
    """

    __tablename__ = "countersigns"
    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(String(400), index=True)
    text_hash: Mapped[str] = mapped_column(String(64))
    campaign: Mapped[str] = mapped_column(String(24))
    community: Mapped[str] = mapped_column(String(40))
    reference: Mapped[str] = mapped_column(String(12), index=True)
    writer: Mapped[str] = mapped_column(String(80))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(index=True)
    ended: Mapped[str | None] = mapped_column(String(12))
    confirmations: Mapped[list[Confirmation]] = relationship(
        back_populates="countersign",
        lazy="selectin",
        order_by="Confirmation.id",
        cascade="all, delete-orphan",
    )

    @property
    def is_decision(self) -> bool:
        return bool(self.campaign)

    @property
    def confirmed_by(self) -> list[str]:
        return [one.account for one in self.confirmations]

    @property
    def is_alone(self) -> bool:
        """Whether it went, or goes, with one account."""
        return any(one.is_alone for one in self.confirmations)


class Confirmation(Base):
    """An account that has read the text and confirms it. `is_alone`: as urgent, with a
    reason that the audit entry of this number keeps, to be seen by somebody else.
    """

    __tablename__ = "confirmations"
    __table_args__ = (UniqueConstraint("countersign_id", "account"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    countersign_id: Mapped[int] = mapped_column(
        ForeignKey("countersigns.id", ondelete="CASCADE")
    )
    account: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]
    is_alone: Mapped[bool] = mapped_column(default=False)
    entry_number: Mapped[int]
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[str | None] = mapped_column(String(80))
    countersign: Mapped[Countersign] = relationship(back_populates="confirmations")
