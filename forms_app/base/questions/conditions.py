"""Conditions on answers as content files write them: "power = off", "staff > 20".

Several in one list must all hold. What was not answered fulfils none.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from forms_app.base.contentfile.rows import Row

WRITTEN = re.compile(r"([a-z0-9-]+)\s*(=|≠|!=|>=|<=|≥|≤|>|<)\s*([a-z0-9-]+)")
SIGNS: dict[str, Callable[[int, int], bool]] = {
    "=": operator.eq,
    "≠": operator.ne,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "≥": operator.ge,
    "<=": operator.le,
    "≤": operator.le,
}
UNKNOWN = "申请里没有“%(value)s”这一问"
EQUAL = {"=": True, "≠": False, "!=": False}


@dataclass(frozen=True)
class Condition:
    """An answer compared with a word or a number."""

    answer: str
    sign: str
    value: str

    def holds(self, values: Mapping[str, Any]) -> bool:
        """`values`: each answer by its id; of ticks a list."""
        found = values.get(self.answer)
        if found is None or found == "":
            return False
        if isinstance(found, int):
            return self.value.isdecimal() and SIGNS[self.sign](found, int(self.value))
        ticked = found if isinstance(found, list) else [found]
        return (self.value in ticked) is EQUAL[self.sign]

    def __str__(self) -> str:
        return f"{self.answer} {self.sign} {self.value}"


def all_hold(conditions: Iterable[Condition], values: Mapping[str, Any]) -> bool:
    return all(condition.holds(values) for condition in conditions)


def read_conditions(
    row: Row, key: str, known: Collection[str] | None, unknown: str = UNKNOWN
) -> tuple[Condition, ...]:
    """The conditions of a row; what is wrong with one is a fault of the row.

    `known`: the answers there are, each with the words it may be; a number has none.
    None: not looked at, as in an accepted file. `unknown` is the message for an answer
    that there is not.
    """
    found = []
    for written in row.words(key, required=False):
        parts = WRITTEN.fullmatch(written)
        if parts is None:
            row.fault(key, "“%(value)s”不是条件", "power = off 或者 staff > 0", written)
            continue
        condition = Condition(*parts.groups())
        if known is not None:
            _judge(row, key, condition, known, unknown)
        found.append(condition)
    return tuple(found)


def _judge(
    row: Row, key: str, condition: Condition, known: Collection[str], unknown: str
) -> None:
    if condition.answer not in known:
        row.fault(
            key,
            unknown,
            " | ".join(sorted(known)),
            condition.answer,
            sorted(known),
        )
        return
    words = known[condition.answer] if isinstance(known, Mapping) else ()
    if not words:
        if not condition.value.isdecimal():
            row.fault(
                key,
                "“%(answer)s”是数字，不能和“%(value)s”比",
                f"{condition.answer} > 0",
                condition.value,
                answer=condition.answer,
            )
    elif condition.sign not in EQUAL:
        row.fault(
            key,
            "“%(answer)s”不是数字，只能写 = 或 ≠",
            f"{condition.answer} = {next(iter(words))}",
            str(condition),
            answer=condition.answer,
        )
    elif condition.value not in words:
        row.fault(
            key,
            "“%(answer)s”没有“%(value)s”这个答案",
            " | ".join(words),
            condition.value,
            words,
            answer=condition.answer,
        )
