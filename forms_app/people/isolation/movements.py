"""Who came and went, as it was reported (人员流动、返岗报告), and which
enterprises have not built the records of their people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.base.paging import Rows
from forms_app.people.isolation.case_queries import Within
from forms_app.people.rosters.models import Movement, Person, Roster
from forms_app.permits.enterprises.models import Enterprise, Unit
from forms_app.permits.enterprises.permissions import open_since, opened_on

CAME = ("joined", "arrived")
LEFT = ("left",)


@dataclass(frozen=True)
class Moved:
    """One movement of somebody, and how many days after it it was reported."""

    movement: Movement
    person: Person

    @property
    def delay(self) -> int:
        """Full days; 0 on the day itself."""
        return (self.movement.reported_at.date() - self.movement.day).days


@dataclass(frozen=True)
class Unrecorded:
    """An enterprise that works since a day whose health records are not built, and how
    many are on its roster.
    """

    enterprise: Enterprise
    since: date
    people: int


def arrivals(session: Session, within: Within) -> Rows[Moved]:
    """Who came from elsewhere, the newest report first.

    Whoever never left the city, or came on no day, is no arrival.
    """
    query = _movements(within, CAME)
    query = query.where(Person.stayed.is_(False), Person.arrived_on.is_not(None))
    return Rows(session, query, partial(_with_people, session))


def departures(session: Session, within: Within) -> Rows[Moved]:
    """Who left, the newest report first."""
    return Rows(session, _movements(within, LEFT), partial(_with_people, session))


def _movements(within: Within, kinds: tuple[str, ...]) -> Any:
    query = (
        select(Movement)
        .join(Person, Person.id == Movement.person_id)
        .join(Unit, Unit.id == Person.enterprise_id)
        .where(Movement.kind.in_(kinds), Person.confirmed)
    )
    return within.narrow(query).order_by(Movement.id.desc())


def _with_people(session: Session, found: Sequence[Movement]) -> list[Moved]:
    ids = {one.person_id for one in found}
    query = select(Person).where(Person.id.in_(ids))
    people = {person.id: person for person in session.scalars(query).unique()}
    return [Moved(one, people[one.person_id]) for one in found]


def without_records(session: Session, within: Within) -> Rows[Unrecorded]:
    """Enterprises that work and have not said that everybody is on their roster."""
    query = (
        select(Enterprise)
        .outerjoin(Roster, Roster.enterprise_id == Enterprise.id)
        .where(open_since.is_not(None), Roster.complete_on.is_(None))
    )
    return Rows(
        session,
        within.narrow(query).order_by(open_since, Enterprise.id),
        partial(_with_numbers, session),
    )


def _with_numbers(session: Session, found: Sequence[Enterprise]) -> list[Unrecorded]:
    query = (
        select(Person.enterprise_id, func.count())
        .where(
            Person.enterprise_id.in_([one.id for one in found]),
            Person.left_on.is_(None),
            Person.confirmed,
        )
        .group_by(Person.enterprise_id)
    )
    numbers = dict(session.execute(query).all())
    return [
        Unrecorded(one, since, numbers.get(one.id, 0))
        for one in found
        if (since := opened_on(one))
    ]
