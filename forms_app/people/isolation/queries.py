"""Reading reports: who is on the roster and who stays in, what was said of a slot, who
is missing, which alarms are open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.paging import Rows
from forms_app.base.personal import access_hash
from forms_app.people.health_rules.readings import Slot
from forms_app.people.isolation.completeness import Kept, due_at
from forms_app.people.isolation.models import (
    Alarm,
    Case,
    Hint,
    MissingCall,
    Reading,
    SlotReport,
)
from forms_app.people.isolation.rules import State
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import visible_to

STAYS_IN = ("home", "designated")
ALONE = ("own", "staff")  # reports of one person, who does not speak for the enterprise


def stays_in(at: datetime) -> ColumnElement[bool]:
    """Whoever is under a case that is open at a moment or, without any case yet,
    determined to stay in.
    """
    case = Case.person_id == Person.id
    under_case = exists().where(
        case, Case.opened_at <= at, or_(Case.closed_at.is_(None), Case.closed_at > at)
    )
    determined = and_(
        Person.outcome.in_(STAYS_IN),
        or_(Person.ends_on.is_(None), Person.ends_on >= at.date()),
        ~exists().where(case),
    )
    return or_(under_case, determined)


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


def on_roster(
    session: Session, enterprise: Enterprise, now: datetime
) -> list[OnRoster]:
    """Everybody a report may name, in the order of their numbers: also who left
    yesterday, since one may wait on a phone.
    """
    in_isolation = and_(stays_in(now), is_present(now)).label("stays_in")
    here = or_(
        Person.left_on.is_(None), Person.left_on >= now.date() - timedelta(days=1)
    )
    query = select(Person.id, Person.number, Person.name, in_isolation).order_by(
        Person.number
    )
    rows = session.execute(
        query.where(Person.enterprise_id == enterprise.id, Person.confirmed, here)
    )
    return [
        OnRoster(person_id, number, name, bool(stays))
        for person_id, number, name, stays in rows
    ]


def others(session: Session, enterprise: Enterprise, now: datetime) -> set[int]:
    """The ids of those who are at work: of them a report may say "everybody else is
    well".
    """
    query = select(Person.id).where(
        Person.enterprise_id == enterprise.id, is_present(now), ~stays_in(now)
    )
    return set(session.scalars(query))


def report(
    session: Session, enterprise: Enterprise, report_id: int
) -> SlotReport | None:
    query = select(SlotReport).where(
        SlotReport.enterprise_id == enterprise.id, SlotReport.id == report_id
    )
    return session.scalar(query)


def by_client_id(
    session: Session, enterprise: Enterprise, client_id: str
) -> SlotReport | None:
    query = select(SlotReport).where(
        SlotReport.enterprise_id == enterprise.id, SlotReport.client_id == client_id
    )
    return session.scalar(query)


def of_slot(
    session: Session, enterprise: Enterprise, day: date, slot: str
) -> list[SlotReport]:
    """Every report of a slot in the order they came; none of them is ever overwritten."""
    query = select(SlotReport).where(SlotReport.day == day, SlotReport.slot == slot)
    return list(
        session.scalars(
            query.where(SlotReport.enterprise_id == enterprise.id).order_by(
                SlotReport.id
            )
        )
    )


def before(session: Session, kept: SlotReport) -> SlotReport | None:
    """The report that this one follows: of the same side, of the same person where it
    is a person's own.
    """
    people = [read.person_id for read in kept.readings]
    alone = and_(
        SlotReport.source.in_(ALONE),
        SlotReport.readings.any(Reading.person_id.in_(people)),
    )
    side = alone if kept.source in ALONE else SlotReport.source.not_in(ALONE)
    query = select(SlotReport).where(
        SlotReport.day == kept.day, SlotReport.slot == kept.slot, side
    )
    query = query.where(
        SlotReport.enterprise_id == kept.enterprise_id, SlotReport.id < kept.id
    )
    return session.scalar(query.order_by(SlotReport.id.desc()).limit(1))


def first_of_slots(
    session: Session, enterprise: Enterprise, since: date
) -> dict[tuple[date, str], Kept]:
    """The first report of each slot since a day; a person's own does not speak for the
    enterprise.
    """
    query = select(
        SlotReport.day, SlotReport.slot, SlotReport.received_at, SlotReport.is_late
    ).where(
        SlotReport.enterprise_id == enterprise.id,
        SlotReport.day >= since,
        SlotReport.source.not_in(ALONE),
    )
    found: dict[tuple[date, str], Kept] = {}
    for day, slot, received_at, is_late in session.execute(
        query.order_by(SlotReport.id)
    ):
        found.setdefault((day, slot), Kept(received_at, is_late))
    return found


def names(session: Session, people: Sequence[int]) -> dict[int, tuple[int, str]]:
    """Numbers and names of some people."""
    rows = session.execute(
        select(Person.id, Person.number, Person.name).where(Person.id.in_(people))
    )
    return {person_id: (number, name) for person_id, number, name in rows}


@dataclass
class Missing:
    """An enterprise whose report of a slot is missing, or that lacks a reading of
    somebody who stays in.
    """

    enterprise: Enterprise
    no_report: bool = False
    people: list[tuple[int, str]] = field(default_factory=list)  # number and name
    calls: list[MissingCall] = field(default_factory=list)


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
    at = due_at(day, slot)
    within = [visible_to(actor)]
    within += [Enterprise.community == community] if community else []
    within += [Enterprise.grid == grid] if grid else []
    of_slot = (
        SlotReport.day == day,
        SlotReport.slot == slot.id,
        SlotReport.enterprise_id == Enterprise.id,
    )
    reported = exists().where(*of_slot, SlotReport.source.not_in(ALONE))
    has_people = exists().where(Person.enterprise_id == Enterprise.id, is_present(at))
    silent = select(Enterprise.id).where(
        *within, Enterprise.status == "approved", Enterprise.status_since <= day
    )
    without = set(session.scalars(silent.where(~reported, has_people)))
    read = exists().where(
        Reading.day == day,
        Reading.slot == slot.id,
        Reading.person_id == Person.id,
        Reading.celsius.is_not(None),
    )
    unread = select(Person.enterprise_id, Person.number, Person.name).join(
        Person.enterprise
    )
    people: dict[int, list[tuple[int, str]]] = {}
    for enterprise_id, number, name in session.execute(
        unread.where(*within, is_present(at), stays_in(at), ~read).order_by(
            Person.number
        )
    ):
        people.setdefault(enterprise_id, []).append((number, name))
    return _together(session, without, people, day, slot)


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
    found: list[Enterprise] = []
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        found += session.scalars(
            select(Enterprise).where(Enterprise.id.in_(some))
        ).all()
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


def alarms(
    session: Session,
    actor: Actor,
    *,
    community: str = "",
    closed: bool = False,
) -> Rows[Alarm]:
    """Open alarms, the oldest first; closed ones, the newest first."""
    query = (
        select(Alarm)
        .join(Enterprise, Enterprise.id == Alarm.enterprise_id)
        .where(visible_to(actor))
    )
    if community:
        query = query.where(Enterprise.community == community)
    if closed:
        query = query.where(Alarm.state == State.CLOSED)
        query = query.order_by(Alarm.closed_at.desc(), Alarm.id.desc())
    else:
        query = query.where(Alarm.state != State.CLOSED).order_by(
            Alarm.raised_at, Alarm.id
        )
    return Rows(session, query)


def open_alarm(session: Session, person_id: int) -> Alarm | None:
    query = select(Alarm).where(
        Alarm.person_id == person_id, Alarm.state != State.CLOSED
    )
    return session.scalar(query.order_by(Alarm.id.desc()).limit(1))


def alarms_of(
    session: Session, enterprise: Enterprise, people: Sequence[int] | None = None
) -> list[Alarm]:
    """The open alarms of an enterprise, or of some of its people."""
    query = select(Alarm).where(
        Alarm.enterprise_id == enterprise.id, Alarm.state != State.CLOSED
    )
    if people is not None:
        query = query.where(Alarm.person_id.in_(people))
    return list(session.scalars(query.order_by(Alarm.id)).unique())


def link_hash(code: str) -> str:
    """What is kept of a person's own link."""
    return access_hash("own", code)


