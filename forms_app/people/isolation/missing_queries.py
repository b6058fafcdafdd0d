"""Which enterprises and whose readings are missing of a slot, and who was called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from forms_app.base import reads
from forms_app.base.access import Actor
from forms_app.base.paging import Rows
from forms_app.people.health_rules.readings import Slot
from forms_app.people.isolation.completeness import due_at
from forms_app.people.isolation.models import MissingCall, Reading, SlotReport
from forms_app.people.isolation.queries import ALONE
from forms_app.people.isolation.roster_queries import is_present, stays_in
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import RESIDENTS, Enterprise, Unit
from forms_app.permits.enterprises.permissions import open_since
from forms_app.permits.enterprises.queries import visible_to

A_PART = 500  # that are asked for at once by their ids
A_FEW = 10  # people of an enterprise that a list names


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
    within = [visible_to(actor)]
    within += [Unit.community == community] if community else []
    within += [Unit.grid == grid] if grid else []
    without = _without_report(session, within, day, slot)
    people = _without_reading(session, within, day, slot)
    return _together(session, without, people, day, slot)


def without_report(session: Session, day: date, slot: Slot) -> Iterator[Enterprise]:
    """The enterprises that have to report a slot and have not, in no order; asked when
    they are read.
    """
    wanted = sorted(_without_report(session, (), day, slot))
    for start in range(0, len(wanted), A_PART):
        some = Enterprise.id.in_(wanted[start : start + A_PART])
        yield from session.scalars(select(Enterprise).where(some))


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
    silent = select(Unit.id).where(*within, open_since <= day)
    return set(session.scalars(silent.where(~reported, has_people)))


def _without_reading(
    session: Session, within: Sequence[ColumnElement[bool]], day: date, slot: Slot
) -> dict[int, list[tuple[int, str]]]:
    """By enterprise, number and name of whoever stays in and was not measured."""
    at = due_at(day, slot)
    read = exists().where(
        Reading.day == day,
        Reading.slot == slot.id,
        Reading.person_id == Person.id,
        Reading.celsius.is_not(None),
    )
    unread = select(Person.id, Person.enterprise_id, Person.number, Person.name).join(
        Person.enterprise
    )
    people: dict[int, list[tuple[int, str]]] = {}
    for person_id, enterprise_id, number, name in session.execute(
        unread.where(*within, is_present(at), stays_in(at), ~read).order_by(
            Person.number
        )
    ):
        reads.opened("person", person_id, name)
        people.setdefault(enterprise_id, []).append((number, name))
    return people


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
    wanted = sorted(without | people.keys())
    found: list[Unit] = []
    for start in range(0, len(wanted), A_PART):
        some = wanted[start : start + A_PART]
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
