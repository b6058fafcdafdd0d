"""The table of duties.

What a day brings is an item each (items/models.py), which says who did it and when.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_app.base.db import Base
from forms_app.base.personal import Encrypted
from forms_app.permits.enterprises.models import Enterprise


class Duty(Base):
    """What is done at a place so many times a day.

    A bin of somebody's need goes when the case goes.
    """

    __tablename__ = "duties"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), index=True)  # of rounds/rules.py
    community: Mapped[str] = mapped_column(String(40), index=True)
    # "" of the whole community
    grid: Mapped[str] = mapped_column(String(40), default="")
    enterprise_id: Mapped[int | None] = mapped_column(
        ForeignKey("enterprises.id", ondelete="CASCADE"), index=True
    )
    need_id: Mapped[int | None] = mapped_column(
        ForeignKey("isolation_events.id", ondelete="CASCADE"), unique=True
    )
    place: Mapped[str] = mapped_column(Encrypted("duties.place"))
    # with what, how
    task: Mapped[str] = mapped_column(Encrypted("duties.task"), default="")
    times: Mapped[str] = mapped_column(String(100))  # "08:00,16:00"
    since: Mapped[datetime]  # from when these times hold: none before it is missing
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    # an account, or a squad of the community's file
    owner: Mapped[str] = mapped_column(String(80), default="")
    is_public: Mapped[bool] = mapped_column(default=False)
    code: Mapped[str] = mapped_column(String(12), unique=True)  # in the QR at the place
    version: Mapped[int] = mapped_column(default=1)
    enterprise: Mapped[Enterprise | None] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}

    @property
    def subject(self) -> str:
        return f"duty/{self.id}"

    @property
    def where(self) -> tuple[str, str]:
        """Community and grid it belongs to now."""
        return (
            (self.enterprise.community, self.enterprise.grid)
            if self.enterprise
            else (self.community, self.grid)
        )
