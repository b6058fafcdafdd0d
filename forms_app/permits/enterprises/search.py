"""Finding enterprises by what people type: words of a name or an address in any order,
pinyin initials, a reference, a code or a whole phone number; where nothing fits as it
was typed, with a slip of one character, else what is most like it.

The notion is that of base/matching.py. What fits is found by conditions of a query;
what is similar among the keys, which one query reads: no database compares so many
patterns so fast.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    false,
    or_,
    select,
    true,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from forms_app.base.access import Actor
from forms_app.base.matching import Fit, read, similar
from forms_app.base.paging import Rows
from forms_app.base.personal import phone_index
from forms_app.base.search import A_FEW
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import visible_in_order

A_PHONE = 7  # digits, at least


class Found(Rows[Enterprise]):
    """What was found, all of it by one look at the keys of all. `is_near`: none is what
    was typed.
    """

    def __init__(
        self, session: Session, query: Select[Any], is_near: bool = False
    ) -> None:
        super().__init__(session, query, key=Enterprise.id)
        self.is_near = is_near

    @cached_property
    def _every_key(self) -> Sequence[int]:
        choosing = self.query.with_only_columns(
            Enterprise.id, maintain_column_froms=True
        )
        return self.session.scalars(choosing).all()

    @cached_property
    def _number(self) -> int:
        return len(self._every_key)

    def _keys(
        self, key: InstrumentedAttribute[Any], first: int, count: int
    ) -> Sequence[int]:
        return self._every_key[first : first + count]


def find(session: Session, actor: Actor, typed: str) -> Found:
    """What an actor may see and fits, the best first; where nothing does, a few of
    those with one slip, else those most like it.
    """
    return find_among(session, select(Enterprise).where(visible_in_order(actor)), typed)


def find_among(session: Session, query: Select[Any], typed: str) -> Found:
    """The same among the enterprises of a query."""
    best_first = (rank(typed), Enterprise.id.desc())
    found = Found(session, matching(query, typed).order_by(*best_first))
    if len(found) or not read(typed).whole:
        return found
    near = _near(session, query, typed)
    if not near:
        return found
    nearest_first = case({one: n for n, one in enumerate(near)}, value=Enterprise.id)
    rows = query.where(Enterprise.id.in_(near)).order_by(nearest_first)
    return Found(session, rows, is_near=True)


def _near(session: Session, query: Select[Any], typed: str) -> list[int]:
    """The ids of a few similar ones, the most similar first, of equals the newest."""
    columns = (Enterprise.id, Enterprise.search_key)
    keys = query.with_only_columns(*columns, maintain_column_froms=True)
    rows = sorted(session.execute(keys), key=itemgetter(0), reverse=True)
    return similar(rows, read(typed))[:A_FEW]


def matching(query: Any, typed: str) -> Any:
    """Narrow a query to the enterprises that fit what was typed."""
    wanted = read(typed)
    fits = _has(wanted.whole) if wanted.whole else false()
    if len(wanted.words) > 1:
        fits = or_(fits, _all(wanted.words))
    if sum(map(str.isdigit, typed)) >= A_PHONE:
        fits = or_(fits, Enterprise.phone_index == phone_index(typed))
    return query.where(fits)


def rank(typed: str) -> ColumnElement[int]:
    """How well one that fits does, as Fit has it: the smallest is the best."""
    wanted = read(typed)
    return case(
        (_has(f"\n{wanted.whole}\n"), Fit.EXACT.value),
        (_has(f"\n{wanted.whole}"), Fit.PREFIX.value),
        (_named(wanted.whole), Fit.PART.value),
        (and_(true(), *map(_named, wanted.words)), Fit.WORDS.value),
        else_=Fit.INITIALS.value,
    )


class Place(FunctionElement[int]):
    """Where the first text has the second in it, from 1; 0 where it has not.

    Letter by letter, as `plain` has both: LIKE, which lets cases differ, takes longer.
    """

    inherit_cache = True
    type = Integer()


@compiles(Place)
def _in_sqlite(place: Place, compiler: SQLCompiler, **how: Any) -> str:
    return f"instr({compiler.process(place.clauses, **how)})"


@compiles(Place, "postgresql")
def _in_postgresql(place: Place, compiler: SQLCompiler, **how: Any) -> str:
    return f"strpos({compiler.process(place.clauses, **how)})"


def _has(text: str) -> ColumnElement[bool]:
    return Place(Enterprise.search_key, text) > 0


def _all(words: tuple[str, ...]) -> ColumnElement[bool]:
    return and_(true(), *map(_has, words))


def _named(text: str) -> ColumnElement[bool]:
    """After the initials, which stand in the first line."""
    return Enterprise.search_key.like(f"%\n%{text}%")
