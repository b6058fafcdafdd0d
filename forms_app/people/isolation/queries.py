"""Reading reports: what was said of a slot, what was read between two days, and hints."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.paging import Rows
from forms_app.people.isolation.completeness import Kept
from forms_app.people.isolation.models import Hint, Reading, SlotReport
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import Unit
from forms_app.permits.enterprises.queries import visible_to

ALONE = ("own", "staff")  # reports of one person, who does not speak for the enterprise


def report(session: Session, enterprise: Unit, report_id: int) -> SlotReport | None:
    query = select(SlotReport).where(
        SlotReport.enterprise_id == enterprise.id, SlotReport.id == report_id
    )
    return session.scalar(query)


def by_client_id(
    session: Session, enterprise: Unit, client_id: str
) -> SlotReport | None:
    query = select(SlotReport).where(
        SlotReport.enterprise_id == enterprise.id, SlotReport.client_id == client_id
    )
    return session.scalar(query) if client_id else None


def before(session: Session, kept: SlotReport) -> SlotReport | None:
    """The report that this one follows, or will when it is kept: of the same side, of
    the same person where it is a person's own.
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
    query = query.where(SlotReport.enterprise_id == kept.enterprise_id)
    if kept.id:
        query = query.where(SlotReport.id < kept.id)
    return session.scalar(query.order_by(SlotReport.id.desc()).limit(1))


def first_of_slots(
    session: Session, enterprise: Unit, since: date
) -> dict[tuple[date, str], Kept]:
    """The first report of each slot since a day; a person's own does not speak for the
    enterprise.
    """
    query = select(
        SlotReport.day,
        SlotReport.slot,
        SlotReport.received_at,
        SlotReport.is_late,
        SlotReport.by,
    ).where(
        SlotReport.enterprise_id == enterprise.id,
        SlotReport.day >= since,
        SlotReport.source.not_in(ALONE),
    )
    found: dict[tuple[date, str], Kept] = {}
    for row in session.execute(query.order_by(SlotReport.id)):
        kept = Kept(row.received_at, row.is_late, row.by)
        found.setdefault((row.day, row.slot), kept)
    return found


def hints(session: Session, actor: Actor) -> Rows[Hint]:
    """What nobody has looked at yet, the newest day first; in the order it was found,
    without any ranking.
    """
    query = (
        select(Hint).join(Unit, Unit.id == Hint.enterprise_id).where(visible_to(actor))
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
