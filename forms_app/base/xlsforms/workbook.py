"""A workbook with a form in it as rows: of an XLSForm by its own column names, of our
template by the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter

from forms_app.base.sheets import workbooks
from forms_app.base.sheets.cells import MOST_BYTES, SheetRefused, tidy

SURVEY = "survey"
CHOICES = "choices"
SETTINGS = "settings"
SHEETS = {"问题": SURVEY, "设置": SETTINGS}
MOST_ROWS = 2_000  # of a sheet
# What the columns of our template are called.
HEADERS = {
    "页": "page",
    "页（英文）": "page::en",
    "问题": "label",
    "问题（英文）": "label::en",
    "怎么答": "type",
    "选项": "options",
    "选项（英文）": "options::en",
    "必填": "required",
    "最少": "least",
    "最多": "most",
    "提示": "hint",
    "提示（英文）": "hint::en",
    "什么时候问": "relevant",
    "代号": "name",
    "标题": "form_title",
}
TITLE = re.compile(r"\s*([^:]+?)\s*::?\s*(.+?)\s*")
CHINESE = re.compile(r"\bzh\b|zh[-_]|chinese|中文|汉语|漢語|普通话|简体", re.IGNORECASE)
ENGLISH = re.compile(r"\ben\b|en[-_]|english|英文|英语", re.IGNORECASE)
HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Column:
    """A column: its letter, its title as it was written, and the name and the language
    ("zh", "en", another as written, or none) that the title says.
    """

    letter: str
    title: str
    name: str
    lang: str

    def __str__(self) -> str:
        return f"{self.letter}（{self.title}）"


@dataclass(frozen=True)
class Texts:
    """A text in both languages. `lacks`: the one that it is not written in."""

    zh: str
    en: str
    lacks: str = ""

    def __bool__(self) -> bool:
        return bool(self.zh)


@dataclass(frozen=True)
class Line:
    """A row of a sheet by its number in Excel, with what stands in its columns."""

    number: int
    cells: Mapping[Column, str]

    def column(self, name: str) -> Column | None:
        """Where something of this name stands."""
        return next((one for one in self.cells if one.name == name), None)

    def get(self, name: str) -> str:
        found = self.column(name)
        return self.cells[found] if found else ""

    def texts(self, name: str) -> Texts:
        """A text in the languages it is written in; one stands for the other."""
        by = {one.lang: text for one, text in self.cells.items() if one.name == name}
        plain = by.pop("", "")
        zh = by.pop("zh", "")
        en = by.pop("en", "")
        if plain and not zh and (en or HAN.search(plain)):
            zh = plain
        elif plain and not en:
            en = plain
        any_other = next(iter(by.values()), "")
        lacks = "zh" if not zh else "en" if not en else ""
        zh = zh or en or any_other
        return Texts(zh, en or zh, lacks if zh else "")

    @property
    def typed(self) -> dict[str, str]:
        """As its sheet has it, by title."""
        return {column.title: text for column, text in self.cells.items()}


@dataclass(frozen=True)
class Workbook:
    """A form. `is_standard`: it is an XLSForm and not our template."""

    lines: Mapping[str, list[Line]] = field(default_factory=dict)
    is_standard: bool = True

    @property
    def survey(self) -> list[Line]:
        return self.lines.get(SURVEY, [])

    @property
    def choices(self) -> list[Line]:
        return self.lines.get(CHOICES, [])

    def setting(self, name: str) -> str:
        """Of the first row of the settings."""
        return next((one.get(name) for one in self.lines.get(SETTINGS, [])), "")


def read(data: bytes) -> Workbook:
    """The form of a workbook.

    Raises:
        SheetRefused: it is no workbook, cannot be opened, or holds no form.
    """
    if len(data) > MOST_BYTES:
        raise SheetRefused("文件超过 10 MB，不像一张问题表")
    if not workbooks.is_workbook(data):
        raise SheetRefused("这不是 Excel 工作簿。请用 Excel 或 WPS 另存为 .xlsx")
    found: dict[str, list[Line]] = {}
    is_standard = True
    for sheet in workbooks.read(data):
        name = str(sheet["name"]).strip()
        known = SHEETS.get(name, name.lower())
        if known not in {SURVEY, CHOICES, SETTINGS}:
            continue
        if sheet["trouble"] or len(sheet["rows"]) > MOST_ROWS:
            raise SheetRefused(
                "工作表“%(sheet)s”太大，不像一张问题表", sheet=sheet["name"]
            )
        found[known] = _lines(sheet["rows"])
        is_standard = is_standard and name not in SHEETS
    _must_be_a_form(found)
    return Workbook(found, is_standard)


def _must_be_a_form(found: Mapping[str, list[Line]]) -> None:
    if SURVEY not in found:
        raise SheetRefused(
            "没有叫 survey 或“问题”的工作表。请用 XLSForm，或者先写一张我们的模板："
            "kaigong form template"
        )
    if not any(line.get("type") for line in found[SURVEY]):
        raise SheetRefused(
            "问题表还没有填：第一行要有 type（模板里是“怎么答”）这一列，下面一行一问"
        )


def _lines(rows: Iterable[tuple[int, list[Any]]]) -> list[Line]:
    """The rows below the titles, each with what it holds."""
    every = iter(rows)
    first = next(every, None)
    if first is None:
        return []
    columns = [
        _column(place, tidy(str(text))) for place, text in enumerate(first[1], 1)
    ]
    lines = []
    for number, texts in every:
        cells = {
            column: tidied
            for column, text in zip(columns, texts, strict=False)
            if column.title and (tidied := tidy(str(text)))
        }
        if cells:
            lines.append(Line(number, cells))
    return lines


def _column(place: int, title: str) -> Column:
    """XLSForm writes label::English (en); in old ones one colon."""
    meant = HEADERS.get(title, title)
    parts = TITLE.fullmatch(meant)
    name = parts[1] if parts else meant
    spoken = parts[2] if parts else ""
    if name.lower() in {"media", "bind", "body"}:  # media::image is no language
        name = meant
        spoken = ""
    lang = (
        "zh" if CHINESE.search(spoken) else "en" if ENGLISH.search(spoken) else spoken
    )
    return Column(get_column_letter(place), title, _called(name), lang)


def _called(name: str) -> str:
    word = re.sub(r"\s+", "_", name.strip().lower())
    return {"relevance": "relevant", "caption": "label"}.get(word, word)
