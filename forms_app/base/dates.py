"""Days and moments: printed in the language of the page, and read from an address or a
field that our own pages fill.

None prints as nothing: what has not happened has no day. What people type is read by
base/notions.
"""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo

from babel.dates import format_date
from jinja2 import Environment

from forms_app.base.catalogue import DEFAULT, language
from forms_app.base.refusal import Refused

LONGEST = 40


def day(on: date) -> str:
    """2020年3月19日; 19 March 2020."""
    locale = "zh_Hans_CN" if language() == DEFAULT else "en_GB"
    return format_date(on, "long", locale=locale)


def short_day(on: date) -> str:
    """3月2日; in English 2 Mar, which nobody takes for the third of February."""
    return f"{on.day} {on:%b}" if language() == "en" else f"{on.month}月{on.day}日"


def clock(at: datetime | time | None) -> str:
    """17:30."""
    return f"{at:%H:%M}" if at else ""


def moment(at: datetime | None) -> str:
    """3月2日 17:30; 2 Mar 17:30."""
    return f"{short_day(at)} {clock(at)}" if at else ""


def install(env: Environment) -> None:
    """Templates write `{{ a.due_at | moment }}`."""
    env.filters |= {
        "day": day,
        "short_day": short_day,
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
