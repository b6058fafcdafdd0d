"""What the questions of a form offer, and the ids of what it calls in its own way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from forms_app.base.contentfile.judges import SLUG, SLUG_AT_MOST
from forms_app.base.questions.judging import NAMES_OF_FORMS
from forms_app.base.questions.question import field_name
from forms_app.base.xlsforms.workbook import Line, Workbook

BETWEEN = re.compile(r"\s*[；;\n|]\s*")
BETWEEN_WORDS = re.compile(r"\s*[、/]\s*")


@dataclass(frozen=True)
class Offered:
    """An answer to pick: what the form calls it, its id, its words."""

    raw: str
    slug: str
    zh: str
    en: str


class Ids:
    """Ids that are given once. `is_free`: whether a word may be one for another reason."""

    def __init__(self, is_free: Callable[[str], bool] = lambda _slug: True) -> None:
        self.used: set[str] = set()
        self.is_free = is_free

    def give(self, raw: str, otherwise: str, most: int = SLUG_AT_MOST) -> str:
        """An id like what the form calls it; else `otherwise` with a number."""
        like = re.sub(r"[^a-z0-9]+", "-", raw.lower()).strip("-")[:most].strip("-")
        for slug in self._tried(like, otherwise, most):
            if field_name(slug) not in self.used and self.is_free(slug):
                self.used.add(field_name(slug))
                return slug
        raise AssertionError("there is always another number")

    def _tried(self, like: str, otherwise: str, most: int) -> Iterator[str]:
        if SLUG.fullmatch(like):
            yield like
        stem = (like[: most - 4].strip("-") + "-") if like else otherwise
        number = 2 if like else 1
        while True:
            yield f"{stem}{number}"
            number += 1


def ids_of_questions() -> Ids:
    return Ids(lambda slug: field_name(slug) not in NAMES_OF_FORMS)


def lists(form: Workbook) -> dict[str, list[Offered]]:
    """The lists of the choices sheet, by name."""
    lines: dict[str, list[Line]] = {}
    for line in form.choices:
        lines.setdefault(line.get("list_name") or line.get("list"), []).append(line)
    return {name: list(_offered(of)) for name, of in lines.items() if name}


def _offered(lines: Iterable[Line]) -> Iterator[Offered]:
    ids = Ids()
    for line in lines:
        raw = line.get("name") or line.get("value")
        words = line.texts("label")
        yield Offered(raw, ids.give(raw, "a"), words.zh or raw, words.en or raw)


def inline(line: Line) -> list[Offered]:
    """What our template has in one cell: 有；没有."""
    found = line.texts("options")
    zh = _split(found.zh)
    en = _split(found.en) if not found.lacks else zh
    if len(en) != len(zh):
        en = zh
    ids = Ids()
    return [
        Offered(word, ids.give(english, "a"), word, english)
        for word, english in zip(zh, en, strict=True)
    ]


def _split(text: str) -> list[str]:
    parts = BETWEEN.split(text)
    if len(parts) == 1:
        parts = BETWEEN_WORDS.split(text)
    return [part for part in parts if part]
