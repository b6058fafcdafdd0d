"""Reading sessions: those of one account or enterprise."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.clock import real_now
from forms_app.base.sessions.models import StoredSession


def of_owner(database: Session, owner: Actor) -> Sequence[StoredSession]:
    """That are not over, the one used last first."""
    query = (
        select(StoredSession)
        .where(
            StoredSession.owner == owner.signature, StoredSession.ends_at > real_now()
        )
        .order_by(StoredSession.seen_at.desc(), StoredSession.id)
    )
    return database.scalars(query).all()
