"""Which enterprises and whose readings are missing of a slot, and who was called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from forms_app.base import reads
from forms_app.base.access import Actor
from forms_app.base.paging import Rows
from forms_app.people.health_rules.readings import Slot
from forms_app.people.isolation.completeness import due_at
from forms_app.people.isolation.models import MissingCall, Reading, SlotReport
from forms_app.people.isolation.queries import ALONE
from forms_app.people.isolation.roster_queries import is_present, who_stays_in
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import RESIDENTS, Enterprise, Unit
from forms_app.permits.enterprises.permissions import was_open
from forms_app.permits.enterprises.queries import visible_to
from forms_app.permits.enterprises.worklist import UNIT

A_FEW = 10  # people of an enterprise that a list names
AT_ONCE = 500  # ids in a statement


@dataclass
class Missing:
    """An enterprise whose report of a slot is missing, or that lacks a reading of
    somebody who stays in.
    """

    enterprise: Unit
    no_report: bool = False
    people: list[tuple[int, str]] = field(default_factory=list)  # number and name
    calls: list[MissingCall] = field(default_factory=list)

    @property
    def named(self) -> list[tuple[int, str]]:
        """Whom a list names: of an enterprise a few, since it is called as one; of
        residents all.
        """
        is_called = self.enterprise.kind != RESIDENTS
        return self.people[:A_FEW] if is_called else self.people


def who_is_missing(
    session: Session,
    actor: Actor,
    day: date,
    slot: Slot,
    *,
    community: str = "",
    grid: str = "",
) -> list[Missing]:
    """Approved enterprises with people on the roster and no report of the slot, and
    people who stay in without a reading.

    By community and grid. Who had to report is asked as of the cut-off: whoever came
    into isolation after it is not missing.
    """
    within = _within(actor, community, grid)
    without = _without_report(session, within, day, slot)
    people = _without_reading(session, within, day, slot)
    return _together(session, without, people, day, slot)


def without_report(session: Session, day: date, slot: Slot) -> Iterator[Enterprise]:
    """The enterprises that have to report a slot and have not, in no order; asked when
    they are read.
    """
    for some in _in_parts(_without_report(session, (), day, slot)):
        yield from session.scalars(select(Enterprise).where(Enterprise.id.in_(some)))


def units_missing(
    session: Session, actor: Actor, day: date, slot: Slot, community: str = ""
) -> list[Any]:
    """The same enterprises, in no order, as rows with id, reference and the columns of
    UNIT: for whoever needs no name of a person.
    """
    within = _within(actor, community)
    unread = _unread(within, day, slot).with_only_columns(Person.enterprise_id)
    wanted = _without_report(session, within, day, slot) | {*session.scalars(unread)}
    query = select(Unit.id, Unit.reference, *UNIT)
    return [
        row
        for some in _in_parts(wanted)
        for row in session.execute(query.where(Unit.id.in_(some)))
    ]


def _within(actor: Actor, community: str, grid: str = "") -> list[ColumnElement[bool]]:
    within = [visible_to(actor)]
    within += [Unit.community == community] if community else []
    within += [Unit.grid == grid] if grid else []
    return within


def _without_report(
    session: Session, within: Sequence[ColumnElement[bool]], day: date, slot: Slot
) -> set[int]:
    """The ids of the enterprises that should have reported and did not."""
    of_slot = (
        SlotReport.day == day,
        SlotReport.slot == slot.id,
        SlotReport.enterprise_id == Unit.id,
    )
    reported = exists().where(*of_slot, SlotReport.source.not_in(ALONE))
    at = due_at(day, slot)
    has_people = exists().where(Person.enterprise_id == Unit.id, is_present(at))
    silent = select(Unit.id).where(*within, was_open(day))
    return set(session.scalars(silent.where(~reported, has_people)))


def _without_reading(
    session: Session, within: Sequence[ColumnElement[bool]], day: date, slot: Slot
) -> dict[int, list[tuple[int, str]]]:
    """By enterprise, number and name of whoever stays in and was not measured."""
    said = (Person.id, Person.enterprise_id, Person.number, Person.name)
    unread = _unread(within, day, slot).with_only_columns(*said)
    people: dict[int, list[tuple[int, str]]] = {}
    for person_id, enterprise_id, number, name in session.execute(
        unread.order_by(Person.number)
    ):
        reads.opened("person", person_id, name)
        people.setdefault(enterprise_id, []).append((number, name))
    return people


def _unread(
    within: Sequence[ColumnElement[bool]], day: date, slot: Slot
) -> Select[Any]:
    """Whoever stays in and was not measured."""
    at = due_at(day, slot)
    read = exists().where(
        Reading.day == day,
        Reading.slot == slot.id,
        Reading.person_id == Person.id,
        Reading.celsius.is_not(None),
    )
    query = select(Person).join(Person.enterprise)
    inside = Person.id.in_(who_stays_in(at))
    return query.where(*within, is_present(at), inside, ~read)


def _together(
    session: Session,
    without: set[int],
    people: dict[int, list[tuple[int, str]]],
    day: date,
    slot: Slot,
) -> list[Missing]:
    """The enterprises of both lists, in the order of communities and grids, each with
    the calls made for this slot.
    """
    found: list[Unit] = []
    for some in _in_parts(without | people.keys()):
        found += session.scalars(select(Unit).where(Unit.id.in_(some))).all()
    calls: dict[int, list[MissingCall]] = {}
    of_slot = select(MissingCall).where(
        MissingCall.day == day, MissingCall.slot == slot.id
    )
    for call in session.scalars(of_slot.order_by(MissingCall.id)):
        calls.setdefault(call.enterprise_id, []).append(call)
    found.sort(
        key=lambda enterprise: (enterprise.community, enterprise.grid, enterprise.id)
    )
    return [
        Missing(e, e.id in without, people.get(e.id, []), calls.get(e.id, []))
        for e in found
    ]


def _in_parts(ids: Iterable[int]) -> Iterator[list[int]]:
    """As many at a time as a statement may name."""
    wanted = sorted(ids)
    for start in range(0, len(wanted), AT_ONCE):
        yield wanted[start : start + AT_ONCE]


def calls_of(session: Session, enterprise: Unit, since: date) -> Rows[MissingCall]:
    """The newest first."""
    query = select(MissingCall).where(
        MissingCall.enterprise_id == enterprise.id, MissingCall.day >= since
    )
    return Rows(session, query.order_by(MissingCall.id.desc()))


def counted(session: Session, actor: Actor, day: date, slot: Slot) -> int:
    """How many enterprises reported a slot."""
    query = select(func.count(func.distinct(SlotReport.enterprise_id))).join(
        SlotReport.enterprise
    )
    return (
        session.scalar(
            query.where(
                visible_to(actor), SlotReport.day == day, SlotReport.slot == slot.id
            )
        )
        or 0
    )