def case_of_link(session: Session, kept: str) -> Case | None:
    """The open case whose own link has this hash."""
    return (
        session.scalar(
            select(Case).where(Case.link_hash == kept, Case.closed_at.is_(None))
        )
        if kept
        else None
    )


def open_case(session: Session, person: Person) -> Case | None:
    query = select(Case).where(Case.person_id == person.id, Case.closed_at.is_(None))
    return session.scalar(query.order_by(Case.id.desc()).limit(1))


def hints(session: Session, actor: Actor) -> Rows[Hint]:
    """What nobody has looked at yet, the newest day first; in the order it was found,
    without any ranking.
    """
    query = (
        select(Hint)
        .join(Enterprise, Enterprise.id == Hint.enterprise_id)
        .where(visible_to(actor))
    )
    return Rows(
        session, query.where(Hint.seen_at.is_(None)).order_by(Hint.day.desc(), Hint.id)
    )


def readings_between(
    session: Session, first: date, last: date, where: ColumnElement[bool]
) -> list[Any]:
    """Day, slot, person and what was read, in the order they came: the last of a slot
    is what is known of it.
    """
    query = (
        select(
            Reading.day,
            Reading.slot,
            Reading.person_id,
            Reading.celsius,
            Reading.unwell,
            Reading.absent,
        )
        .join(Person, Person.id == Reading.person_id)
        .join(Person.enterprise)
        .where(Reading.day >= first, Reading.day <= last, where)
    )
    return list(session.execute(query.order_by(Reading.id)))


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


def calls_of(
    session: Session, enterprise: Enterprise, since: date
) -> Rows[MissingCall]:
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
