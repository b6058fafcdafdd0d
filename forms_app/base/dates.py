"""Days and moments as a browser's own field, an address or a cell of our tables says
them. Days as people write them in a chat or a sheet of their own are read by
base/sheets/days.py.
"""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from forms_app.base.refusal import Refused

LONGEST = 40


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
