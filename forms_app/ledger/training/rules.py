"""When one may enrol in a session, and how long a code on the wall holds. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

# and those who read it just before it changed have as long again
CODE_HOLDS = timedelta(minutes=2)
# around its beginning somebody may confirm to be there
EARLY = timedelta(hours=1)
LATE = timedelta(hours=4)


def may_enrol(at: datetime, now: datetime, is_called_off: bool) -> bool:
    return now < at and not is_called_off


def may_confirm(at: datetime, now: datetime) -> bool:
    """Whether somebody may say now to be there."""
    return at - EARLY <= now <= at + LATE


def slices(now: datetime) -> tuple[int, int]:
    """The numbers of the stretch of time that it is, whose code the wall shows, and of
    the one before, which still holds.
    """
    this = int(now.timestamp() // CODE_HOLDS.total_seconds())
    return this, this - 1
