"""What is worth a look in the reports, found once a night by `kaigong hints`: never a
score, never a ranking.

The same value for many days, an impossible jump, a hundred reports in one second, a
report of somebody who left.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.people.health_rules.readings import HealthRule
from forms_app.people.isolation.models import Hint, Reading, SlotReport
from forms_app.people.rosters.models import Person

SAME_DAYS = 7  # in a row
SAME_READINGS = 10  # in those days
JUMP = 3.0  # degrees between two slots that follow each other
AT_ONCE = 100  # reports of one enterprise in one second

Found = tuple[int, int | None, str]  # enterprise, person, kind


def compute(session: Session, day: date, now: datetime, health: HealthRule) -> int:
    """Look at one day that is over; gives how many hints are new.

    Run twice, it finds nothing new.
    """
    known = {
        (h.enterprise_id, h.person_id, h.kind)
        for h in session.scalars(select(Hint).where(Hint.day == day))
    }
    found = {
        *_in_readings(session, day, health),
        *_at_once(session, day),
        *_left(session, day),
    }
    for enterprise_id, person_id, kind in sorted(found - known, key=str):
        session.add(
            Hint(
                enterprise_id=enterprise_id,
                person_id=person_id,
                day=day,
                kind=kind,
                seen_at=None,
            )
        )
    return len(found - known)


def _in_readings(session: Session, day: date, health: HealthRule) -> Iterator[Found]:
    """Person by person, the last reading of each slot of the last days."""
    order = {slot.id: n for n, slot in enumerate(health.slots)}
    query = select(
        Reading.person_id,
        Person.enterprise_id,
        Reading.day,
        Reading.slot,
        Reading.celsius,
    )
    query = query.join(Person, Person.id == Reading.person_id).where(
        Reading.celsius.is_not(None)
    )
    query = query.where(
        Reading.day > day - timedelta(days=SAME_DAYS), Reading.day <= day
    )
    rows = session.execute(
        query.order_by(Reading.person_id, Reading.id).execution_options(yield_per=2_000)
    )
    for (person_id, enterprise_id), group in groupby(
        rows, key=lambda row: (row[0], row[1])
    ):
        last = {(row[2], order.get(row[3], 0)): float(row[4] or 0) for row in group}
        values = [last[slot] for slot in sorted(last)]
        days = {each for each, _slot in last}
        if (
            len(days) == SAME_DAYS
            and len(values) >= SAME_READINGS
            and len(set(values)) == 1
        ):
            yield enterprise_id, person_id, "same-value"
        if any(
            _jumps(last, one, two, len(order))
            for one, two in pairwise(sorted(last))
            if two[0] == day
        ):
            yield enterprise_id, person_id, "impossible-jump"


def _jumps(
    last: dict[tuple[date, int], float],
    one: tuple[date, int],
    two: tuple[date, int],
    slots: int,
) -> bool:
    """Whether two slots follow each other and lie too far apart; with a slot missing
    between them nothing can be said.
    """
    apart = (two[0] - one[0]).days * slots + two[1] - one[1]
    return apart == 1 and round(abs(last[two] - last[one]), 1) > JUMP


def _at_once(session: Session, day: date) -> Iterator[Found]:
    query = select(SlotReport.enterprise_id).where(SlotReport.day == day)
    query = query.group_by(SlotReport.enterprise_id, SlotReport.received_at).having(
        func.count() >= AT_ONCE
    )
    for enterprise_id in session.scalars(query):
        yield enterprise_id, None, "all-at-once"


def _left(session: Session, day: date) -> Iterator[Found]:
    query = select(Person.enterprise_id, Person.id).join(
        Reading, Reading.person_id == Person.id
    )
    for enterprise_id, person_id in session.execute(
        query.where(Reading.day == day, Person.left_on < day)
    ):
        yield enterprise_id, person_id, "somebody-who-left"
