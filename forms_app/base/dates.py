"""Days and moments: printed in the language of the page, and read from an address or a
field that our own pages fill.

A day is said as people say it, 3月5日, and with its year only where that is not the year
the page is read in. None prints as nothing: what has not happened has no day. What people
type is read by base/notions.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, tzinfo

from jinja2 import Environment

from forms_app.base.catalogue import language
from forms_app.base.refusal import Refused

LONGEST = 40
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
NO_YEAR = 0  # what is read on no page says all years
# What data files and figures hold: 2020-03-05, 2020-03-05 17:30.
Written = date | str | None
_year: ContextVar[int] = ContextVar("year", default=NO_YEAR)


def year() -> int:
    """The year in which the page is read."""
    return _year.get()


def set_year(read_in: int) -> None:
    _year.set(read_in)


@contextmanager
def use_year(read_in: int) -> Iterator[None]:
    token = _year.set(read_in)
    try:
        yield
    finally:
        _year.reset(token)


def day(on: Written) -> str:
    """3月5日; 5 March: with its year where the page is read in another."""
    read = _read(on)
    if read is None:
        return ""
    return _without_year(read) if read.year == year() else full_day(read)


def full_day(on: Written) -> str:
    """2020年3月5日; 5 March 2020: always with its year, for what is signed or hangs on paper."""
    read = _read(on)
    if read is None:
        return ""
    said = _without_year(read)
    return f"{said} {read.year}" if language() == "en" else f"{read.year}年{said}"


def month(of: str) -> str:
    """2020年3月; March 2020: of 2020-03."""
    read = date.fromisoformat(f"{of}-01")
    if language() == "en":
        return f"{MONTHS[read.month - 1]} {read.year}"
    return f"{read.year}年{read.month}月"


def clock(at: datetime | time | str | None) -> str:
    """17:30."""
    read = datetime.fromisoformat(at) if isinstance(at, str) and at else at
    return f"{read:%H:%M}" if read else ""


def moment(at: datetime | str | None) -> str:
    """3月5日 17:30; 5 March 17:30."""
    return f"{day(at)} {clock(at)}" if at else ""


def _read(on: Written) -> date | None:
    if isinstance(on, str):
        return datetime.fromisoformat(on).date() if on else None
    return on


def _without_year(on: date) -> str:
    if language() == "en":
        return f"{on.day} {MONTHS[on.month - 1]}"
    return f"{on.month}月{on.day}日"


def install(env: Environment) -> None:
    """Templates write `{{ a.due_at | moment }}`."""
    env.filters |= {
        "day": day,
        "full_day": full_day,
        "month": month,
        "clock": clock,
        "moment": moment,
    }


class NoDate(Refused):
    """What was written is no day or no moment; says how one is written."""


def read_day(text: str) -> date:
    """The day in "2020-02-28".

    Raises:
        NoDate: it is none.
    """
    try:
        return date.fromisoformat(text.strip()[:LONGEST])
    except ValueError:
        raise NoDate("请写成 2020-02-28 这样的日期") from None


def read_moment(text: str, zone: tzinfo) -> datetime:
    """The moment in "2020-02-28 09:00", which a clock in this zone shows; one with an
    offset is that moment, in this zone.

    Raises:
        NoDate: it is none.
    """
    try:
        read = datetime.fromisoformat(text.strip()[:LONGEST])
        if read.tzinfo is None:
            return read.replace(tzinfo=zone)
        return read.astimezone(zone)
    except (ValueError, OverflowError):
        raise NoDate("请写成 2020-02-28 09:00 这样的日期和时间") from None
