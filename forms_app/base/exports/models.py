"""Table of exports: who asked for what, how far it is, who makes it.

No person stands here; the rows lie in the file.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from forms_app.base.db import Base
from forms_app.base.exports.rules import State


class Export(Base):
    """One table asked for.

    `office_time` is the moment it speaks of; all other moments are of the real clock.
    """

    __tablename__ = "exports"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    # a reference, a community: what the audit entry is about
    subject: Mapped[str] = mapped_column(String(80))
    given: Mapped[dict[str, Any]] = mapped_column(JSON)
    # the actor, with what they might see then
    asked_by: Mapped[dict[str, Any]] = mapped_column(JSON)
    language: Mapped[str] = mapped_column(String(10))
    office_time: Mapped[datetime]
    asked_at: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(String(8), default=State.WAITING)
    rows: Mapped[int] = mapped_column(default=0)
    percent: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    # raised by whoever takes it; an older holder changes nothing more
    fence: Mapped[int] = mapped_column(default=0)
    ready_at: Mapped[datetime | None]
    # SHA-256 of the sealed table; "" until there is one
    sealed_hash: Mapped[str] = mapped_column(String(64), default="", server_default="")
