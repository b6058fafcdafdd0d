"""The list of designated places (指定隔离点): a new one, how many rooms it has, closing
it. Which of them a case goes to is in case_plan.py.

One audit entry each; it holds the number of rooms, never the name of a place.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.refusal import Refused
from forms_app.people.isolation.models import DesignatedPlace


def add_place(
    session: Session,
    community: str,
    name: str,
    rooms: int,
    *,
    actor: Actor,
    now: datetime,
) -> DesignatedPlace:
    """A place that people are sent to from now on."""
    place = DesignatedPlace(community=community, name=name, rooms=rooms, version=1)
    session.add(place)
    session.flush()
    _entry(session, "add", place, actor, now, rooms=rooms)
    return place


def change_place(
    session: Session,
    place: DesignatedPlace,
    name: str,
    rooms: int,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Another name or number of rooms; whoever is there stays."""
    place.name = name
    place.rooms = rooms
    _entry(session, "change", place, actor, now, rooms=rooms)


def close_place(
    session: Session, place: DesignatedPlace, *, actor: Actor, now: datetime
) -> None:
    """Nobody is sent there any more; whoever is there stays until released.

    Raises:
        Refused: it is closed.
    """
    if place.closed_at:
        raise Refused("这个隔离点已经停用了。")
    place.closed_at = now
    _entry(session, "close", place, actor, now)


def reopen_place(
    session: Session, place: DesignatedPlace, *, actor: Actor, now: datetime
) -> None:
    """People are sent there again.

    Raises:
        Refused: it is open.
    """
    if not place.closed_at:
        raise Refused("这个隔离点正在用。")
    place.closed_at = None
    _entry(session, "reopen", place, actor, now)


def _entry(
    session: Session,
    verb: str,
    place: DesignatedPlace,
    actor: Actor,
    now: datetime,
    **details: Any,
) -> None:
    audit.record(
        session,
        actor=actor,
        action=f"designated-place.{verb}",
        subject=f"designated-place/{place.id}",
        now=now,
        details=details,
    )
