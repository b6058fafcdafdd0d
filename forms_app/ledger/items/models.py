"""The one table of items.

What somebody wrote is encrypted: a sentence may name a person.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_app.base.db import Base
from forms_app.base.personal import Encrypted
from forms_app.permits.enterprises.models import Enterprise


class Item(Base):
    """One item.

    About an enterprise it belongs to that enterprise's grid, wherever that is drawn
    now.
    """

    __tablename__ = "items"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), index=True)
    community: Mapped[str] = mapped_column(String(40), index=True)
    # "" of the whole community
    grid: Mapped[str] = mapped_column(String(40), default="")
    enterprise_id: Mapped[int | None] = mapped_column(
        ForeignKey("enterprises.id", ondelete="CASCADE"), index=True
    )
    origin: Mapped[str | None] = mapped_column(
        String(80), unique=True
    )  # what it came of, once: "round/3/2020-02-28 09"
    # the record it is a part of: "meeting/3"
    part_of: Mapped[str] = mapped_column(String(40), index=True, default="")
    title: Mapped[str] = mapped_column(Encrypted("items.title"))
    text: Mapped[str] = mapped_column(Encrypted("items.text"), default="")
    answer: Mapped[str] = mapped_column(Encrypted("items.answer"), default="")
    measure: Mapped[str] = mapped_column(Encrypted("items.measure"), default="")
    # of its kind's outcomes
    outcome: Mapped[str] = mapped_column(String(20), default="")
    status: Mapped[str] = mapped_column(String(10), index=True)  # of items/rules.py
    # who is answerable: an account, a reference
    owner: Mapped[str] = mapped_column(String(80), default="", index=True)
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    raised_at: Mapped[datetime]
    raised_by: Mapped[str] = mapped_column(String(80))
    finished_at: Mapped[datetime | None] = mapped_column(index=True)
    finished_by: Mapped[str] = mapped_column(String(80), default="")
    version: Mapped[int] = mapped_column(default=1)
    enterprise: Mapped[Enterprise | None] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}

    @property
    def subject(self) -> str:
        """What the audit trail calls it."""
        return f"item/{self.id}"

    @property
    def where(self) -> tuple[str, str]:
        """Community and grid it belongs to now."""
        return (
            (self.enterprise.community, self.enterprise.grid)
            if self.enterprise
            else (self.community, self.grid)
        )
