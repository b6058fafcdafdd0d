"""Reading the designated places: which there are, how many rooms are free, who stays in
one.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.people.isolation.case_rules import State
from forms_app.people.isolation.models import Case, DesignatedPlace


@dataclass(frozen=True)
class Occupancy:
    """A place, and in how many of its rooms somebody stays."""

    place: DesignatedPlace
    taken: int

    @property
    def free(self) -> int:
        return self.place.rooms - self.taken

    @property
    def is_offered(self) -> bool:
        return self.free > 0 and self.place.closed_at is None


def occupancies(session: Session) -> list[Occupancy]:
    """Every place of the office: those in use first, then in the order they were added."""
    taken = _taken(session)
    query = select(DesignatedPlace).order_by(
        DesignatedPlace.closed_at.is_not(None), DesignatedPlace.id
    )
    return [Occupancy(one, taken.get(one.id, 0)) for one in session.scalars(query)]


def offered(session: Session) -> list[Occupancy]:
    """Those in use that have a room."""
    return [one for one in occupancies(session) if one.is_offered]


def has_open_places(session: Session) -> bool:
    """Whether the office keeps a list."""
    in_use = select(DesignatedPlace.id).where(DesignatedPlace.closed_at.is_(None))
    return session.scalar(in_use.limit(1)) is not None


def free_rooms(session: Session, place: DesignatedPlace) -> int:
    return place.rooms - _taken(session).get(place.id, 0)


def _taken(session: Session) -> dict[int, int]:
    """By place, the cases that are open there."""
    at = Case.designated_place_id
    query = select(at, func.count()).where(Case.state == State.OPEN, at.is_not(None))
    return {
        place: taken for place, taken in session.execute(query.group_by(at)) if place
    }
