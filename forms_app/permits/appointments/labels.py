"""An agreed time and what is noted of it, as people read them."""

from __future__ import annotations

from datetime import datetime

from forms_app.base import dates
from forms_app.base.catalogue import language
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.words import Words
from forms_app.permits.appointments.rules import NOON

WEEKDAYS = "一二三四五六日"
HISTORY = Words(
    {
        "appointment.agree": _l("约好上门核验的时间"),
        "appointment.move": _l("改了上门核验的时间"),
    }
)


def history() -> Words:
    return HISTORY


def when(begins: datetime, ends: datetime) -> str:
    """3月5日（周四）上午9:00–10:00; Thu 5 Mar, 9:00–10:00."""
    hours = f"{begins.hour}:{begins:%M}–{ends.hour}:{ends:%M}"
    if language() == "en":
        return f"{begins:%a} {dates.day(begins)}, {hours}"
    half = "上午" if begins.hour < NOON else "下午"
    return f"{dates.day(begins)}（周{WEEKDAYS[begins.weekday()]}）{half}{hours}"
