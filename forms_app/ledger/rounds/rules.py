"""What a duty is, at what times of a day it is due, and how one of these times stands.

Pure.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from enum import StrEnum


class Kind(StrEnum):
    DISINFECTION = "disinfection"
    BIN = "bin"
    BUS = "bus"
    CANTEEN = "canteen"
    OTHER = "other"


class State(StrEnum):
    OVERDUE = "overdue"
    DUE = "due"
    NOT_LAID_OUT = "not-laid-out"  # nobody asked for it: it is missing, not done
    DONE = "done"
    DROPPED = "dropped"


ITEMS = "round"  # the kind of its items
NEVER_PUBLIC = frozenset({Kind.BIN})
MOST_TIMES = 12
EARLY = timedelta(hours=2)  # that it may be done before it is due
CLOCK = re.compile(r"(\d{1,2}):?(\d{2})")


class NoTimes(Exception):
    """No list of times a day."""


def read_times(text: str) -> str:
    """Times as they are kept: "8:00 16：00" is "08:00,16:00", in order and once each.

    Raises:
        NoTimes: none, too many, or one that is no time.
    """
    parts = re.split(
        r"[,、，;；\s]+", unicodedata.normalize("NFKC", text).strip().strip(",;、")
    )
    found = [CLOCK.fullmatch(part) for part in parts]
    if not 0 < len(found) <= MOST_TIMES or not all(found):
        raise NoTimes
    clocks = {(int(one[1]), int(one[2])) for one in found if one}
    if any(hour > 23 or minute > 59 for hour, minute in clocks):
        raise NoTimes
    return ",".join(f"{hour:02}:{minute:02}" for hour, minute in sorted(clocks))


def holds_on(starts_on: date, ends_on: date | None, day: date) -> bool:
    return starts_on <= day and (ends_on is None or day <= ends_on)


def moments(times: str, day: date, since: datetime) -> list[datetime]:
    """When it is due on a day; what lay before these times were set is not asked for."""
    clocks = [time.fromisoformat(text) for text in times.split(",")]
    due = [datetime.combine(day, clock, since.tzinfo) for clock in clocks]
    return [moment for moment in due if moment >= since]


def origin(duty_id: int, due_at: datetime) -> str:
    """What an item came of, so that a day laid out twice is laid out once."""
    return f"round/{duty_id}/{due_at:%Y-%m-%d %H:%M}"


def may_be_done(due_at: datetime, now: datetime) -> bool:
    return now >= due_at - EARLY
