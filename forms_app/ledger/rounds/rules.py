"""What a duty is, at what times of a day it is due, and how one of these times stands.

Pure.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum


class State(StrEnum):
    OVERDUE = "overdue"
    DUE = "due"
    NOT_LAID_OUT = "not-laid-out"  # nobody asked for it: it is missing, not done
    DONE = "done"
    DROPPED = "dropped"


ITEMS = "round"  # the kind of its items
BIN = "bin"  # the kind of which nobody may read where it is
CHECK = "check"  # of a key place
MOST_TIMES = 12
EARLY = timedelta(hours=2)  # that it may be done before it is due


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
