"""Rule files (content/rules/*.toml, content/campaigns/<slug>/*.toml): each with id,
title, basis, the days it is in force, and its rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from forms_app.base.contentfile.campaign_folder import (
    CAMPAIGN,
    campaign_of,
    is_campaign_file,
)
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.head import HEAD
from forms_app.base.contentfile.keys import names
from forms_app.base.contentfile.lines import key_lines
from forms_app.base.contentfile.meant import word_of
from forms_app.base.contentfile.toml import read_toml
from forms_app.base.contentfile.written import plain_text

REQUIRED = ("id", "title", "basis", "from")
ROWS = "rows"


@dataclass(frozen=True, eq=False)
class RuleFile:
    """One version of a rule.

    `until` is its last day, None while it has none; `extra` what stands outside rows;
    `path` where it lies in the content.

    As read from one state of its file: what is made of it may be kept by it.
    """

    id: str
    title: str
    basis: str
    begins: date
    until: date | None
    rows: tuple[dict[str, Any], ...]
    extra: dict[str, Any]
    path: str = ""

    @cached_property
    def campaign(self) -> str:
        """The campaign it belongs to; empty for a rule of the whole office."""
        return campaign_of(self.path)

    @cached_property
    def kind(self) -> str:
        """The id of its kind; a campaign has an id of its own."""
        return CAMPAIGN if is_campaign_file(self.path) else self.id

    @property
    def version(self) -> str:
        """What a decision keeps: which rule, and which version of it."""
        return f"{self.id}@{self.begins}"

    def named(self, rows: str) -> dict[str, str]:
        """The ids of the rows called [[rows]] with their Chinese names, as far as they
        can be read.
        """
        written = self.extra.get(rows, [])
        found = written if isinstance(written, list) else []
        return {
            one["id"]: str(one.get("name", ""))
            for one in found
            if isinstance(one, dict) and isinstance(one.get("id"), str)
        }


def read(data: bytes, path: str) -> tuple[RuleFile | None, list[Fault]]:
    """A rule file, or the faults that keep it from being one."""
    saved, faults = read_toml(data, path)
    if saved is None:
        return None, faults
    faults = list(_faults(saved, Head.of(data, path)))
    return (None if faults else _rule(saved, path)), faults


@dataclass(frozen=True)
class Head:
    """What stands outside the rows of a file, to tell the line of a fault."""

    path: str
    text: list[str]
    lines: dict[tuple[int, str], int]

    @classmethod
    def of(cls, data: bytes, path: str) -> Head:
        text = plain_text(data).split("\n")
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
        known = names(HEAD)
        at = next((one for one in others if word_of(one, known, 0.6) == key), "")
        line = self.lines.get((0, at), 0) if at else 0
        corrected = self.text[line - 1].replace(at, key, 1) if line else ""
        at = at if line else ""
        return self.fault(key, "缺少“%(key)s”", f'{key} = "…"', at, corrected)


def _faults(saved: dict[str, Any], head: Head) -> Iterator[Fault]:
    english = {f"{key}_en" for key in REQUIRED}  # no slip of the key itself
    others = saved.keys() - {*REQUIRED, *english, "to", ROWS}
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
    rows = saved.get(ROWS, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        yield head.fault(ROWS, "规则的每一行要写成 [[rows]]", "[[rows]]")


def _rule(saved: dict[str, Any], path: str) -> RuleFile:
    extra = {
        key: value for key, value in saved.items() if key not in {*REQUIRED, "to", ROWS}
    }
    return RuleFile(
        saved["id"],
        saved["title"],
        saved["basis"],
        saved["from"],
        saved.get("to"),
        tuple(saved.get(ROWS, [])),
        extra,
        path,
    )


def in_force(rules: Iterable[RuleFile], rule_id: str, day: date) -> RuleFile | None:
    """The version of a rule that holds on a day: the one that began last."""
    holding = [
        rule
        for rule in rules
        if rule.kind == rule_id
        and rule.begins <= day
        and (rule.until is None or day <= rule.until)
    ]
    return max(holding, key=lambda rule: rule.begins, default=None)
