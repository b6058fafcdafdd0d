"""The ledger of supplies.

A row is written once: only what it says of a donor or receiver can be taken out again.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_app.base.db import Base
from forms_app.base.personal import Encrypted
from forms_app.base.reads import identifies
from forms_app.permits.enterprises.models import Enterprise


@identifies("supply_entry", "donor_name", "receiver")
class SupplyEntry(Base):
    """Something came in, went out, or was mended. The stock is the sum of `amount`."""

    __tablename__ = "supply_entries"
    __table_args__ = (
        UniqueConstraint("corrects_id", name="uq_supply_entries_corrects_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(String(40), index=True)
    # of content/rules/supplies-items.toml
    item: Mapped[str] = mapped_column(String(40))
    # of supplies/rules.py, as qualifier and donor_kind
    kind: Mapped[str] = mapped_column(String(12))
    amount: Mapped[int]  # in the item's own unit; out is below zero
    qualifier: Mapped[str] = mapped_column(String(8))
    donor_kind: Mapped[str] = mapped_column(String(20))
    donor_name: Mapped[str] = mapped_column(Encrypted("supply_entries.donor_name"))
    may_name: Mapped[bool]  # the donor wishes to be named
    # as the donor wishes it
    public_name: Mapped[str] = mapped_column(Encrypted("supply_entries.public_name"))
    # for whom, or to whom
    receiver: Mapped[str] = mapped_column(Encrypted("supply_entries.receiver"))
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprises.id"))
    day: Mapped[date]
    note: Mapped[str] = mapped_column(Encrypted("supply_entries.note"))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(80))
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("supply_entries.id"))
    enterprise: Mapped[Enterprise | None] = relationship()
    mended_by: Mapped[SupplyEntry | None] = relationship(
        primaryjoin="SupplyEntry.id == foreign(SupplyEntry.corrects_id)",
        uselist=False,
        viewonly=True,
    )
