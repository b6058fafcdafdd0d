"""Bringing something to the meeting: an application, an item of another kind, an alarm.

Once, while it is unfinished.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.ledger.items import operations, queries
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.operations import Place
from forms_app.ledger.items.rules import UNFINISHED
from forms_app.ledger.meetings.kinds import MEETING


def already(session: Session, origin: str) -> Item | None:
    """The unfinished item that came of this, if any."""
    found = queries.by_origin(session, _of_meeting(origin))
    return found if found and found.status in UNFINISHED else None


def bring(
    session: Session,
    place: Place,
    title: str,
    text: str,
    origin: str,
    *,
    actor: Actor,
    now: datetime,
) -> Item:
    """The item that came of `origin` ("application/12"), a new one when the last was
    finished.
    """
    if found := already(session, origin):
        return found
    if before := queries.by_origin(session, _of_meeting(origin)):
        # it makes way for the new one, and can still be found
        before.origin = f"{before.origin}/{before.id}"
        session.flush()
    return operations.raise_item(
        session,
        MEETING,
        place,
        title,
        text,
        origin=_of_meeting(origin),
        actor=actor,
        now=now,
    )


def _of_meeting(origin: str) -> str:
    return f"{MEETING.code}/{origin}"
