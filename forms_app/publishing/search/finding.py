"""What fits among all that can be found, the best first; where nothing does, what is only
like it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from forms_app.base.matching import Fit, Typed, fit, read, similar
from forms_app.base.simplified import simplified
from forms_app.publishing.search.index import pairs
from forms_app.publishing.search.sources import ENTERPRISES
from forms_app.publishing.site.model import SEVERITY
from forms_app.publishing.site.searched import COMMUNITIES

IN_TEXT = len(Fit)  # after every way to fit a name: as one piece, then word by word
MOST_LIKELY = 500  # rows that share most with what was typed
NEAREST = 8
A_PART = 5  # of all rows one in so many: what more of them have tells none apart
# Of what fits equally well; manuals for staff are help too.
ORDER = (
    ENTERPRISES,
    "notices",
    "letters",
    "policies",
    "measures",
    "shops",
    COMMUNITIES,
)
LEFT = ("over", "expired")  # shown after all that holds today


@dataclass(frozen=True)
class Wanted:
    """What is looked for: words, and of which rows. `of` names columns of the index."""

    typed: str
    lang: str
    of: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> Typed:
        """Letters that stand apart are one word: each alone is in any pinyin."""
        typed = read(simplified(self.typed))
        if typed.whole.isascii() and max(map(len, typed.words), default=0) == 1:
            return Typed(typed.whole, (typed.whole,))
        return typed


class Row(NamedTuple):
    """A row that may fit. `is_in_text`: what was typed stands in its text as one piece."""

    id: int
    section: str
    key: str
    reference: str
    lang: str
    status: str
    day: str
    is_in_text: int


@dataclass(frozen=True)
class Found:
    """The ids of what was found, by section, the best first; so are the sections."""

    by_section: dict[str, list[int]] = field(default_factory=dict)
    is_near: bool = False

    @property
    def total(self) -> int:
        return sum(map(len, self.by_section.values()))


def find(connection: sqlite3.Connection, wanted: Wanted) -> Found:
    """Everything that fits; where nothing does, a few of what is like it."""
    words = wanted.words
    if not words.whole and not wanted.of:
        return Found()
    ranked = [(_rank(row, words), row) for row in _fitting(connection, wanted)]
    if ranked or not words.whole:
        return Found(_sections(ranked, wanted.lang))
    likely = [(row, row.key) for row in _likely(connection, wanted)]
    near = _shown_once(enumerate(similar(likely, words)), wanted.lang)[:NEAREST]
    return Found(_sections(enumerate(near), wanted.lang), is_near=True)


def _rank(row: Row, words: Typed) -> int:
    how = fit(row.key, words) if words.whole else Fit.EXACT
    if how is not None:
        return how
    return IN_TEXT if row.is_in_text else IN_TEXT + 1


def _fitting(connection: sqlite3.Connection, wanted: Wanted) -> Iterator[Row]:
    """Rows that have what was typed, or each word of it, in their names or their text."""
    words = wanted.words
    conditions, values = _of(wanted)
    terms = sorted(set().union(*map(pairs, words.words))) if words.whole else []
    if terms:
        conditions.append("id IN (SELECT rowid FROM pair WHERE pair MATCH ?)")
        values.append(" AND ".join(terms))
    if words.whole:
        has = "(instr(key, ?) OR instr(text, ?))"
        each = " AND ".join([has] * len(words.words))
        conditions.append(f"({has} OR ({each}))")
        values += [text for one in (words.whole, *words.words) for text in (one, one)]
    return _rows(connection, conditions, [words.whole, *values])


def _likely(connection: sqlite3.Connection, wanted: Wanted) -> Iterator[Row]:
    """Rows whose names share most pairs of characters with what was typed, the rarest
    counting most.
    """
    conditions, values = _of(wanted)
    terms = _telling(connection, sorted(pairs(wanted.words.whole)))
    if not terms:
        return iter(())
    most = "SELECT rowid FROM pair WHERE pair MATCH ? ORDER BY rank LIMIT ?"
    conditions.append(f"id IN ({most})")
    values += [f"key : ({' OR '.join(terms)})", MOST_LIKELY]
    return _rows(connection, conditions, ["", *values])


def _telling(connection: sqlite3.Connection, terms: list[str]) -> list[str]:
    """Those that tell rows apart: what very many have weighs next to nothing, and all of
    them would be weighed. All where none does.
    """
    every = connection.execute("SELECT count(*) FROM entry").fetchone()[0]
    having = "SELECT count(*) FROM (SELECT 1 FROM pair WHERE pair MATCH ? LIMIT ?)"
    most = every // A_PART + 1
    counted = {
        term: connection.execute(having, (f"key : {term}", most)).fetchone()[0]
        for term in terms
    }
    return [term for term in terms if 0 < counted[term] < most] or terms


def _of(wanted: Wanted) -> tuple[list[str], list[Any]]:
    conditions = ["1", *(f"{column} = ?" for column, _value in wanted.of)]
    return conditions, [value for _column, value in wanted.of]


def _rows(
    connection: sqlite3.Connection, conditions: list[str], values: list[Any]
) -> Iterator[Row]:
    """The newest first."""
    columns = "id, section, key, reference, lang, status, day, instr(text, ?) > 0"
    where = " AND ".join(conditions)
    query = f"SELECT {columns} FROM entry WHERE {where} ORDER BY day DESC, id"  # noqa: S608
    return map(Row._make, connection.execute(query, values))


def _sections(ranked: Iterable[tuple[int, Row]], lang: str) -> dict[str, list[int]]:
    best_first = sorted(
        ranked, key=lambda one: (one[0], one[1].status in LEFT, _place(one[1].section))
    )
    found: dict[str, list[int]] = {}
    for row in _shown_once(best_first, lang):
        found.setdefault(row.section, []).append(row.id)
    return found


def _shown_once(ranked: Iterable[tuple[int, Row]], lang: str) -> list[Row]:
    """Of rows of one thing one, at the place of the first: in the language that is read,
    of an enterprise the worst state in force.
    """
    chosen: dict[tuple[str, str], Row] = {}
    for _rank, row in ranked:
        other = chosen.setdefault((row.section, row.reference), row)
        if other is not row:
            pair = (other, row)
            better = min(pair, key=lambda one: (one.lang != lang, _worst(one)))
            chosen[row.section, row.reference] = better
    return list(chosen.values())


def _place(section: str) -> int:
    return ORDER.index(section) if section in ORDER else len(ORDER)


def _worst(row: Row) -> int:
    return SEVERITY.index(row.status) if row.status in SEVERITY else len(SEVERITY)
