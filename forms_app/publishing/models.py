"""Tables of publishing: how far the database has followed the journal, and who holds
the lease.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from forms_app.base.db import Base


class PublishingState(Base):
    """One row.

    `ingested` is the last journal entry the database knows; the lease names the one
    publisher at work.
    """

    __tablename__ = "publishing_state"
    id: Mapped[int] = mapped_column(primary_key=True)
    ingested: Mapped[int] = mapped_column(default=0)
    lease_holder: Mapped[str] = mapped_column(String(80), default="")
    lease_until: Mapped[datetime | None]
    fence: Mapped[int] = mapped_column(default=0)
