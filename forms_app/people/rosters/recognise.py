"""Telling what a value is by its form alone, where there is no header.

What could be two things is left for a person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from stdnum import numdb

from forms_app.base.notions import phone
from forms_app.base.notions.day import is_plainly_a_day
from forms_app.people.rosters import vocabulary


def _provinces() -> str:
    """The provinces by the short names people use, one after the other for a pattern."""
    codes = numdb.get("cn/loc")
    found = (codes.info(f"{code}0000")[0][1] for code in range(11, 83))
    names = [names["province"] for names in found if "province" in names]
    short = (KIND_OF_PROVINCE.sub("", name) for name in names)
    return "|".join(short).replace("澳門", "澳门")


KIND_OF_PROVINCE = re.compile(
    "(?:壮族|回族|维吾尔)?(?:特别行政区|特別行政區|自治区)$|省$|市$"
)
PROVINCES = _provinces()
PROVINCE = re.compile(PROVINCES)
PLACE = re.compile(
    rf"(?:从|来自)?(?:{PROVINCES})(?:省|市|自治区|特别行政区)?[\u3400-\u9fff]{{0,20}}|[\u3400-\u9fff]{{2,10}}[市县区镇]"
)
ROOM = re.compile(
    r"[\w\u3400-\u9fff-]{0,12}(?:号楼|栋|幢|号院|宿舍|公寓)[\w\u3400-\u9fff-]{0,12}|[\w-]{1,8}(?:室|房|号房|号房间)|[a-z]?\d{1,2}-\d{3,4}",
    re.IGNORECASE,
)
PER_ROOM = re.compile(
    r"(?:\d{1,2}|[一二两三四五六七八九十])(?:个人|人)(?:间|/间|一间|同住|1间)?|同住\d{1,2}人"
)
NAME = re.compile(
    r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}|[\u3400-\u9fff]{1,10}[·•‧・][\u3400-\u9fff·•‧・]{1,18}"
)
SYMPTOMS = re.compile(
    r"(?:无|有|没有|没)(?:任何)?(?:症状|不适|发热|发烧|咳嗽|异常).{0,12}|身体(?:健康|正常|良好)|健康|发热|发烧|咳嗽"
)
STAYED = {
    "留厂",
    "未离开",
    "没离开",
    "没有离开",
    "未离厂",
    "春节未离开",
    "春节留厂",
    "春节没离开",
}
LONGEST = 60
SURE = 0.8
LOOKED_AT = 200


def form_of(text: str, today: date) -> str | None:
    """The field a value plainly belongs to; None where it is not plain.

    Names are told by their place, not here.
    """
    if len(text) > LONGEST:
        return None
    if phone.mobile(text) or phone.are_several(text):
        return "phone"
    word = vocabulary.folded(text)
    if vocabulary.at_work(word) in STAYED:
        return "stayed"
    if is_plainly_a_day(text, today):
        return "day"
    if SYMPTOMS.fullmatch(word):
        return "symptoms"
    if PER_ROOM.fullmatch(word):
        return "per_room"
    if (
        vocabulary.origin(text)
        and word not in {"city", "province"}
        and not re.match(PROVINCES, word)
    ):
        return "origin"
    if (
        len(word) <= 12
        and len(vocabulary.transports(text)) == 1
        and not ROOM.fullmatch(word)
        and not PROVINCE.match(word)  # 江西上饶高铁: more than one thing
    ):
        return "transport"
    if ROOM.fullmatch(word):
        return "room"
    return "place" if PLACE.fullmatch(word) else None


def by_value(
    cells: Sequence[str], today: date
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Of one loose row: the fields that are plain, and the texts that are not.

    The name is what stands first and looks like one. Two days, or two of anything, are
    for a person to tell apart; two mobiles stay together, so that the fault says it.
    """
    forms = [form_of(text, today) for text in cells]
    unplain = [
        place
        for place, form in enumerate(forms[:2])
        if form is None and NAME.fullmatch(cells[place])
    ]
    if unplain and (unplain[0] == 0 or forms[0] == "phone"):
        forms[unplain[0]] = "name"
    given = {}
    rest = []
    for text, form in zip(cells, forms, strict=True):
        if form is None or forms.count(form) > 1:
            rest.append(text)
        else:
            given["arrived_on" if form == "day" else form] = text
    phones_given = [
        text for text, form in zip(cells, forms, strict=True) if form == "phone"
    ]
    if len(phones_given) > 1:
        given["phone"] = " ".join(phones_given)
        rest = [text for text in rest if text not in phones_given]
    if "stayed" in given:
        given["stayed"] = "是"
    return given, tuple(rest)


def by_column(rows: Sequence[Sequence[str]], today: date) -> list[str | None]:
    """The field of each column of a sheet without a header, where nearly all its values
    are plainly one thing.
    """
    width = max((len(row) for row in rows), default=0)
    columns = [
        [row[at] for row in rows[:LOOKED_AT] if at < len(row) and row[at]]
        for at in range(width)
    ]
    found = [_of_column(values, today) for values in columns]
    fields = [
        None if field is None or found.count(field) > 1 else field for field in found
    ]
    return ["arrived_on" if field == "day" else field for field in fields]


def _of_column(values: Sequence[str], today: date) -> str | None:
    forms = [
        form_of(text, today) or ("name" if NAME.fullmatch(text) else None)
        for text in values
    ]
    best = max(set(forms), key=forms.count, default=None)
    if best == "name" and len(set(values)) <= len(values) / 2:
        return None  # the same few words again and again are trades or remarks
    return best if best and forms.count(best) >= SURE * len(forms) else None
