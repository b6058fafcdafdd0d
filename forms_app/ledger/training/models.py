"""The one table of training: a session. Who is enrolled stands in the ledger's items.

No person stands here.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from forms_app.base.db import Base


class Training(Base):
    """One session of a community, in a room or online.

    `trainer` is a body, such as the street's health centre.
    """

    __tablename__ = "trainings"
    id: Mapped[int] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(String(40), index=True)
    title: Mapped[str] = mapped_column(String(80))
    topic: Mapped[str] = mapped_column(String(12))  # of kinds.toml
    at: Mapped[datetime] = mapped_column(index=True)
    # a room, or the address of a meeting online
    place: Mapped[str] = mapped_column(String(160))
    trainer: Mapped[str] = mapped_column(String(60))
    # "notices/slug" of the material
    paper: Mapped[str] = mapped_column(String(100), default="")
    seats: Mapped[int]
    called_off_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    @property
    def part(self) -> str:
        """What its enrolments are a part of, and what the audit trail calls it."""
        return f"training/{self.id}"
