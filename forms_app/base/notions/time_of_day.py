"""Times of a day as people write them: 8:00, 8点半, 下午3:05, 0800, and 08:00:00 as a
sheet has it.
"""

from __future__ import annotations

import re
from datetime import time

from forms_app.base.notions.number import CHINESE, in_digits
from forms_app.base.refusal import Refused
from forms_app.base.typed import UNSEEN, folded

LONGEST = 60
TIME = (
    r"(?P<part>上午|早上|早晨|中午|下午|傍晚|晚上|凌晨|早|晚)? ?"
    r"(?:(?P<hour>\d{1,2})(?P<exactly> ?(?:[:.](?= ?\d)|[点时]) ?"
    r"(?P<minute>\d{1,2}|半|[一1三3]刻)?分?整?(?::\d{1,2}(?:\.\d+)?)?)? ?(?P<half>[ap]\.?m\.?)?"
    r"|(?P<together>\d{3,4}))"
)
ONE = re.compile(TIME, re.ASCII)
# the day a sheet gives to a time without a day
DAY_OF_A_SHEET = re.compile(r"(?:1899-12-3[01]|1900-01-0[01])[ t]")
BETWEEN = re.compile(r"[,、;，；\s]+")
CHINESE_NUMBER = re.compile(rf"[{CHINESE}]+(?=[点时分])")
MINUTES = {"半": 30, "一刻": 15, "1刻": 15, "三刻": 45, "3刻": 45}
EVENING = {"下午", "傍晚", "晚上", "晚"}
NIGHT = {"晚上", "晚"}


class NoTime(Refused):
    """Not a time of a day; says how one is written."""


def read(text: str) -> time:
    """The time somebody wrote, of whole minutes.

    Raises:
        NoTime: it is none.
    """
    found = ONE.fullmatch(tidied(text))
    if not found:
        raise NoTime("时间认不出来。请写时:分，例如 9:00")
    return of_match(found)


def read_several(text: str, most: int) -> tuple[time, ...]:
    """The times of a day in a list, in order and once each: "8:00 16：00".

    Raises:
        NoTime: none, too many, or one that is no time.
    """
    parts = [part for part in BETWEEN.split(tidied(text)) if part]
    times = tuple(sorted({read(part) for part in parts}))
    if not 0 < len(parts) <= most:
        raise NoTime("请写一天里的时间，例如 08:00,16:00，最多 %(n)s 个", n=most)
    return times


def tidied(text: str) -> str:
    """The text in plain digits, without the day that a sheet makes up."""
    written = " ".join(folded(UNSEEN.sub("", text[: 2 * LONGEST])).casefold().split())
    written = DAY_OF_A_SHEET.sub("", written)
    return CHINESE_NUMBER.sub(lambda found: in_digits(found[0]), written)


def of_match(found: re.Match[str]) -> time:
    """The time that a match of TIME is.

    Raises:
        NoTime: no clock shows it, or 晚上12点, which may be of this day or the next.
    """
    if together := found["together"]:
        hour = int(together[:-2])
        minute = int(together[-2:])
    else:
        hour = int(found["hour"])
        said = found["minute"] or "0"
        minute = MINUTES[said] if said in MINUTES else int(said)
    part = found["part"]
    is_past_noon = part in EVENING or (found["half"] or "").startswith("p")
    if (is_past_noon and hour < 12) or (part == "中午" and hour < 5):
        hour += 12
    elif hour == 12 and (part == "凌晨" or (found["half"] or "").startswith("a")):
        hour = 0
    if hour > 23 or minute > 59 or (part in NIGHT and hour == 12):
        raise NoTime("时间认不出来。请写时:分，例如 9:00")
    return time(hour, minute)
