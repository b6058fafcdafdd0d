"""Table of attachments.

The files lie sealed among the objects, below uploads/; what they were called is not
kept, names are personal.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from forms_app.base.db import Base


class Attachment(Base):
    """One photo or PDF.

    Who may see it: staff who may see its grid, and the enterprise it is of.
    """

    __tablename__ = "attachments"
    id: Mapped[int] = mapped_column(primary_key=True)
    # "application/3", "check/12"
    belongs_to: Mapped[str] = mapped_column(String(40), index=True)
    community: Mapped[str] = mapped_column(String(40))
    grid: Mapped[str] = mapped_column(String(40))
    enterprise_id: Mapped[int | None] = mapped_column(
        ForeignKey("enterprises.id"), index=True
    )
    # whom it shows or is about: opening it leaves an entry, and it goes with the person
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(8))  # of attachments/rules.py
    size: Mapped[int]  # bytes as they are handed out
    # its random name below uploads/
    file: Mapped[str] = mapped_column(String(32), unique=True)
    sealed_hash: Mapped[str] = mapped_column(String(64))  # SHA-256 of the sealed file
    made_at: Mapped[datetime] = mapped_column(index=True)
    made_by: Mapped[str] = mapped_column(String(80))  # an account or a reference
