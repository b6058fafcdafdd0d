"""What one cell of a roster means, field by field; or a sentence about what to put right.

Pure. A sentence never repeats what stands in the cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from forms_app.base import phones
from forms_app.base.catalogue import gettext as _
from forms_app.base.sheets.cells import why_without_value
from forms_app.base.sheets.days import NoDay, recognise_day
from forms_app.base.sheets.errors import NO_RESULT
from forms_app.people.rosters import vocabulary

OLDEST = timedelta(days=120)
MOST_IN_A_ROOM = 30
LONGEST_CELL = 100
LONGEST = {"name": 30, "place": 60, "room": 40}
DOTS = str.maketrans(dict.fromkeys("•‧∙⋅・･●", "·"))
BETWEEN_NAMES = re.compile(r"[\s,，、;；/&＆+]+")
WHOLE_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·•‧・]{2,}")


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
    return READERS[field](text, today)


def _name(text: str, _today: date) -> str:
    if _is_of_two(text):
        raise Wrong(
            _(
                "这里像是两个人的姓名。请一人一行；是一个人的，请去掉姓名中间的空格或符号"
            )
        )
    name = unicodedata.normalize("NFKC", text).translate(DOTS)
    name = re.sub(
        r"(?<=[\u3400-\u9fff\U00020000-\U0003ffff]) +(?=[\u3400-\u9fff\U00020000-\U0003ffff])",
        "",
        name,
    )
    letters = [c for c in name if c not in " ·-'’."]
    if (
        not letters
        or name[0] in "=+-@"
        or not all(unicodedata.category(c)[0] in "LM" for c in letters)
    ):
        raise Wrong(_("姓名只写文字，不带数字和符号，例如 示例一"))
    return _no_longer_than(name, "name")


def _is_of_two(text: str) -> bool:
    """Whether it has two names, as a cell of two lines has: 示例甲 示例乙. 张 三 is
    one, and 欧阳 示例.
    """
    parts = [part for part in BETWEEN_NAMES.split(text) if part]
    whole = [part for part in parts if WHOLE_NAME.fullmatch(part)]
    return len(whole) > 1 and not (
        len(parts) == 2 and parts[0] in vocabulary.DOUBLE_SURNAMES
    )


def _phone(text: str, _today: date) -> str:
    written = re.sub(r"\.0+$", "", unicodedata.normalize("NFKC", text))
    if re.fullmatch(r"\d(\.\d+)?e\+?\d+", written.casefold()):
        raise Wrong(
            _(
                "表格把手机号变成了科学计数，丢了数字。请把这一列设为“文本”格式，"
                "再填一遍，例如 13800001234"
            )
        )
    if phones.has_two_mobiles(written):
        raise Wrong(_("这里有两个手机号。请只留本人的一个，例如 13800001234"))
    if "*" in written:
        raise Wrong(_("请填完整的手机号，不要用星号代替，例如 13800001234"))
    digits = phones.mobile(written)
    if digits is None:
        raise Wrong(_("请填一个 11 位的手机号，例如 13800001234"))
    return digits


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
    try:
        found = recognise_day(text, today)
    except NoDay:
        raise Wrong(_("日期认不出来。请写年-月-日，例如 2020-02-20")) from None
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
    written = (
        unicodedata.normalize("NFKC", text)
        .strip()
        .translate(str.maketrans("一二两三四五六七八九", "1223456789"))
    )
    found = re.fullmatch(
        r"(\d{1,3})(?:\.0+)?\s*(?:个人|人|名|位)?(?:间|/间|一间|1间)?",
        written,
        re.ASCII,
    )
    count = (
        10
        if re.fullmatch(r"十(人|人间|个人)?", written)
        else int(found[1])
        if found
        else 0
    )
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
