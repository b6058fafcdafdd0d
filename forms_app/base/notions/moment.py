"""A day and a time of it as people write them: 3月5日 8点半, 明天 下午3:30, or a browser's
own 2020-03-05T08:00.
"""

from __future__ import annotations

import re
from datetime import datetime

from forms_app.base.notions import day, time_of_day
from forms_app.base.refusal import Refused

AT_THE_END = re.compile(rf"(?<![\d:.]){time_of_day.TIME}$", re.ASCII)
AFTER_A_DAY = re.compile(r"(?<=\d)t(?=\d)")


class NoMoment(Refused):
    """Not a moment; says how one is written."""


def read(text: str, now: datetime, written_now: bool = False) -> datetime:
    """The moment somebody wrote, in the zone of `now`.

    `written_now`: a time alone is today's, and 明天 is a day.

    Raises:
        NoMoment: it is none.
    """
    written = AFTER_A_DAY.sub(" ", time_of_day.tidied(text))
    try:
        for found in AT_THE_END.finditer(written):
            before = written[: found.start()].strip()
            if before:
                on = day.read(before, now.date(), written_now)
            elif written_now and found["exactly"]:
                on = now.date()
            else:
                continue
            return datetime.combine(on, time_of_day.of_match(found), now.tzinfo)
    except (day.NoDay, time_of_day.NoTime):
        pass
    raise NoMoment("请写上日期和时间，例如 2020-03-05 08:00 或 3月5日 8点")
