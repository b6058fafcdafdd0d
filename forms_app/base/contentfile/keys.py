"""A key of a content file, declared once: how it is written, whether it must be there,
and what it means to whoever writes it.

The declaration judges the key, is what code reads it by, and is printed as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from forms_app.base.contentfile.beside import Beside
from forms_app.base.contentfile.rows import Row

Values = dict[str, Any]
Choices = Collection[str] | Callable[[Beside], Collection[str] | None] | None


class Type(StrEnum):
    """How a value is written."""

    ID = "id"  # of a row
    TEXT = "text"
    WORD = "word"  # one of the choices
    WORDS = "words"  # one or several, of the choices where there are any
    LIST = "list"  # the same, or none at all
    BASIS = "basis"  # the slug of a document
    COMMUNITY = "community"  # its slug
    GRID = "grid"  # its slug
    WHOLE = "whole"
    NUMBER = "number"
    DAY = "day"
    CLOCK = "clock"
    MOMENT = "moment"  # a day with a time of day
    FLAG = "flag"
    TABLE = "table"  # keys of its own below [name]
    CODE = "code"  # as its form says
    PARTS = "parts"  # several values with bars between them, as its form says


@dataclass(frozen=True)
class Form:
    """How a value is written, where its type does not say so: in words, which are a
    message, and as a pattern.
    """

    says: str
    pattern: str = ""


PHONE = Form(
    "办公电话：区号和号码中间一个连字符，或者 12345 那样的短号",
    r"0\d{2,3}-\d{4} ?\d{3,4}|400-\d{3}-\d{4}|\d{5}",
)


@dataclass(frozen=True)
class When:
    """A key is required where another one says one of these words. `why` and `allowed`
    are the messages of the fault.
    """

    key: str
    words: Collection[str]
    why: str
    allowed: str

    def holds(self, values: Mapping[str, Any]) -> bool:
        return values.get(self.key) in self.words


@dataclass(frozen=True)
class Key:
    """One key, with what it means to whoever writes it.

    `called`: what people write for it in Chinese, the usual name first: "状态、现状".
    `required`: always, never, or by what else the row or the file says. `choices` may
    say in the same way what each is called. `low` and `high` bound a number, `high`
    also how many characters a text may have, of which two Latin ones count as one.
    `default` is what a key stands for that is not there. A name of front matter that
    ends in "-*" is numbered: Grid-1, Tree-1-2.
    """

    name: str
    means: str
    means_en: str
    type: Type = Type.TEXT
    required: bool | When | Callable[[Row], bool] = False
    choices: Choices = None
    low: float = 0
    high: float = 0
    default: Any = None
    keys: tuple[Key, ...] = ()
    example: str = ""
    form: Form = Form("")
    called: str = ""

    def allowed(self, beside: Beside) -> Collection[str] | None:
        """The words it may hold; None where any will do."""
        return self.choices(beside) if callable(self.choices) else self.choices

    def is_required(self, row: Row) -> bool:
        if isinstance(self.required, When):
            return self.required.holds(row.values)
        return self.required(row) if callable(self.required) else self.required


def names(keys: Iterable[Key]) -> dict[str, str]:
    """Each with what it is called in Chinese."""
    return {key.name: key.called for key in keys}


def row_id(
    means: str, means_en: str, choices: Choices = None, example: str = ""
) -> Key:
    """The key by which a row is named."""
    return Key(
        "id",
        means,
        means_en,
        Type.ID,
        required=True,
        choices=choices,
        example=example,
        called="代号、编号",
    )


def in_two_languages(
    name: str,
    means: str,
    means_en: str,
    is_english_required: bool = True,
    example: tuple[str, str] = ("", ""),
) -> tuple[Key, Key]:
    """A required text and, with _en behind its name, its English."""
    zh, en = example
    return (
        Key(name, means, means_en, required=True, example=zh),
        Key(
            f"{name}_en",
            f"{means}（英文）",
            f"{means_en}, in English",
            required=is_english_required,
            example=en,
        ),
    )
