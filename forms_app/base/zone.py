"""The time zone of the office that this process works for, as its office.toml says.

Moments are stored in UTC (base/moments.py), so a zone that is changed moves nothing
that was written: the same moments are shown by another clock. Days that people wrote
stay the days they wrote.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, tzinfo


def _nowhere() -> tzinfo:
    """In a process that has opened no office."""
    return UTC


class _Current:
    """The zone in use, and who tells which it is: a process serves one office."""

    zone: tzinfo = UTC
    told_by: Callable[[], tzinfo] = staticmethod(_nowhere)


def use_zone(told_by: Callable[[], tzinfo]) -> None:
    """The office that was opened tells its zone from now on."""
    _Current.told_by = staticmethod(told_by)
    follow()


def follow() -> tzinfo:
    """The zone that office.toml names by now; taken over with each look at the clock,
    since reading it anew for each of ten thousand moments would cost too much.
    """
    _Current.zone = _Current.told_by()
    return _Current.zone


def office_zone() -> tzinfo:
    return _Current.zone


def start_of(day: date) -> datetime:
    """0:00 of a day in the office."""
    return at(day, time())


def at(day: date, clock: time) -> datetime:
    """The moment at which the office's clock shows this on that day."""
    return datetime.combine(day, clock, office_zone())
