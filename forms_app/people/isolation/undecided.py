"""等社区决定: everybody of whom a rule leaves it to an officer what applies, in one
queue, each with the moment by which it has to be decided.

The rule asks (or could not say anything); or it said that somebody must stay in, nobody
arranged it, and by now the days are over. Whoever filled in the form on the wall and was
not confirmed yet waits for the enterprise, in a queue of its own: an officer sees it,
since an enterprise that does not look would hide them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from forms_app.base.paging import Rows
from forms_app.base.zone import start_of
from forms_app.people.health_rules.rules import IsolationRule, Outcome, decide_by
from forms_app.people.isolation.case_queries import Within
from forms_app.people.isolation.case_rules import MODES, State
from forms_app.people.isolation.models import Case
from forms_app.people.rosters.models import Determination, Person
from forms_app.permits.enterprises.models import Unit

# when what is in force was said of somebody
SAID_AT = (
    select(func.max(Determination.at))
    .where(Determination.person_id == Person.id)
    .correlate(Person)
    .scalar_subquery()
)
ASKED = (Outcome.ASK, "")  # "": nothing was ever determined


@dataclass(frozen=True)
class Undecided:
    """Somebody who waits for an officer's word, and until when it has to be said."""

    person: Person
    due_at: datetime


def has_open_case() -> ColumnElement[bool]:
    return exists().where(Case.person_id == Person.id, Case.state == State.OPEN)


def is_undecided(today: date) -> ColumnElement[bool]:
    """Whether an officer has to say what applies to a person."""
    days_are_over = and_(
        Person.outcome.in_(MODES), Person.ends_on <= today, ~has_open_case()
    )
    return and_(
        Person.left_on.is_(None),
        Person.confirmed,
        # what both say, so that an index finds them
        Person.outcome.in_((*ASKED, *MODES)),
        or_(Person.outcome.in_(ASKED), days_are_over),
    )


def is_to_arrange(today: date) -> ColumnElement[bool]:
    """Whether somebody must stay in and nobody has opened a case."""
    is_going_on = or_(Person.ends_on.is_(None), Person.ends_on > today)
    return and_(
        Person.left_on.is_(None),
        Person.confirmed,
        Person.outcome.in_(MODES),
        is_going_on,
        ~has_open_case(),
    )


def is_unconfirmed() -> ColumnElement[bool]:
    """Whether somebody on no roster yet, by what they wrote, may not just go to work."""
    return and_(
        Person.left_on.is_(None),
        ~Person.confirmed,
        Person.outcome != Outcome.NONE,
    )


def asked_at(one: Any) -> datetime:
    """The moment from which the hours to decide count.

    `one`: a person, or a row with the same columns and `said_at`.
    """
    if one.outcome in MODES and one.ends_on:
        return start_of(one.ends_on)
    said_at: datetime = one.said_at or one.added_at
    return max(said_at, start_of(one.arrived_on)) if one.arrived_on else said_at


# what `asked_at` needs of a row
COLUMNS = (
    Person.id,
    Person.number,
    Person.outcome,
    Person.ends_on,
    Person.arrived_on,
    Person.added_at,
    SAID_AT.label("said_at"),
)


def undecided(
    session: Session, within: Within, today: date, isolation: IsolationRule | None
) -> Rows[Undecided]:
    """Who waits for an officer, the longest first."""
    query = _of_enterprises(within).where(is_undecided(today))
    return Rows(
        session,
        query.order_by(func.coalesce(SAID_AT, Person.added_at), Person.id),
        partial(_with_due_times, session, isolation),
    )


def to_arrange(session: Session, within: Within, today: date) -> Rows[Person]:
    """Who must stay in and has no open case; who came first on top."""
    query = _of_enterprises(within).where(is_to_arrange(today))
    return Rows(session, query.order_by(Person.arrived_on, Person.id))


def unconfirmed(session: Session, within: Within) -> Rows[Person]:
    """Who waits for an enterprise to say that it knows them, the longest first."""
    query = _of_enterprises(within).where(is_unconfirmed())
    return Rows(session, query.order_by(Person.added_at, Person.id))


def _of_enterprises(within: Within) -> Any:
    query = select(Person).join(Unit, Unit.id == Person.enterprise_id)
    return within.narrow(query)


def _with_due_times(
    session: Session, isolation: IsolationRule | None, people: Sequence[Person]
) -> list[Undecided]:
    ids = [person.id for person in people]
    rows = session.execute(select(*COLUMNS).where(Person.id.in_(ids)))
    due = {row.id: decide_by(asked_at(row), isolation) for row in rows}
    return [Undecided(person, due[person.id]) for person in people]
