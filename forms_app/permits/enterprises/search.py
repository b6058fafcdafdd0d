"""Finding enterprises by what people type: words of a name or an address in any order,
pinyin initials, a reference, a code or a whole phone number; where nothing fits as it
was typed, with a slip of one character, else what is most like it.

The notion is that of base/matching.py, as conditions of a query.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    false,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.matching import (
    Fit,
    Typed,
    enough,
    pieces,
    read,
    slips,
    with_a_slip,
)
from forms_app.base.paging import Rows
from forms_app.base.personal import phone_index
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import visible_to

A_PHONE = 7  # digits, at least


class Found(Rows[Enterprise]):
    """What was found. `is_near`: none is what was typed."""

    def __init__(
        self, session: Session, query: Select[Any], is_near: bool = False
    ) -> None:
        super().__init__(session, query, key=Enterprise.id)
        self.is_near = is_near


def find(session: Session, actor: Actor, typed: str) -> Found:
    """What an actor may see and fits, the best first; where nothing does, those with
    one slip, else those most like it.
    """
    wanted = read(typed)
    theirs = select(Enterprise).where(visible_to(actor))
    fitting = Found(session, _best_first(matching(theirs, typed), wanted))
    if len(fitting) or not wanted.whole:
        return fitting
    slipped = theirs.where(_slipped(wanted)).order_by(Enterprise.id.desc())
    near = Found(session, slipped, is_near=True)
    return near if len(near) else Found(session, _nearest(theirs, wanted), is_near=True)


def matching(query: Any, typed: str) -> Any:
    """Narrow a query to the enterprises that fit what was typed."""
    wanted = read(typed)
    fits = or_(_has(wanted.whole), _all(wanted.words)) if wanted.whole else false()
    if sum(map(str.isdigit, typed)) >= A_PHONE:
        fits = or_(fits, Enterprise.phone_index == phone_index(typed))
    return query.where(fits)


def _has(text: str) -> ColumnElement[bool]:
    return Enterprise.search_key.contains(text)


def _all(words: tuple[str, ...]) -> ColumnElement[bool]:
    return and_(true(), *map(_has, words))


def _named(text: str) -> ColumnElement[bool]:
    """After the initials, which stand in the first line."""
    return Enterprise.search_key.like(f"%\n%{text}%")


def _best_first(query: Any, typed: Typed) -> Any:
    """In the order of Fit; of equals the newest."""
    if not typed.whole:
        return query.order_by(Enterprise.id.desc())
    how = case(
        (_has(f"\n{typed.whole}\n"), Fit.EXACT.value),
        (_has(f"\n{typed.whole}"), Fit.PREFIX.value),
        (_named(typed.whole), Fit.PART.value),
        (and_(*map(_named, typed.words)), Fit.WORDS.value),
        else_=Fit.INITIALS.value,
    )
    return query.order_by(how, Enterprise.id.desc())


def _slipped(typed: Typed) -> ColumnElement[bool]:
    """A slip leaves one third of a word as it is, which is looked for first: it costs a
    tenth of looking for every slip.
    """
    conditions: list[ColumnElement[bool]] = [false()]
    for word, others in with_a_slip(typed):
        third = len(word) // 3
        parts = (word[:third], word[third : 2 * third], word[2 * third :])
        patterns = (Enterprise.search_key.like(f"%{one}%") for one in slips(word, "_"))
        conditions.append(and_(or_(*map(_has, parts)), or_(*patterns), _all(others)))
    return or_(*conditions)


def _nearest(query: Any, typed: Typed) -> Any:
    shared = pieces(typed)
    number = sum((case((_has(piece), 1), else_=0) for piece in shared), literal(0))
    return query.where(number >= enough(shared)).order_by(
        number.desc(), Enterprise.id.desc()
    )
