"""Asking for a rebuild: an outbox row in the caller's own transaction.

Insert-only, so no row is hot; the publisher deletes the ids it saw before it builds.
Ten rows make one build.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from forms_app.base.db import Base


class RebuildRequest(Base):
    """Something public may have changed.

    `because` is a code such as "decision" or "statistics".
    """

    __tablename__ = "rebuild_requests"
    id: Mapped[int] = mapped_column(primary_key=True)
    because: Mapped[str] = mapped_column(String(60))
    # the reference it is about, if any
    subject: Mapped[str] = mapped_column(String(12), default="")
    at: Mapped[datetime]


def ask(session: Session, because: str, now: datetime, subject: str = "") -> None:
    session.add(RebuildRequest(because=because, at=now, subject=subject))
    session.info["wakes_publisher"] = True


def due(session: Session) -> list[RebuildRequest]:
    """The requests that wait, oldest first."""
    return list(session.scalars(select(RebuildRequest).order_by(RebuildRequest.id)))


def take(session: Session, ids: list[int]) -> None:
    """Remove what a build is about to cover."""
    session.execute(delete(RebuildRequest).where(RebuildRequest.id.in_(ids)))
