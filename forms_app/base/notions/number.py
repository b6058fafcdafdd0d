"""Numbers of things as people write them: 12, １２, 12人, 1,200, 十二, and 12.0 as a
sheet has it.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from forms_app.base.catalogue import gettext as _
from forms_app.base.refusal import Refused
from forms_app.base.typed import UNSEEN, folded

LONGEST = 20
MOST_DIGITS = 7
PEOPLE = frozenset({"人", "个人", "名", "位", "个"})
IN_DIGITS = re.compile(r"(?P<whole>\d+|\d{1,3}(?:,\d{3})+)(?:\.0+)?", re.ASCII)
CHINESE = "〇零○一二两三四五六七八九十百千"
VALUES = dict.fromkeys("〇零○", 0) | {"两": 2}
VALUES |= {sign: value for value, sign in enumerate("一二三四五六七八九", 1)}
TENS = {"千": 1000, "百": 100, "十": 10}
IN_CHINESE = re.compile(
    r"(?:[一二两三四五六七八九]千)?零?(?:[一二两三四五六七八九]百)?零?(?:[一二三四五六七八九]?十)?"
    r"零?[一二两三四五六七八九]?|[〇零○]"
)


class NoNumber(Refused):
    """Not a whole number; says how one is written."""


def read(text: str, units: Collection[str] = PEOPLE) -> int:
    """The whole number somebody wrote, of at most seven digits. `units`: the words that
    may stand behind it.

    Raises:
        NoNumber: it is none, or has another unit.
    """
    written = folded(UNSEEN.sub("", text[: 2 * LONGEST])).strip()
    for unit in sorted(map(folded, units), key=len, reverse=True):
        if unit and written.endswith(unit):
            written = written.removesuffix(unit).strip()
            break
    if found := IN_DIGITS.fullmatch(written):
        digits = found["whole"].replace(",", "")
        if len(digits.lstrip("0")) <= MOST_DIGITS and len(written) <= LONGEST:
            return int(digits)
    elif written and IN_CHINESE.fullmatch(written):
        return int(in_digits(written))
    raise NoNumber("请填整数，例如 12；没有请填 0")


def in_digits(chinese: str) -> str:
    """二十 is 20, 一百零五 is 105; signs without 十 are read one by one, 二〇二〇 is
    2020.
    """
    if not set(chinese) & set(TENS):
        return "".join(str(VALUES[sign]) for sign in chinese)
    total = 0
    before = None
    for sign in chinese:
        if sign in TENS:
            total += (1 if before is None else before) * TENS[sign]
            before = None
        elif VALUES[sign]:
            before = VALUES[sign]
    return str(total + (before or 0))


def must_be(least: int, most: int | None = None) -> str:
    """What a count must be, in a sentence; `most` where that is worth saying."""
    if most is not None:
        return _("请填 %(least)s 到 %(most)s 的整数", least=least, most=most)
    if least > 1:
        return _("请填不小于 %(least)s 的整数", least=least)
    if least:
        return _("请填大于 0 的整数，例如 12")
    return _("请填整数，例如 12；没有请填 0")
