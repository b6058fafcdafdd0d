"""A line of front matter as people write it who do not know that it is read strictly:
in Chinese, with a full-width colon, with signs around the key.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from forms_app.base.contentfile.front import FrontMatter
from forms_app.base.typed import UNSEEN

ROW = re.compile(
    r"(?P<key>[^:：=＝|]{1,40}?)\s*(?P<colon>[:：=＝])[\"”’*`\s]*(?P<value>.*)$"
)
PLAIN = re.compile(r"\s*[A-Za-z][A-Za-z0-9_-]*")
OPENED = "\"'“”‘’*`_ "
HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Slip:
    """What is wrong with a line, whatever key it is about, and the line without it."""

    says: str
    allowed: str
    corrected: str


@dataclass(frozen=True)
class Loose:
    """The key that a line is about, what it says, and why it cannot be read; `name` is
    what stands for the key, where the fault tells it.
    """

    key: str
    value: str
    says: str
    allowed: str
    name: str = ""


def slip_of(row: str) -> Slip | None:
    """What nobody sees on the screen, or sees and means nothing by."""
    if UNSEEN.search(row):
        says = "这一行有看不见的字符"
        allowed = "把这一行删去，重新输入"
        return Slip(says, allowed, UNSEEN.sub("", row))
    if row.rstrip().endswith("\\"):
        says = "行末多了一个反斜杠 \\"
        return Slip(says, "删去行末的反斜杠", row.rstrip().rstrip("\\").rstrip())
    return None


def loosely(row: str, front: FrontMatter) -> Loose | None:
    """None where no key is meant, such as in a line of the text."""
    found = ROW.match(row)
    if not found or row[0] in " \t\u3000":
        return None
    is_plain = PLAIN.fullmatch(found["key"])
    if is_plain and found["colon"] == "：":
        key = front.nearest(found["key"]) or found["key"].strip()
        says = "冒号是全角的"
        allowed = "用半角冒号 : ，后面空一格"
        return Loose(key, found["value"], says, allowed)
    key = front.nearest(found["key"])
    if not key:
        return None
    if HAN.search(found["key"]):
        says = "这一项的名字要用英文写：%(key)s"
        allowed = "名字写英文，内容可以写中文"
    else:
        says = "“%(key)s”前后有别的符号，或者是全角字母"
        allowed = "只写名字、半角冒号、空格、内容"
    return Loose(key, _value(found), says, allowed)


def _value(found: re.Match[str]) -> str:
    """Without the quotation mark or the star that began before the key."""
    value = found["value"].strip()
    return value.rstrip(OPENED) if found["key"][0] in OPENED else value
