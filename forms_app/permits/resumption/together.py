"""Rows of a list that are done together: first what will happen to each and what cannot
and why, then one operation for each, in a transaction of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_wtf import FlaskForm

from forms_app.base import logs
from forms_app.base.access import ALL_STAFF, Actor, Role
from forms_app.base.catalogue import gettext as _
from forms_app.base.forms import ConfirmForm
from forms_app.base.long_list import LongList
from forms_app.base.office import Office
from forms_app.base.refusal import ChangedMeanwhile, Refused
from forms_app.base.worklist import Reader, reader_of
from forms_app.permits.enterprises.models import Enterprise

MOST = 200  # rows at once: what a page has, and somebody can look through


@dataclass(frozen=True)
class Chosen:
    """A row that somebody ticked. `mark`: how it was when they saw what would happen."""

    key: int
    mark: str = ""

    @classmethod
    def read(cls, text: str) -> Chosen:
        """What "12" or "12:3" names; a row that there is not where it is neither."""
        key, _colon, mark = text.partition(":")
        return cls(int(key) if key.isdecimal() and len(key) < 10 else 0, mark)


@dataclass(frozen=True)
class Plan:
    """What will happen to a row, or why nothing can."""

    record: Any
    says: str = ""
    why_not: str = ""


@dataclass(frozen=True)
class Done:
    """A row to which it happened. `before`: what undoing it needs."""

    record: Any
    before: str
    mark: str


@dataclass(frozen=True)
class Left:
    """A row to which it did not happen, and why; no record where it is none of one's."""

    record: Any | None
    why: str


@dataclass
class Outcome:
    """What became of all rows."""

    done: list[Done] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


# what is still to do once the row is committed, such as to write its file
After = Callable[[], None]


def _no_terms(_reader: Reader, _records: Sequence[Any]) -> FlaskForm:
    return ConfirmForm()


@dataclass(frozen=True)
class Deed:
    """Something that can be done with several rows of a list.

    `about`: a sentence above what will happen. `terms`: the form of what is said once
    for all. `plan`: what will happen to each of the rows. `do`: the operation for one,
    which raises Refused when a rule says no. `mark`: changes with whatever makes a plan
    wrong. `before` and `undo`: where the rules allow to take it back. `asks_who`: where
    they do not, whoever does it proves anew to be who signed in. `once_done`: what the
    page waits for at the end. `onward`: a way on from what was done, its address
    and label, if there is one. `is_needed`: whether an office has a use for it.
    """

    name: str
    label: Any
    of: LongList
    about: Any
    plan: Callable[[Reader, Sequence[Any], Any], Iterable[Plan]]
    do: Callable[[Reader, Any, Any], After | None]
    mark: Callable[[Any], str]
    terms: Callable[[Reader, Sequence[Any]], FlaskForm] = _no_terms
    roles: frozenset[Role] = ALL_STAFF
    before: Callable[[Any], str] = lambda _record: ""
    undo: Callable[[Reader, Any, str], None] | None = None
    asks_who: bool = False
    once_done: Callable[[Office, Sequence[Done]], None] | None = None
    onward: Callable[[Office, Sequence[Done]], tuple[str, Any] | None] | None = None
    is_needed: Callable[[Office], bool] = lambda _office: True

    def may_do(self, actor: Actor) -> bool:
        return actor.role in self.roles


def records_of(deed: Deed, reader: Reader, chosen: Sequence[Chosen]) -> list[Any]:
    """The rows that there are and that the reader may see, in the order chosen.

    Raises:
        Refused: more than a page can show.
    """
    if len(chosen) > MOST:
        raise Refused("一次最多办 %(n)s 件，请分几次办。", n=MOST)
    keys = [one.key for one in chosen]
    query = (
        deed.of.query(reader, {}).where(deed.of.key.in_(keys)).options(*deed.of.loads)
    )
    found = {one.id: one for one in reader.session.scalars(query)}
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def unit_of(record: Enterprise | Any) -> Enterprise:
    """The enterprise that a row is about."""
    found: Enterprise = getattr(record, "enterprise", record)
    return found


def version_of(record: Any) -> str:
    """The mark of a record that has a version."""
    return str(record.version)


def planned(records: Iterable[Any], says: Callable[[Any], str]) -> Iterator[Plan]:
    """A plan for each: what `says` says of it, or with what it is refused."""
    for record in records:
        try:
            yield Plan(record, says=says(record))
        except Refused as refused:
            yield Plan(record, why_not=str(refused))


def carry_out(
    deed: Deed, office: Office, chosen: Iterable[Chosen], form: FlaskForm
) -> Outcome:
    """Do it for each row; whatever is wrong with one, the others are done."""

    def act(reader: Reader, record: Any, _before: str) -> After | None:
        return deed.do(reader, record, form)

    outcome = _each(deed, office, [(one, "") for one in chosen], act)
    if deed.once_done and outcome.done:
        deed.once_done(office, outcome.done)
    return outcome


def take_back(deed: Deed, office: Office, chosen: Iterable[Chosen]) -> Outcome:
    """Undo it for each row that is still as it was left; a mark is "mark:before"."""

    def act(reader: Reader, record: Any, before: str) -> None:
        if deed.undo is None:
            raise Refused("这一步不能撤回。")
        deed.undo(reader, record, before)

    rows = []
    for one in chosen:
        mark, _colon, before = one.mark.partition(":")
        rows.append((Chosen(one.key, mark), before))
    return _each(deed, office, rows, act)


Act = Callable[[Reader, Any, str], After | None]


def _each(
    deed: Deed, office: Office, rows: Sequence[tuple[Chosen, str]], act: Act
) -> Outcome:
    """Act on each row in a transaction of its own; what is told of it is how it was."""
    with office.database.reading() as session:
        found = records_of(
            deed, reader_of(office, session), [one for one, _before in rows]
        )
    known = {record.id: record for record in found}
    outcome = Outcome()
    for one, before in rows:
        record = known.get(one.key)
        try:
            outcome.done.append(_one(deed, office, one, record, before, act))
        except Refused as refused:
            outcome.left.append(Left(record, str(refused)))
        except Exception as error:  # noqa: BLE001 - whatever it is, the next row is to be done all the same
            _log(deed, error)
            says = _("系统出了错，这一件没有办，请单独再试一次。")
            outcome.left.append(Left(record, says))
    return outcome


def _log(deed: Deed, error: Exception) -> None:
    logs.configure().error("row failed", deed=deed.name, error=type(error).__name__)


def _one(
    deed: Deed, office: Office, one: Chosen, shown: Any, before: str, act: Act
) -> Done:
    """Act on one row, if it is as it was when somebody saw what would happen."""
    with office.database.writing() as session:
        reader = reader_of(office, session)
        found = records_of(deed, reader, [one])
        if not found:
            raise Refused("这一件已经不在了，或者不归您看。")
        if deed.mark(found[0]) != one.mark:
            raise ChangedMeanwhile
        was = deed.before(found[0])
        after = act(reader, found[0], before)
        session.flush()
        mark = deed.mark(found[0])
    if after:
        after()
    return Done(shown, was, mark)
