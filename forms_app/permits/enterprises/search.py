"""Finding enterprises by what people type: words of a name or an address in any order,
pinyin initials, a reference, a code or a whole phone number; with a slip of one
character where nothing fits as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, or_, select
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.paging import Rows
from forms_app.base.personal import phone_index
from forms_app.base.typed import words_of
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import visible_to

A_PHONE = 7  # digits, at least
TO_BE_MISTYPED = 3  # characters, at least, of a word in which one may be wrong


class Found(Rows[Enterprise]):
    """What was found. `is_exact`: as it was typed, not with a slip."""

    def __init__(
        self, session: Session, query: Select[Any], is_exact: bool = True
    ) -> None:
        super().__init__(session, query)
        self.is_exact = is_exact


def find(session: Session, actor: Actor, typed: str) -> Found:
    """What an actor may see and fits, the best first; what nearly fits where nothing
    does.
    """
    query = _best_first(select(Enterprise).where(visible_to(actor)), typed)
    fitting = Found(session, matching(query, typed))
    if len(fitting):
        return fitting
    return Found(session, query.where(_nearly(typed)), is_exact=False)


def matching(query: Any, typed: str) -> Any:
    """Narrow a query to the enterprises that have every word of what was typed."""
    words = words_of(typed)
    fits = and_(*map(_has, words)) if words else false()
    if sum(map(str.isdigit, typed)) >= A_PHONE:
        fits = or_(fits, Enterprise.phone_index == phone_index(typed))
    return query.where(fits)


def _has(word: str) -> ColumnElement[bool]:
    return Enterprise.search_key.contains(word)


def _best_first(query: Any, typed: str) -> Any:
    """A reference as it was typed, then a name that begins so, then the newest."""
    words = words_of(typed) or [""]
    is_better = case(
        (Enterprise.reference == typed.strip().upper(), 0),
        (Enterprise.search_key.startswith(words[0]), 1),
        else_=2,
    )
    return query.order_by(is_better, Enterprise.id.desc())


def _nearly(typed: str) -> ColumnElement[bool]:
    """One of the words has a slip, the others are as they were typed."""
    words = words_of(typed)
    with_a_slip = [
        and_(_slipped(word), *map(_has, words[:place] + words[place + 1 :]))
        for place, word in enumerate(words)
        if len(word) >= TO_BE_MISTYPED
    ]
    return or_(false(), *with_a_slip)


def _slipped(word: str) -> ColumnElement[bool]:
    """A slip leaves one third of a word as it is, which is looked for first: it costs a
    tenth of looking for every slip.
    """
    third = len(word) // 3
    parts = (word[:third], word[third : 2 * third], word[2 * third :])
    is_likely = or_(*map(_has, parts))
    return and_(is_likely, or_(*map(Enterprise.search_key.like, _slips(word))))


def _slips(word: str) -> Iterator[str]:
    """The patterns of a word with another character in a place, one too many, one
    missing, two the wrong way round.
    """
    for place in range(len(word)):
        before = word[:place]
        after = word[place + 1 :]
        yield f"%{before}_{after}%"
        yield f"%{before}{after}%"
        if place:
            yield f"%{before}_{word[place:]}%"
            yield f"%{before[:-1]}{word[place]}{before[-1]}{after}%"
