"""How well a name fits what somebody typed.

One notion for every search: here for names at hand, partly as conditions of a database
in permits/enterprises/search.py, in the browser in theme/static/js/matching.js. All
three compare the same two texts: the key of a record and the words that were typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import Generic, TypeVar

from forms_app.base.notions.firm_name import LEGAL_FORMS
from forms_app.base.typed import plain

# What is longer than any name is cut: a database reads a condition only so long.
MOST_WORDS = 8
MOST_CHARACTERS = 80
MOST_MISTYPED = 30
TO_BE_MISTYPED = 4  # characters, at least, of a word in which one may be wrong

Row = TypeVar("Row")


class Fit(IntEnum):
    """How a key fits, the best first."""

    EXACT = 0
    PREFIX = 1
    PART = 2  # as one piece
    WORDS = 3  # each word somewhere
    INITIALS = 4


@dataclass(frozen=True)
class Typed:
    """What is looked for, as `plain` has it: in one piece, and word by word."""

    whole: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Matches(Generic[Row]):
    """What was found, the best first. `is_near`: none is what was typed."""

    rows: list[Row]
    is_near: bool = False


def read(typed: str) -> Typed:
    """Return what is looked for; both parts are empty when nothing readable was typed."""
    words = [plain(word)[:MOST_CHARACTERS] for word in typed.split()]
    kept = tuple(word for word in words if word)[:MOST_WORDS]
    return Typed(plain(typed)[:MOST_CHARACTERS], kept)


def key_of(
    names: Iterable[str], initials: Iterable[str] = (), others: Iterable[str] = ()
) -> str:
    """Return what a search looks through, a line each: the initials, the names and
    references, and after a blank each what only a part is looked for in.
    """
    first = " ".join(map(plain, initials))
    rest = [f" {plain(other)}" for other in others]
    return "\n".join([first, *map(plain, names), *rest, ""])


def fit(key: str, typed: Typed) -> Fit | None:
    """Return how a key fits; None when it does not."""
    whole = typed.whole
    names = key[key.find("\n") :]
    if not whole:
        return None
    if f"\n{whole}" in names:
        return Fit.EXACT if f"\n{whole}\n" in names else Fit.PREFIX
    if whole in names:
        return Fit.PART
    if all(word in names for word in typed.words):
        return Fit.WORDS
    is_there = whole in key or all(word in key for word in typed.words)
    return Fit.INITIALS if is_there else None


def with_a_slip(typed: Typed) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each word that may have a slip, with the others, which have none."""
    if len(typed.whole) >= TO_BE_MISTYPED:
        yield _stem(typed.whole)[:MOST_MISTYPED], ()
    if len(typed.words) == 1:
        return
    for place, word in enumerate(typed.words):
        if len(word) >= TO_BE_MISTYPED:
            others = typed.words[:place] + typed.words[place + 1 :]
            yield _stem(word)[:MOST_MISTYPED], others


def _stem(word: str) -> str:
    """Without the legal form at its end, which half of all names have: what is left
    tells names apart.
    """
    form = next((form for form in LEGAL_FORMS if word.endswith(form)), "")
    stem = word.removesuffix(form)
    return stem if len(stem) >= TO_BE_MISTYPED else word


def slip_in(word: str) -> re.Pattern[str]:
    """Return what finds a word with another character in a place, one too many, one left
    out, two the wrong way round.

    It compares from where the word begins up to where they differ first, after which
    the rest goes on in one of four ways: so it tries few places of a key.
    """
    pattern = ""
    for place in reversed(range(1, len(word))):
        rest = word[place + 1 :]
        swapped = f"{word[place : place + 2][::-1]}{word[place + 2 :]}"
        ways = (rest, f".{rest}", f".{word[place:]}", swapped)
        pattern = f"{word[place]}(?:{pattern})|{'|'.join(ways)}" if rest else ""
    swapped = f"{word[:2][::-1]}{word[2:]}"
    return re.compile(f"{word[0]}(?:{pattern})|{word[1:]}|{swapped}", re.DOTALL)


def pieces(typed: Typed) -> list[str]:
    """Return what similar names share with what was typed: pairs of characters, or the
    characters of a short word; without the legal form and what is only letters or
    digits, which say nothing.
    """
    word = typed.whole[:MOST_MISTYPED]
    for form in LEGAL_FORMS:
        shorter = word.replace(form, "")
        word = shorter if len(shorter) >= 2 else word
    is_short = len(word) < TO_BE_MISTYPED
    parts = word if is_short else (a + b for a, b in pairwise(word))
    return [part for part in dict.fromkeys(parts) if not part.isascii()]


def enough(shared: Sequence[str]) -> int:
    """Return how many of the pieces a similar name has at least: a third of them, and
    never only one.
    """
    return max(2, (len(shared) + 2) // 3)


def search(rows: Iterable[Row], key: Callable[[Row], str], typed: str) -> Matches[Row]:
    """Return the rows that fit; where none does, those with one slip; where there are
    none either, those most like it.
    """
    wanted = read(typed)
    keyed = [(row, key(row)) for row in rows]
    fits = [(how, row) for row, one in keyed if (how := fit(one, wanted)) is not None]
    if fits or not wanted.whole:
        return Matches([row for _how, row in sorted(fits, key=lambda one: one[0])])
    return Matches(similar(keyed, wanted), is_near=True)


def similar(keyed: Sequence[tuple[Row, str]], typed: Typed) -> list[Row]:
    """Return the rows, each given with its key, that fit with one slip; where there are
    none, those most like it, the most like it first.
    """
    return _slipped(keyed, typed) or _nearest(keyed, typed)


def _slipped(keyed: Sequence[tuple[Row, str]], typed: Typed) -> list[Row]:
    likely = [(slip_in(word), others) for word, others in with_a_slip(typed)]
    return [
        row
        for row, key in keyed
        if any(
            pattern.search(key) and all(other in key for other in others)
            for pattern, others in likely
        )
    ]


def _nearest(keyed: Sequence[tuple[Row, str]], typed: Typed) -> list[Row]:
    shared = pieces(typed)
    counted = [
        ([piece in key for piece in shared].count(True), row) for row, key in keyed
    ]
    near = [(number, row) for number, row in counted if number >= enough(shared)]
    return [row for _number, row in sorted(near, key=lambda one: -one[0])]
