"""When reading is unusual: many people within an hour, at night, or one person whom many
accounts look at in a day, as they do at a colleague or somebody known. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum


class Why(StrEnum):
    MANY = "many"
    NIGHT = "night"
    ONE = "one"


@dataclass(frozen=True)
class Bounds:
    """How many people an account may look at within an hour, and at night; how many
    accounts may look at one person within a day.
    """

    people_an_hour: int = 300
    people_at_night: int = 30
    night_from: time = time(22)
    night_to: time = time(6)
    accounts_a_person: int = 10


@dataclass(frozen=True)
class Read:
    """`whom` is a kind and an id: "person:12"; `at` by the clock of the office."""

    by: str
    whom: str
    at: datetime


@dataclass(frozen=True)
class Unusual:
    """`who`: the account, or of many accounts whom they looked at."""

    why: Why
    who: str
    began_at: datetime
    number: int


def unusual(reads: Iterable[Read], bounds: Bounds) -> list[Unusual]:
    """In the order of their moments."""
    an_hour: dict[tuple[str, datetime], set[str]] = defaultdict(set)
    a_night: dict[tuple[str, datetime], set[str]] = defaultdict(set)
    a_person: dict[tuple[str, datetime], set[str]] = defaultdict(set)
    for one in reads:
        an_hour[one.by, _hour(one.at)].add(one.whom)
        a_person[one.whom, _day(one.at)].add(one.by)
        if is_night(one.at, bounds):
            a_night[one.by, _night(one.at, bounds)].add(one.whom)
    found = [
        *_over(Why.MANY, an_hour, bounds.people_an_hour),
        *_over(Why.NIGHT, a_night, bounds.people_at_night),
        *_over(Why.ONE, a_person, bounds.accounts_a_person),
    ]
    return sorted(found, key=lambda one: (one.began_at, one.why, one.who))


def _over(
    why: Why, counted: dict[tuple[str, datetime], set[str]], bound: int
) -> Iterable[Unusual]:
    return (
        Unusual(why, who, at, len(them))
        for (who, at), them in counted.items()
        if len(them) > bound
    )


def is_night(at: datetime, bounds: Bounds) -> bool:
    """A night may go over midnight; from and to the same, there is none."""
    now = at.time()
    if bounds.night_from <= bounds.night_to:
        return bounds.night_from <= now < bounds.night_to
    return now >= bounds.night_from or now < bounds.night_to


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _day(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def _night(at: datetime, bounds: Bounds) -> datetime:
    """When it began: what is after midnight belongs to the evening before."""
    begins = datetime.combine(at.date(), bounds.night_from, at.tzinfo)
    return begins if begins <= at else begins - timedelta(days=1)
