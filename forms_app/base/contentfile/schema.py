"""What a kind of content file may hold: its keys, which are required, and how a value
is judged.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_AT_MOST = 40
# Below 100,000; of few digits, since Python reads no number of thousands of them.
NUMBER = re.compile(r"0{0,9}[1-9][0-9]{0,4}")
Judge = Callable[[str], "Wrong | None"]


@dataclass(frozen=True)
class Wrong:
    """What a judge found: the message, what is allowed, and the value that was probably
    meant.
    """

    says: str
    allowed: str
    meant: str = ""


@dataclass(frozen=True)
class Key:
    """One key. A name ending in "-*" is numbered: Grid-1, Tree-1-2."""

    name: str
    required: bool = False
    judge: Judge | None = None


@dataclass(frozen=True, eq=False)
class FileKind:
    """A kind of content file, for instance "enterprise"."""

    name: str
    keys: tuple[Key, ...]

    def key(self, name: str) -> Key | None:
        """The key a name in a file stands for, whatever its capitals."""
        return _key(self, name)

    def find_key(self, name: str) -> Key | None:
        for key in self.keys:
            stem = key.name.removesuffix("-*")
            if key.name.lower() == name.lower():
                return key
            if stem != key.name and re.fullmatch(
                rf"{re.escape(stem)}(-\d+)+", name, re.IGNORECASE
            ):
                return key
        return None

    def nearest_key(self, name: str) -> str:
        stems = {
            key.name.removesuffix("-*").lower(): key.name.removesuffix("-*")
            for key in self.keys
        }
        word, _, number = name.partition("-")
        found = get_close_matches(name.lower(), stems, 1, 0.7) or get_close_matches(
            word.lower(), stems, 1, 0.7
        )
        if not found:
            return ""
        numbered = any(key.name == f"{stems[found[0]]}-*" for key in self.keys)
        return f"{stems[found[0]]}-{number}" if numbered and number else stems[found[0]]


@lru_cache(2000)
def _key(kind: FileKind, name: str) -> Key | None:
    return kind.find_key(name)


def one_of(*words: str) -> Judge:
    def judge(value: str) -> Wrong | None:
        if value in words:
            return None
        meant = get_close_matches(value.lower(), words, 1, 0.5)
        return Wrong(
            "“%(value)s”不在可选的词里", " | ".join(words), meant[0] if meant else ""
        )

    return judge


def a_date(value: str) -> Wrong | None:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            date.fromisoformat(value)
        except ValueError:
            return Wrong("日历上没有“%(value)s”这一天", "YYYY-MM-DD，例如 2020-02-26")
        return None
    numbers = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", value)
    meant = f"{numbers[1]}-{int(numbers[2]):02}-{int(numbers[3]):02}" if numbers else ""
    return Wrong("“%(value)s”不是日期的写法", "YYYY-MM-DD，例如 2020-02-26", meant)


def a_slug(value: str) -> Wrong | None:
    if SLUG.fullmatch(value) and len(value) <= SLUG_AT_MOST:
        return None
    return Wrong("“%(value)s”不能用作代号", "小写字母、数字和连字符，例如 lianhu-2")


def a_number(value: str) -> Wrong | None:
    if NUMBER.fullmatch(value):
        return None
    return Wrong("“%(value)s”不是正整数", "1、2、3……")


def matching(pattern: str, allowed: str) -> Judge:
    compiled = re.compile(pattern)
    return lambda value: (
        None if compiled.fullmatch(value) else Wrong("“%(value)s”的写法不对", allowed)
    )


def parts(count: int, allowed: str) -> Judge:
    """A value of so many parts with " | " between them, none empty."""

    def judge(value: str) -> Wrong | None:
        found = [part.strip() for part in value.split("|")]
        if len(found) == count and all(found):
            return None
        return Wrong("“%(value)s”应当用竖线分成几段，每段都要填", allowed)

    return judge
