"""What was measured of somebody in the last two weeks, slot by slot: the numbers, and
the picture that is drawn of them.

A slot without a reading shows how it stands, never the reading before.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.people.health_rules.readings import HealthRule, Slot, is_late
from forms_app.people.isolation.completeness import Mark, due_at, last_days, mark
from forms_app.people.isolation.models import Case, Reading

DAYS = 14
LOWEST = 35.0  # of the picture, in degrees Celsius; what is beyond stands at its edge
HIGHEST = 41.0

Slots = Mapping[tuple[date, str], Reading]


@dataclass(frozen=True)
class Cell:
    """One slot of a day: how it stands, and what was read."""

    day: date
    slot: Slot
    mark: Mark
    celsius: float | None = None
    unwell: bool = False
    absent: bool = False
    is_fever: bool = False


@dataclass(frozen=True)
class Course:
    """The slots of two weeks, the oldest first (`cells`)."""

    cells: tuple[Cell, ...]
    fever_from: float

    @property
    def read(self) -> list[Cell]:
        """The slots in which something was measured."""
        return [cell for cell in self.cells if cell.celsius is not None]

    @property
    def fevers(self) -> int:
        return sum(cell.is_fever for cell in self.cells)

    @property
    def days(self) -> list[tuple[date, list[Cell]]]:
        """By day, the newest first."""
        found: dict[date, list[Cell]] = {}
        for cell in self.cells:
            found.setdefault(cell.day, []).append(cell)
        return sorted(found.items(), reverse=True)

    def points(self) -> list[tuple[float, float, Cell]]:
        """Each reading with where it stands: along the days, and up by its warmth; both
        from 0 to 1.
        """
        last = max(len(self.cells) - 1, 1)
        return [
            (number / last, height(cell.celsius), cell)
            for number, cell in enumerate(self.cells)
            if cell.celsius is not None
        ]

    @property
    def threshold(self) -> float:
        """How far up a fever begins."""
        return height(self.fever_from)


def height(celsius: float) -> float:
    """How far up the picture a temperature stands, from 0 to 1."""
    within = min(max(celsius, LOWEST), HIGHEST)
    return (within - LOWEST) / (HIGHEST - LOWEST)


def courses(
    session: Session, people: Collection[int], health: HealthRule, now: datetime
) -> dict[int, Course]:
    """The last two weeks of some people, by their ids."""
    days = last_days(now.date(), DAYS)[::-1]
    read = _readings(session, people, days[0])
    cases = _cases(session, people)
    return {
        person_id: _course(
            read.get(person_id, {}), cases.get(person_id, []), health, days, now
        )
        for person_id in people
    }


def course(
    session: Session, person_id: int, health: HealthRule, now: datetime
) -> Course:
    """The same of one person."""
    return courses(session, [person_id], health, now)[person_id]


def _readings(
    session: Session, people: Collection[int], first: date
) -> dict[int, dict[tuple[date, str], Reading]]:
    """By person and slot; the last one that came is what is known of a slot."""
    query = (
        select(Reading)
        .where(Reading.person_id.in_(people), Reading.day >= first)
        .order_by(Reading.id)
    )
    found: dict[int, dict[tuple[date, str], Reading]] = {}
    for one in session.scalars(query):
        found.setdefault(one.person_id, {})[one.day, one.slot] = one
    return found


def _cases(session: Session, people: Collection[int]) -> dict[int, list[Any]]:
    """From when until when each of them had to report."""
    query = select(Case.person_id, Case.opened_at, Case.closed_at)
    found: dict[int, list[Any]] = {}
    for one in session.execute(query.where(Case.person_id.in_(people))):
        found.setdefault(one.person_id, []).append(one)
    return found


def _course(
    read: Slots,
    cases: Sequence[Any],
    health: HealthRule,
    days: Sequence[date],
    now: datetime,
) -> Course:
    cells = tuple(
        _cell(read.get((day, slot.id)), cases, health, day, slot, now)
        for day in days
        for slot in health.slots
    )
    return Course(cells, health.fever_from)


def _cell(
    read: Reading | None,
    cases: Sequence[Any],
    health: HealthRule,
    day: date,
    slot: Slot,
    now: datetime,
) -> Cell:
    if read is None:
        stands = mark(day, slot, None, now)
        is_asked = stands == Mark.NOT_YET or _was_due(cases, due_at(day, slot))
        return Cell(day, slot, stands if is_asked else Mark.NOT_DUE)
    celsius = float(read.celsius) if read.celsius else None
    return Cell(
        day,
        slot,
        Mark.LATE if is_late(slot, day, read.received_at) else Mark.IN_TIME,
        celsius,
        bool(read.unwell),
        read.absent,
        celsius is not None and health.is_fever(celsius),
    )


def _was_due(cases: Sequence[Any], due: datetime) -> bool:
    """Whether somebody had to report by then."""
    return any(
        case.opened_at < due and (case.closed_at is None or due <= case.closed_at)
        for case in cases
    )
