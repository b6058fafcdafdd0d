"""What one cell of a roster means, field by field; or a sentence about what to put right.

Pure. A sentence never repeats what stands in the cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from forms_app.base.catalogue import gettext as _
from forms_app.base.notions import day, number, person_name, phone
from forms_app.base.refusal import Refused
from forms_app.base.sheets.cells import why_without_value
from forms_app.base.sheets.errors import NO_RESULT
from forms_app.people.rosters import vocabulary

OLDEST = timedelta(days=120)
MOST_IN_A_ROOM = 30
LONGEST_CELL = 100
LONGEST = {"name": person_name.LONGEST, "place": 60, "room": 40}
A_ROOM = re.compile(r"(?<=.)(?:/|一|1)?间$")


class Wrong(ValueError):
    """What is wrong with a cell: a translated sentence."""


def read(field: str, text: str, today: date) -> Any:
    """The meaning of a cell that is not empty.

    Raises:
        Wrong: with the sentence for the person.
    """
    if len(text) > LONGEST_CELL:
        raise Wrong(_("请不要超过 %(n)s 个字", n=LONGEST.get(field, LONGEST_CELL)))
    if why := why_without_value(NO_RESULT if text.startswith("=") else text):
        raise Wrong(why)
    try:
        return READERS[field](text, today)
    except Refused as refused:
        raise Wrong(str(refused)) from None


def _name(text: str, _today: date) -> str:
    return person_name.read(text)


def _phone(text: str, _today: date) -> str:
    return phone.read(text, phone.MOBILE)


def _stayed(text: str, _today: date) -> bool:
    answer = vocabulary.yes_or_no(text)
    if answer is None:
        raise Wrong(_("春节留在本市没有离开的填“是”，离开过的填“否”"))
    return answer


def _origin(text: str, _today: date) -> str | None:
    return vocabulary.origin(text)


def _place(text: str, _today: date) -> str:
    return _no_longer_than(text, "place")


def _room(text: str, _today: date) -> str:
    return _no_longer_than(text, "room")


def _no_longer_than(text: str, field: str) -> str:
    if len(text) > LONGEST[field]:
        raise Wrong(_("请不要超过 %(n)s 个字", n=LONGEST[field]))
    return text


def _day(text: str, today: date) -> date:
    found = day.read_past(text, today)
    if found > today:
        raise Wrong(
            _("这一天还没有到。请填已经过去的日期，例如 %(day)s", day=today.isoformat())
        )
    return found


def _arrived_on(text: str, today: date) -> date:
    found = _day(text, today)
    if found < today - OLDEST:
        raise Wrong(
            _("这一天离今天超过 120 天。请核对年份；一直没有离开的，在“是否留厂”填“是”")
        )
    return found


def _transport(text: str, _today: date) -> str:
    kinds = vocabulary.transports(text)
    if len(kinds) > 1:
        raise Wrong(_("只填路上最长一段的交通工具，例如 高铁"))
    if not kinds:
        raise Wrong(_("交通工具请填 火车、飞机、大巴、自驾、轮船 或 其他"))
    return kinds[0]


def _per_room(text: str, _today: date) -> int:
    try:
        count = number.read(A_ROOM.sub("", text.strip()))
    except number.NoNumber:
        count = 0
    if not 1 <= count <= MOST_IN_A_ROOM:
        raise Wrong(
            _("一间住几个人，请填 1 到 %(most)s 的整数，例如 4", most=MOST_IN_A_ROOM)
        )
    return count


def _symptoms(text: str, _today: date) -> bool:
    answer = vocabulary.symptoms(text)
    if answer is None:
        raise Wrong(_("有发热、咳嗽等症状填“有”，没有填“无”"))
    return answer


READERS: dict[str, Callable[[str, date], Any]] = {
    "name": _name,
    "phone": _phone,
    "stayed": _stayed,
    "origin": _origin,
    "place": _place,
    "arrived_on": _arrived_on,
    "transport": _transport,
    "last_day": _day,
    "room": _room,
    "per_room": _per_room,
    "symptoms": _symptoms,
}
