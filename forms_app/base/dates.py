"""Days and moments: printed in the language of the page, and read from a browser's own
field, an address or a cell of our tables, or as people type them.

None prints as nothing: what has not happened has no day. How a day is written is known
by base/sheets/days.py.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta, tzinfo

from babel.dates import format_date
from jinja2 import Environment

from forms_app.base.catalogue import DEFAULT, language
from forms_app.base.refusal import Refused
from forms_app.base.sheets.days import NoDay, recognise_day

LONGEST = 40
HALF_A_YEAR = timedelta(days=182)
NEAR = {"前天": -2, "昨天": -1, "今天": 0, "明天": 1, "后天": 2}
AFTER_NOON = {"下午", "晚上", "中午"}
CLOCK = re.compile(
    r"(?P<part>上午|中午|下午|凌晨|早上|晚上)?\s*"
    r"(?P<hour>\d{1,2})(?:[:点时](?P<minute>\d{1,2}|半)?分?)$"
)


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


def typed_day(text: str, today: date) -> date:
    """The day that somebody typed: 2020-03-05, 3月5日, 3/5, 明天. One without a year is
    the nearest such day, before or after today.

    Raises:
        NoDate: it is none, or could be two.
    """
    written = text.strip()[:LONGEST]
    if written in NEAR:
        return today + timedelta(days=NEAR[written])
    try:
        return recognise_day(written, today + HALF_A_YEAR)
    except NoDay:
        raise NoDate("日期认不出来。请写成 2020-03-05 或 3月5日") from None


def typed_moment(text: str, now: datetime) -> datetime:
    """The moment that somebody typed, or a browser's own field sent: 2020-03-05T08:00,
    3月5日 8点半, 明天 下午3:30; a clock alone is today's.

    Raises:
        NoDate: it is none.
    """
    written = unicodedata.normalize("NFKC", text).strip()[:LONGEST].replace("T", " ")
    clock_at = CLOCK.search(written)
    if clock_at is None:
        raise NoDate("请写上日期和时间，例如 2020-03-05 08:00 或 3月5日 8点")
    day_text = written[: clock_at.start()].strip()
    on = typed_day(day_text, now.date()) if day_text else now.date()
    return datetime.combine(on, _clock_of(clock_at), now.tzinfo)


def _clock_of(found: re.Match[str]) -> time:
    hour = int(found["hour"])
    if found["part"] in AFTER_NOON and hour < 12:
        hour += 12
    minute = 30 if found["minute"] == "半" else int(found["minute"] or 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise NoDate("请写上日期和时间，例如 2020-03-05 08:00 或 3月5日 8点") from None
