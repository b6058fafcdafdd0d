"""Phone numbers of the mainland, as people write them: mobiles, landlines with their
area code and an extension, short service numbers.

What is kept is 13800001234, 010-62000001, 010-62000001转801, 12345.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from forms_app.base.refusal import Refused
from forms_app.base.typed import UNSEEN, folded

LONGEST = 60
MOBILE_DIGITS = 11
# a mobile, or a landline without the 0 of its area code
DIGITS = re.compile(
    r"(?:0086|86)?0?(?P<mobile>1[3-9]\d{9})"
    r"|(?:(?:0086|86)?0|0086)(?P<landline>(?:10|2\d)[2-9]\d{7}|[3-9]\d\d[2-9]\d{6,7})",
    re.ASCII,
)
# 110, 12345, 10086, 95588, 400 820 0000
SERVICE = re.compile(r"1[12]\d|1\d{4,5}|9[56]\d{3,4}|[48]00\d{7}", re.ASCII)
LOCAL = re.compile(r"[2-9]\d{6,7}", re.ASCII)  # without its area code
LABEL = re.compile(
    r"^(?:(?:联系|本人|办公|固定|移动|单位|家庭)?(?:电话|手机|座机|热线)(?:号码?)?"
    r"|号码|tel(?:ephone)?|phone|mobile)[ :.]*(?=[+(\d])",
    re.IGNORECASE,
)
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹘ー~∼·•・‧…_", "-"))
GROUPS = re.compile(r"[ ().-]+")
GROUPED = re.compile(r"[+(]*\d[\d ().-]*", re.ASCII)
EXTENSION = re.compile(
    r"[ ,-]*(?:转|分机号?|ext\.?|x|#)[ :.-]*(?P<digits>\d{1,6})",
    re.IGNORECASE | re.ASCII,
)
AFTER_A_DASH = re.compile(r" ?- ?(?P<digits>\d{1,6})", re.ASCII)
BETWEEN_TWO = re.compile(r"[^\d+(]+|[+(]")
AS_A_POWER = re.compile(r"\d(?:\.\d+)?e\+?\d+", re.IGNORECASE | re.ASCII)


class Kind(StrEnum):
    MOBILE = "mobile"
    LANDLINE = "landline"
    SERVICE = "service"


TO_CALL = frozenset({Kind.MOBILE, Kind.LANDLINE})
MOBILE = frozenset({Kind.MOBILE})


class NoPhone(Refused):
    """Not one phone number of a kind that is asked for; says how one is written."""


@dataclass(frozen=True)
class Phone:
    """A number as it is kept."""

    text: str
    kind: Kind


def read(text: str, kinds: Collection[Kind] = TO_CALL) -> str:
    """The number somebody wrote, in the form it is kept.

    Raises:
        NoPhone: it is none, is of another kind, or there are two.
    """
    written = _tidied(text)
    found = _recognise(written)
    if found and found.kind in kinds:
        return found.text
    raise _refused(written, found, kinds)


def mobile(text: str) -> str | None:
    """The 11 digits of a mobile; None for anything else."""
    try:
        return read(text, MOBILE)
    except NoPhone:
        return None


def are_several(text: str) -> bool:
    """Whether a text is two numbers or more, as 13800001234/13900001234."""
    return _has_several(_tidied(text))


def dial(text: str) -> str:
    """A number as a link of a page dials it: no blank is allowed there."""
    main, _sign, extension = text.partition("转")
    digits = GROUPS.sub("", main.translate(DASHES))
    return f"{digits};ext={extension}" if extension else digits


def _tidied(text: str) -> str:
    """The text in plain digits, blanks and hyphens, without a label before it."""
    seen = folded(UNSEEN.sub("", text[: 2 * LONGEST])).translate(DASHES)
    written = " ".join(seen.split()).removesuffix(".0").strip(" ,;.。、")
    return LABEL.sub("", written)


def _recognise(written: str) -> Phone | None:
    if len(written) > LONGEST:
        return None
    main = written
    extension = ""
    if found := EXTENSION.search(written):
        if found.end() < len(written):
            return None
        main = written[: found.start()]
        extension = found["digits"]
    if not GROUPED.fullmatch(main.strip()):
        return None
    if not extension and (number := _with_extension_after_a_dash(main)):
        return number
    return _number(main, extension)


def _number(main: str, extension: str = "") -> Phone | None:
    digits = _digits(main)
    found = DIGITS.fullmatch(digits)
    if found and found["landline"]:
        area = 2 if found["landline"][0] in "12" else 3
        text = f"0{found['landline'][:area]}-{found['landline'][area:]}"
        return Phone(f"{text}转{extension}" if extension else text, Kind.LANDLINE)
    if extension:
        return None
    if found:
        return Phone(found["mobile"], Kind.MOBILE)
    return Phone(digits, Kind.SERVICE) if SERVICE.fullmatch(digits) else None


def _with_extension_after_a_dash(main: str) -> Phone | None:
    """010-62000001-801. A landline in four groups, 010-6200-0001, has none."""
    for found in AFTER_A_DASH.finditer(main):
        front = main[: found.start()]
        is_whole = len(GROUPS.split(front)[-1]) >= 7 or not _number(main)
        if found.end() == len(main) and is_whole:
            number = _number(front, found["digits"])
            return number if number and number.kind is Kind.LANDLINE else None
    return None


def _digits(main: str) -> str:
    """The digits alone; + is 00, and the (0) of +86 (0)10 is the 0 of the area."""
    digits = GROUPS.sub("", main.strip().replace("+", "00", 1))
    return re.sub(r"^0086(?=0)", "86", digits)


def _refused(written: str, found: Phone | None, kinds: Collection[Kind]) -> NoPhone:
    if set(kinds) == MOBILE:
        says = "请填一个 11 位的手机号，例如 13800001234"
    else:
        says = "请填手机号或带区号的座机，例如 13800001234 或 010-62000001"
    if found:
        if found.kind is Kind.SERVICE:
            return NoPhone(
                "这是热线或客服的号码，找不到本人。请填本人的手机号，例如 13800001234"
            )
        return NoPhone(says)
    if AS_A_POWER.fullmatch(written):
        return NoPhone(
            "表格把手机号变成了科学计数，丢了数字。请把这一列设为“文本”格式，"
            "再填一遍，例如 13800001234"
        )
    if "*" in written:
        return NoPhone("请填完整的手机号，不要用星号代替，例如 13800001234")
    if _has_several(written):
        return NoPhone("这里有两个号码。请只填一个，例如 13800001234")
    digits = _digits(written)
    if re.fullmatch(r"1[3-9]\d+", digits) and len(digits) != MOBILE_DIGITS:
        return NoPhone(
            "手机号是 11 位，这里是 %(n)s 位。请对照着再填一遍", n=len(digits)
        )
    if LOCAL.fullmatch(digits) and Kind.LANDLINE in kinds:
        return NoPhone("座机请写上区号，例如 010-62000001")
    if re.search(r"\d{5}", digits) and not GROUPED.fullmatch(written):
        return NoPhone("请只填号码，不写姓名、字母和别的字，例如 13800001234")
    return NoPhone(says)


def _has_several(written: str) -> bool:
    """Whether the text is two numbers, or begins with one and goes on with others."""
    if len(written) == 2 * MOBILE_DIGITS and written.isdecimal():
        return _is_one(written[:MOBILE_DIGITS])
    for between in BETWEEN_TWO.finditer(written[:LONGEST]):
        rest = LABEL.sub("", written[between.end() :].strip())
        if _is_one(written[: between.start()]) and (
            _is_one(rest) or _has_several(rest)
        ):
            return True
    return False


def _is_one(text: str) -> bool:
    """A number of somebody, also one of the same place as the number before it."""
    found = _recognise(text)
    if found:
        return found.kind is not Kind.SERVICE
    return bool(LOCAL.fullmatch(GROUPS.sub("", text)))
