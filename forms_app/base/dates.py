"""Days and moments as people read them, in the language of the page.

None prints as nothing: what has not happened has no day.
"""

from __future__ import annotations

from datetime import date, datetime, time

from babel.dates import format_date
from jinja2 import Environment

from forms_app.base.catalogue import DEFAULT, language


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
