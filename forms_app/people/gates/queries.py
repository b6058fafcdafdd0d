"""Reading the register of a gate: shifts, what waits for the office, counts of the day,
who was here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session, joinedload

from forms_app.base.access import Role
from forms_app.base.accounts.models import Account
from forms_app.base.paging import Rows
from forms_app.base.zone import start_of
from forms_app.people.gates.models import Passage, Shift
from forms_app.people.gates.points import Gate
from forms_app.people.gates.rules import FOR_THE_OFFICE, Outcome
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import Enterprise

EARLY = timedelta(hours=1)  # that somebody may sign on before the shift begins

WITH_PEOPLE = (
    joinedload(Passage.person),
    joinedload(Passage.visitor),
    joinedload(Passage.trip),
)


def open_shift(session: Session, account: str) -> Shift | None:
    """The shift this account has begun and not ended, at whatever point."""
    query = select(Shift).where(
        Shift.account == account, Shift.on_at.is_not(None), Shift.off_at.is_(None)
    )
    return session.scalar(query.order_by(Shift.id.desc()))


def planned_now(
    session: Session, gate: Gate, account: str, now: datetime
) -> Shift | None:
    query = select(Shift).where(
        Shift.point == gate.slug, Shift.account == account, Shift.on_at.is_(None)
    )
    query = query.where(Shift.planned_from <= now + EARLY, Shift.planned_to > now)
    return session.scalar(query.order_by(Shift.planned_from))


def overlapping(
    session: Session, account: str, begins: datetime, ends: datetime
) -> Shift | None:
    query = select(Shift).where(
        Shift.account == account, Shift.planned_from < ends, Shift.planned_to > begins
    )
    return session.scalar(query)


def shift(session: Session, gate: Gate, shift_id: int) -> Shift | None:
    return session.scalar(
        select(Shift).where(Shift.id == shift_id, Shift.point == gate.slug)
    )


def shifts(session: Session, gate: Gate, now: datetime) -> list[Shift]:
    """From today on, and whoever is still on."""
    today = start_of(now.date())
    is_due = (Shift.planned_from >= today) | (Shift.planned_to >= today)
    is_on = Shift.on_at.is_not(None) & Shift.off_at.is_(None)
    return list(
        session.scalars(
            select(Shift)
            .where(Shift.point == gate.slug, is_due | is_on)
            .order_by(Shift.planned_from)
        )
    )


def on_duty(session: Session, points: Collection[str]) -> dict[str, list[Shift]]:
    """Who is on now, by point."""
    query = select(Shift).where(
        Shift.point.in_(points), Shift.on_at.is_not(None), Shift.off_at.is_(None)
    )
    found: dict[str, list[Shift]] = {}
    for one in session.scalars(query.order_by(Shift.on_at)):
        found.setdefault(one.point, []).append(one)
    return found


def registered_by(session: Session, gate: Gate, of: Shift) -> int:
    query = (
        select(func.count())
        .select_from(Passage)
        .where(Passage.point == gate.slug, Passage.by == of.account)
    )
    return session.scalar(query.where(Passage.received_at >= of.on_at)) or 0


@dataclass(frozen=True)
class Counts:
    """People who passed today."""

    came: int = 0
    went: int = 0


def counts_today(
    session: Session, points: Collection[str], now: datetime
) -> dict[str, Counts]:
    query = select(Passage.point, Passage.direction, func.sum(Passage.heads)).where(
        Passage.point.in_(points)
    )
    query = query.where(Passage.at >= start_of(now.date())).group_by(
        Passage.point, Passage.direction
    )
    found: dict[str, dict[str, int]] = {}
    for point, direction, heads in session.execute(query):
        found.setdefault(point, {})[direction] = heads
    return {
        point: Counts(by.get("in", 0), by.get("out", 0)) for point, by in found.items()
    }


def waiting(session: Session, gates: Collection[Gate]) -> Rows[Passage]:
    """What asks the office for something and was not handled: fevers first, then who
    stays in, then who may work.
    """
    places = {outcome: place for place, outcome in enumerate(FOR_THE_OFFICE)}
    urgency = case(places, value=Passage.outcome)
    query = select(Passage).where(*is_waiting(gates))
    return _rows(session, query.order_by(urgency, Passage.id.desc()))


def is_waiting(gates: Collection[Gate]) -> tuple[ColumnElement[bool], ...]:
    """The conditions of a passage of some gates that waits for the office."""
    return (
        Passage.point.in_([gate.slug for gate in gates]),
        Passage.community.in_({gate.community.slug for gate in gates}),
        Passage.handled_at.is_(None),
        Passage.outcome.in_(FOR_THE_OFFICE),
    )


def handled(session: Session, gates: Collection[Gate]) -> Rows[Passage]:
    """What the office decided at some gates, the newest first."""
    # an expression: else the database gathers all of a point only to sort them
    point = Passage.point.concat("")
    query = select(Passage).where(
        point.in_([gate.slug for gate in gates]), Passage.handled_by.is_not(None)
    )
    return _rows(session, query.order_by(Passage.handled_at.desc(), Passage.id.desc()))


def left_to_do(session: Session) -> int:
    """How many passages wait for the office, at whatever gate."""
    query = (
        select(func.count())
        .select_from(Passage)
        .where(Passage.handled_at.is_(None), Passage.outcome.in_(FOR_THE_OFFICE))
    )
    return session.scalar(query) or 0


def newest_to_work(session: Session, person: Person) -> Passage | None:
    """The last time somebody came back healthy and may start first."""
    query = select(Passage).where(
        Passage.person_id == person.id, Passage.outcome == Outcome.WORK
    )
    return session.scalar(query.order_by(Passage.at.desc()).limit(1))


def passage(session: Session, gate: Gate, passage_id: int) -> Passage | None:
    query = select(Passage).where(Passage.id == passage_id, Passage.point == gate.slug)
    return session.scalar(query.options(*WITH_PEOPLE))


def stopped(session: Session, trip_id: int) -> list[Passage]:
    """The passengers of a bus who may not pass."""
    query = select(Passage).where(
        Passage.trip_id == trip_id, Passage.outcome.in_(FOR_THE_OFFICE)
    )
    return list(session.scalars(query.options(*WITH_PEOPLE).order_by(Passage.id)))


def between(
    session: Session, gate: Gate, begins: datetime, ends: datetime
) -> Rows[Passage]:
    query = select(Passage).where(
        Passage.point == gate.slug, Passage.at >= begins, Passage.at <= ends
    )
    return _rows(session, query.order_by(Passage.at, Passage.id))


def keepers(session: Session, gate: Gate) -> list[str]:
    """The accounts that may be put on the roster of a point."""
    accounts = session.scalars(
        select(Account).where(Account.active).order_by(Account.username)
    ).unique()
    return [
        one.username
        for one in accounts
        if one.actor.role is Role.KEEPER
        and one.actor.may_keep(gate.community.slug, gate.slug)
    ]


def enterprises_with_people(session: Session, gate: Gate) -> list[Enterprise]:
    """Whose bus may come: enterprises of the community with somebody on the roster."""
    has_people = (
        select(Person.id)
        .where(Person.enterprise_id == Enterprise.id, Person.left_on.is_(None))
        .exists()
    )
    query = select(Enterprise).where(
        Enterprise.community == gate.community.slug, has_people
    )
    return list(session.scalars(query.order_by(Enterprise.name)))


def _rows(session: Session, query: Select[Any]) -> Rows[Passage]:
    return Rows(session, query, loads=WITH_PEOPLE, key=Passage.id)
