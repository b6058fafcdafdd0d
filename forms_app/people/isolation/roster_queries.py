"""Who is on the roster at a moment, and who of them stays in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, and_, exists, or_, select, union
from sqlalchemy.orm import Session

from forms_app.base import reads
from forms_app.base.paging import Rows
from forms_app.people.isolation.models import Case, Reading
from forms_app.people.isolation.temperatures import DAYS
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import Unit

STAYS_IN = ("home", "designated")


def stays_in(at: datetime) -> ColumnElement[bool]:
    """Whoever is under a case that is open at a moment or, without any case yet,
    determined to stay in.
    """
    under_case = exists().where(Case.person_id == Person.id, *_goes_on(at))
    return or_(under_case, _is_determined(at))


def who_stays_in(at: datetime) -> CompoundSelect[Any]:
    """The ids of the same: for a query of very many people, of whom few stay in."""
    under_case = select(Case.person_id).where(*_goes_on(at))
    return union(under_case, select(Person.id).where(_is_determined(at)))


def _goes_on(at: datetime) -> tuple[ColumnElement[bool], ...]:
    """The conditions of a case that is open at a moment."""
    return Case.opened_at <= at, or_(Case.closed_at.is_(None), Case.closed_at > at)


def _is_determined(at: datetime) -> ColumnElement[bool]:
    """To stay in, without any case yet."""
    return and_(
        Person.outcome.in_(STAYS_IN),
        or_(Person.ends_on.is_(None), Person.ends_on >= at.date()),
        ~exists().where(Case.person_id == Person.id),
    )


def is_present(at: datetime) -> ColumnElement[bool]:
    """On the roster at a moment, and known to the clerk."""
    here = or_(Person.left_on.is_(None), Person.left_on > at.date())
    return and_(Person.confirmed, Person.added_at <= at, here)


@dataclass(frozen=True)
class OnRoster:
    """Somebody of an enterprise, as a report names them."""

    id: int
    number: int
    name: str
    stays_in: bool


def on_roster(session: Session, enterprise: Unit, now: datetime) -> list[OnRoster]:
    """Everybody a report may name, in the order of their numbers: also who left
    yesterday, since one may wait on a phone.
    """
    in_isolation = and_(stays_in(now), is_present(now)).label("stays_in")
    query = select(Person.id, Person.number, Person.name, in_isolation).where(
        _may_be_named(enterprise, now)
    )
    found = []
    for person_id, number, name, stays in session.execute(
        query.order_by(Person.number)
    ):
        reads.opened("person", person_id, name)
        found.append(OnRoster(person_id, number, name, bool(stays)))
    return found


def is_anybody_on(session: Session, enterprise: Unit, now: datetime) -> bool:
    """Whether there is anybody whom a report may name."""
    query = select(Person.id).where(_may_be_named(enterprise, now))
    return session.scalars(query.limit(1)).first() is not None


def _may_be_named(enterprise: Unit, now: datetime) -> ColumnElement[bool]:
    yesterday = now.date() - timedelta(days=1)
    here = or_(Person.left_on.is_(None), Person.left_on >= yesterday)
    return and_(Person.enterprise_id == enterprise.id, Person.confirmed, here)


def others(session: Session, enterprise: Unit, now: datetime) -> set[int]:
    """The ids of those who are at work: of them a report may say "everybody else is
    well".
    """
    query = select(Person.id).where(
        Person.enterprise_id == enterprise.id, is_present(now), ~stays_in(now)
    )
    return set(session.scalars(query))


def names(session: Session, people: Sequence[int]) -> dict[int, tuple[int, str]]:
    """Numbers and names of some people."""
    rows = session.execute(
        select(Person.id, Person.number, Person.name).where(Person.id.in_(people))
    )
    found = {}
    for person_id, number, name in rows:
        reads.opened("person", person_id, name)
        found[person_id] = (number, name)
    return found


def staying_in_at(
    session: Session, where: ColumnElement[bool], at: datetime
) -> set[int]:
    """The ids of those who stay in at a moment, of the enterprises that fit `where`."""
    query = (
        select(Person.id)
        .join(Person.enterprise)
        .where(where, is_present(at), stays_in(at))
    )
    return set(session.scalars(query))


def measured(session: Session, enterprise: Unit, now: datetime) -> Rows[Person]:
    """Who of an enterprise stays in or was measured by name in the last two weeks, in
    the order of their numbers.
    """
    read = exists().where(
        Reading.person_id == Person.id,
        Reading.day > now.date() - timedelta(days=DAYS),
        Reading.celsius.is_not(None),
    )
    staying = and_(stays_in(now), is_present(now))
    query = select(Person).where(
        Person.enterprise_id == enterprise.id, or_(read, staying)
    )
    return Rows(session, query.order_by(Person.number))
