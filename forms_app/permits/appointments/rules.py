"""When somebody may come to a door, what is offered, and how often a time is moved. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# how far ahead times are offered, and how many to choose from
DAYS_AHEAD = 14
OFFERED = 3
# how often an enterprise may move its time
MOVES = 1
NOON = 12


@dataclass(frozen=True)
class Times:
    """On these days of the week, from `begins` to `ends`, every so many minutes for so
    many enterprises: those of a community, or of some of its grids.
    """

    id: str
    community: str
    grids: tuple[str, ...]
    weekdays: frozenset[int]
    begins: time
    ends: time
    minutes: int
    places: int


@dataclass(frozen=True)
class Off:
    """Days on which nobody comes, both included; in one community or everywhere."""

    begins: date
    until: date
    community: str


@dataclass(frozen=True)
class CheckTimes:
    """One version of check-times.toml. `ahead`: how long before it a time is offered
    for the last time, and may still be moved.
    """

    rows: tuple[Times, ...]
    off: tuple[Off, ...]
    ahead: timedelta

    def of(self, community: str, grid: str) -> list[Times]:
        """The rows that name a grid; without any those of its community."""
        own = [row for row in self.rows if grid in row.grids]
        whole = (row for row in self.rows if not row.grids)
        return own or [row for row in whole if row.community == community]

    def is_off(self, day: date, community: str) -> bool:
        return any(
            one.begins <= day <= one.until and one.community in {"", community}
            for one in self.off
        )


@dataclass(frozen=True)
class Slot:
    """One time at which somebody may come. `pool`: the row whose places it takes."""

    pool: str
    begins: datetime
    ends: datetime
    places: int


# how many have agreed on a time, by its row and its beginning
Taken = Mapping[tuple[str, datetime], int]


def slots(
    version: Callable[[date], CheckTimes | None],
    community: str,
    grid: str,
    now: datetime,
    closed: Collection[date] = (),
) -> Iterator[Slot]:
    """Every time from now on at which somebody may come there, in order. `version`: what
    holds on a day; `closed`: days on which the office is shut.
    """
    for ahead in range(DAYS_AHEAD + 1):
        day = now.date() + timedelta(days=ahead)
        times = version(day)
        if times is None or day in closed or times.is_off(day, community):
            continue
        rows = times.of(community, grid)
        found = [slot for row in rows for slot in _of_day(row, day, now)]
        soon = now + times.ahead
        yield from sorted(
            (slot for slot in found if slot.begins >= soon),
            key=lambda slot: slot.begins,
        )


def _of_day(row: Times, day: date, now: datetime) -> Iterator[Slot]:
    """Whole stretches only: what is left at the end is too short for a visit."""
    if day.weekday() not in row.weekdays:
        return
    length = timedelta(minutes=row.minutes)
    begins = datetime.combine(day, row.begins, now.tzinfo)
    ends = datetime.combine(day, row.ends, now.tzinfo)
    while begins + length <= ends:
        yield Slot(row.id, begins, begins + length, row.places)
        begins += length


def free(found: Iterable[Slot], taken: Taken) -> list[Slot]:
    """Those with a place left; of two at the same time the first."""
    left = (one for one in found if taken.get((one.pool, one.begins), 0) < one.places)
    first = dict[datetime, Slot]()
    for slot in left:
        first.setdefault(slot.begins, slot)
    return list(first.values())


def offered(found: Iterable[Slot]) -> list[Slot]:
    """Three of them: the first of each half day to come, so that they are no three
    neighbours; where there are not so many half days, the next best.
    """
    every = list(found)
    halves = groupby(every, lambda one: (one.begins.date(), one.begins.hour < NOON))
    chosen = [next(slots_of) for _half, slots_of in halves][:OFFERED]
    others = [one for one in every if one not in chosen]
    chosen += others[: OFFERED - len(chosen)]
    return sorted(chosen, key=lambda one: one.begins)


def is_missed(ends: datetime, now: datetime) -> bool:
    """Whether the time is over, and nobody noted a check."""
    return ends <= now
