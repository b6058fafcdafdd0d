"""Rule files (content/rules/*.toml): each with id, title, basis, the days it is in
force, and its rows.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from forms_app.base.contentfile import markers
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.lines import key_lines

REQUIRED = ("id", "title", "basis", "from")


@dataclass(frozen=True, eq=False)
class RuleFile:
    """One version of a rule.

    `until` is its last day, None while it has none; `extra` what stands outside rows.

    As read from one state of its file: what is made of it may be kept by it.
    """

    id: str
    title: str
    basis: str
    begins: date
    until: date | None
    rows: tuple[dict[str, Any], ...]
    extra: dict[str, Any]

    @property
    def version(self) -> str:
        """What a decision keeps: which rule, and which version of it."""
        return f"{self.id}@{self.begins}"


def read_toml(data: bytes, path: str) -> tuple[dict[str, Any] | None, list[Fault]]:
    """What a TOML file says, or the fault that keeps it from being read."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        marked = list(markers.faults(path, text))
        return (None, marked) if marked else (tomllib.loads(text), [])
    except UnicodeDecodeError:
        return None, [
            Fault(path, 0, "文件不是 UTF-8 编码", {}, "在编辑器里选“另存为 UTF-8”")
        ]
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        return None, [
            Fault(
                path,
                int(line[1]) if line else 0,
                "这一行读不懂",
                {},
                "写法见帮助：规则文件（引号和方括号要成对）",
            )
        ]
    except (RecursionError, ValueError):  # brackets or digits without end
        allowed = "写法见帮助：规则文件（引号和方括号要成对）"
        return None, [Fault(path, 0, "这个文件读不懂", {}, allowed)]


def read(data: bytes, path: str) -> tuple[RuleFile | None, list[Fault]]:
    """A rule file, or the faults that keep it from being one."""
    saved, faults = read_toml(data, path)
    if saved is None:
        return None, faults
    faults = list(_faults(saved, Head.of(data, path)))
    return (None if faults else _rule(saved)), faults


@dataclass(frozen=True)
class Head:
    """What stands outside the rows of a file, to tell the line of a fault."""

    path: str
    text: list[str]
    lines: dict[tuple[int, str], int]

    @classmethod
    def of(cls, data: bytes, path: str) -> Head:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
        return cls(path, text, key_lines(text))

    def fault(
        self, key: str, says: str, allowed: str, at: str = "", corrected: str = ""
    ) -> Fault:
        """A fault of a key, at the line of the key `at` or of its own."""
        line = self.lines.get((0, at or key), 0)
        source = self.text[line - 1] if line else ""
        values = {"key": key}
        return Fault(self.path, line, says, values, allowed, {}, source, corrected)

    def missing(self, key: str, others: Iterable[str]) -> Fault:
        """A key that is not there: at the key that was probably meant to be it."""
        meant = get_close_matches(key, list(others), 1, 0.6)
        line = self.lines.get((0, meant[0]), 0) if meant else 0
        corrected = self.text[line - 1].replace(meant[0], key, 1) if line else ""
        at = meant[0] if line else ""
        return self.fault(key, "缺少“%(key)s”", f'{key} = "…"', at, corrected)


def _faults(saved: dict[str, Any], head: Head) -> Iterator[Fault]:
    others = saved.keys() - {*REQUIRED, "to", "rows"}
    for key in REQUIRED:
        if key not in saved:
            yield head.missing(key, others)
    for key in ("id", "title", "basis"):
        if key in saved and not isinstance(saved[key], str):
            yield head.fault(key, "“%(key)s”要写成文字，加引号", f'{key} = "…"')
    for key in ("from", "to"):
        # a moment is a date too, and cannot be compared with one
        if key in saved and type(saved[key]) is not date:
            says = "“%(key)s”要写成日期，不加引号"
            yield head.fault(key, says, f"{key} = 2020-02-08")
    rows = saved.get("rows", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        yield head.fault("rows", "规则的每一行要写成 [[rows]]", "[[rows]]")


def _rule(saved: dict[str, Any]) -> RuleFile:
    extra = {
        key: value
        for key, value in saved.items()
        if key not in {*REQUIRED, "to", "rows"}
    }
    return RuleFile(
        saved["id"],
        saved["title"],
        saved["basis"],
        saved["from"],
        saved.get("to"),
        tuple(saved.get("rows", [])),
        extra,
    )


def in_force(rules: Iterable[RuleFile], rule_id: str, day: date) -> RuleFile | None:
    """The version of a rule that holds on a day: the one that began last."""
    holding = [
        rule
        for rule in rules
        if rule.id == rule_id
        and rule.begins <= day
        and (rule.until is None or day <= rule.until)
    ]
    return max(holding, key=lambda rule: rule.begins, default=None)
