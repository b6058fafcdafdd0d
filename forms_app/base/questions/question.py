"""A question, a page of questions, and what they may name beside themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from forms_app.base.attachments.rules import Kind as FileKind
from forms_app.base.catalogue import language
from forms_app.base.questions.conditions import Condition


class Kind(StrEnum):
    """What an answer is."""

    LINE = "line"
    WORDS = "words"
    COUNT = "count"
    DATE = "date"
    PICK = "pick"
    TICKS = "ticks"
    TABLE = "table"
    SUPPLIES = "supplies"
    FILES = "files"


@dataclass(frozen=True)
class Wording:
    """A text of a content file in both languages; prints in the one that is read."""

    zh: str = ""
    en: str = ""

    def __str__(self) -> str:
        return (self.en if language() == "en" else "") or self.zh

    def __bool__(self) -> bool:
        return bool(self.zh)


@dataclass(frozen=True)
class Choice:
    """One answer to pick, or a line or a column of a table."""

    slug: str
    label: Wording


@dataclass(frozen=True)
class Question:
    """One question. Its answer is kept under `name`, that of a table under one name a
    cell.

    `label` is shorter, for where the answer is printed; `missing` is said where there is
    none. `least` and `most` bound a count, the days from today of a date, how many are
    ticked, the length of words, and the total of a table. `printed` is a line of a table
    with {column} for each count, `total` its total by name. `at_most` names a count that
    the total may not exceed, `per` the one by whose number supplies are needed.
    `flagged`: answers, or cells above zero, that staff are to see marked. `is_shared`:
    the same for every tenant of a building. `takes`: which kinds of files.
    """

    slug: str
    page: str
    kind: Kind
    text: Wording
    label: Wording = Wording()
    hint: Wording = Wording()
    missing: Wording = Wording()
    is_required: bool = True
    least: int | None = None
    most: int | None = None
    answers: tuple[Choice, ...] = ()
    columns: tuple[Choice, ...] = ()
    printed: Wording = Wording()
    total: Wording = Wording()
    at_most: str = ""
    per: str = ""
    takes: tuple[FileKind, ...] = ()
    flagged: tuple[str, ...] = ()
    is_shared: bool = False
    when: tuple[Condition, ...] = ()

    @property
    def name(self) -> str:
        return field_name(self.slug)

    @property
    def cells(self) -> list[str]:
        """The ids of the cells of a table: city-full."""
        return [
            f"{line.slug}-{column.slug}"
            for line in self.answers
            for column in self.columns
        ]

    @property
    def lines(self) -> list[tuple[Wording, list[str]]]:
        """Of a table: the label of each line and the fields in it."""
        return [
            (
                line.label,
                [field_name(f"{line.slug}-{column.slug}") for column in self.columns],
            )
            for line in self.answers
        ]

    @property
    def is_number(self) -> bool:
        return self.kind in {Kind.COUNT, Kind.TABLE}


@dataclass(frozen=True)
class Page:
    """What is asked together; `intro` stands above the questions."""

    slug: str
    title: Wording
    intro: Wording = Wording()
    when: tuple[Condition, ...] = ()


class Item(Protocol):
    """One of the supplies, whose need depends on a number of people."""

    @property
    def slug(self) -> str: ...

    @property
    def unit(self) -> str: ...

    def name(self, lang: str) -> str: ...

    def needed(self, people: int) -> int: ...

    def days_of_cover(self, stock: int, people: int) -> int | None: ...


Answers = Mapping[str, Mapping[str, object]]  # page → name → what was answered


def field_name(slug: str) -> str:
    """As a form and an answer call it: temperature-by becomes temperature_by."""
    return slug.replace("-", "_")
