"""Whether the slots of some days were reported: in time, late, or missing. Pure.

A slot without a report shows as missing, never as the reading before (DOMAIN A7, 10);
once its days are over, for good.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from forms_app.base.zone import at
from forms_app.people.health_rules.readings import HealthRule, Slot, is_late


class Mark(StrEnum):
    """How a slot of a day stands."""

    IN_TIME = "in-time"
    LATE = "late"
    MISSING = "missing"
    WAITING = "waiting"  # its time is not over
    NOT_YET = "not-yet"  # not begun
    NOT_DUE = "not-due"  # before anybody had to report


@dataclass(frozen=True)
class Kept:
    """The first report of a slot, as much as counts here."""

    received_at: datetime
    is_late: bool
    by: str


@dataclass(frozen=True)
class DayMarks:
    """One day with its slots in their order."""

    day: date
    slots: tuple[tuple[Slot, Mark, Kept | None], ...]


def due_at(day: date, slot: Slot) -> datetime:
    """The cut-off of a slot of a day."""
    return at(day, slot.due)


def mark(day: date, slot: Slot, kept: Kept | None, now: datetime) -> Mark:
    """How one slot stands now."""
    if kept:
        return Mark.LATE if kept.is_late else Mark.IN_TIME
    if now < at(day, slot.starts):
        return Mark.NOT_YET
    return Mark.MISSING if is_late(slot, day, now) else Mark.WAITING


def marks(
    health: HealthRule,
    kept: Mapping[tuple[date, str], Kept],
    days: Iterable[date],
    since: date | None,
    now: datetime,
) -> list[DayMarks]:
    """The slots of some days; before `since` nobody had to report."""
    made = []
    for day in days:
        slots = []
        for slot in health.slots:
            found = kept.get((day, slot.id))
            stands = mark(day, slot, found, now)
            if stands in {Mark.MISSING, Mark.WAITING} and (
                since is None or day < since
            ):
                stands = Mark.NOT_DUE
            slots.append((slot, stands, found))
        made.append(DayMarks(day, tuple(slots)))
    return made


def last_days(today: date, count: int) -> list[date]:
    """The newest first."""
    return [today - timedelta(days=back) for back in range(count)]
