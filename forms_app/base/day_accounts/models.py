"""The table of codes on cards."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from forms_app.base.db import Base


class DayCode(Base):
    """What opens a one-day account. `batch`: those that were made together. `place`: its
    monitoring point or its grid.
    """

    __tablename__ = "day_codes"
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    place: Mapped[str] = mapped_column(String(60), index=True)
    batch: Mapped[str] = mapped_column(String(12), index=True)
