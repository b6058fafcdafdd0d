"""The lists of kinds that an office has words for: what its documents are about, its
sessions, its duties, its services, what a sweep finds.

They are a context variable, as the language is: the app sets those of the office that
answers, the publisher those of a page that it makes, a command those of its office. Where
an office says nothing of a list, it has the neutral one that is here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from forms_app.base.catalogue import language
from forms_app.base.words import Look, Word, Words


@dataclass(frozen=True)
class Entry:
    """One kind, with its words; prints in the language that is read."""

    slug: str
    zh: str
    en: str

    def __str__(self) -> str:
        return self.en if language() == "en" else self.zh


def _entries(*rows: tuple[str, str, str]) -> tuple[Entry, ...]:
    return tuple(Entry(*row) for row in rows)


NEUTRAL: dict[str, tuple[Entry, ...]] = {
    "notices": _entries(
        ("service", "办事", "Services"),
        ("other", "其他", "Other"),
    ),
    "measures": _entries(("other", "现行措施", "Measures")),
    "topics": _entries(
        ("safety", "安全生产", "Work safety"),
        ("other", "其他", "Other"),
    ),
    "duties": _entries(
        ("cleaning", "清洁", "Cleaning"),
        ("bin", "收专用垃圾桶", "Emptying a bin of its own"),
        ("bus", "班车", "Buses"),
        ("canteen", "食堂", "Canteens"),
        ("check", "检查重点场所", "Checking key places"),
        ("other", "其他勤务", "Other duties"),
    ),
    "services": _entries(
        ("meal", "送餐", "Meals"),
        ("shopping", "代购生活物品", "Shopping"),
        ("other", "其他上门服务", "Other services at home"),
    ),
    "findings": _entries(
        ("nobody-back", "没有要登记的人", "Nobody to register"),
        ("listed", "有，已经登记", "Somebody, registered"),
        ("to-list", "有，还没有登记", "Somebody, not registered yet"),
        ("not-in", "没有人在，要再来", "Nobody in: come again"),
        ("refused", "不让进、不肯说", "Not let in, or not told"),
    ),
}


@dataclass(frozen=True)
class Vocabulary:
    """The lists of one office by name; the neutral one of those it says nothing of."""

    own: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)

    def list(self, name: str) -> tuple[Entry, ...]:
        return self.own.get(name) or NEUTRAL[name]


PLAIN = Vocabulary()
_vocabulary: ContextVar[Vocabulary] = ContextVar("vocabulary", default=PLAIN)


class Listed(Words):
    """The words of one of these lists, as those of any set of codes. `looks`: of those
    whose tag is no plain one.
    """

    def __init__(self, name: str, looks: Mapping[str, Look] | None = None) -> None:
        self.name = name
        self.looks = looks or {}

    @property
    def words(self) -> dict[str, Word]:
        return {
            one.slug: Word(one, self.looks.get(one.slug, Look.WAIT))
            for one in _vocabulary.get().list(self.name)
        }


def vocabulary() -> Vocabulary:
    """The lists that are spoken in."""
    return _vocabulary.get()


def set_vocabulary(vocabulary: Vocabulary) -> None:
    _vocabulary.set(vocabulary)


@contextmanager
def use_vocabulary(vocabulary: Vocabulary) -> Iterator[None]:
    token = _vocabulary.set(vocabulary)
    try:
        yield
    finally:
        _vocabulary.reset(token)
