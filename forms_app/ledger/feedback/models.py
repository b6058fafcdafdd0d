"""What came with a report beside its item: the page it is about, a number and code to
read the answer, a phone.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_app.base.db import Base
from forms_app.base.personal import Encrypted
from forms_app.base.reads import identifies
from forms_app.ledger.items.models import Item


@identifies("feedback", "phone")
class Report(Base):
    """One report from the public site.

    Who made it is not known, unless they left a number to be called at.
    """

    __tablename__ = "feedback"
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(
        ForeignKey("items.id", ondelete="CASCADE"), unique=True
    )
    number: Mapped[str] = mapped_column(String(12), unique=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    about: Mapped[str] = mapped_column(String(10))  # of feedback/rules.py
    page: Mapped[str] = mapped_column(String(80))  # an address of the public site
    phone: Mapped[str] = mapped_column(Encrypted("feedback.phone"), default="")
    also: Mapped[int] = mapped_column(default=0)  # how many more have met the same
    told_at: Mapped[datetime | None]  # by phone, of the answer
    item: Mapped[Item] = relationship(lazy="joined")
