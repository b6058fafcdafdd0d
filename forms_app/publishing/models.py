"""Tables of publishing: how far the database has followed the journal."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from forms_app.base.db import Base


class PublishingState(Base):
    """One row. `ingested` is the last journal entry the database knows."""

    __tablename__ = "publishing_state"
    id: Mapped[int] = mapped_column(primary_key=True)
    ingested: Mapped[int] = mapped_column(default=0)
