"""Reading cases: who is due, what is needed; all of it within what the actor may see.

Who is still to be arranged is in undecided.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from forms_app.base.access import Actor, Role
from forms_app.base.accounts.models import Account
from forms_app.base.paging import Rows
from forms_app.people.isolation.case_rules import Kind, State, Terms
from forms_app.people.isolation.models import Alarm, Case, CaseEvent
from forms_app.people.rosters.models import Determination, Person, Residents
from forms_app.permits.enterprises.models import Unit
from forms_app.permits.enterprises.queries import visible_to


@dataclass(frozen=True)
class Within:
    """Who looks, and at which community or grid of those they may see."""

    actor: Actor
    community: str = ""
    grid: str = ""

    def narrow(self, query: Any) -> Any:
        """A query that has Unit in it, kept to that."""
        query = query.where(visible_to(self.actor))
        if self.community:
            query = query.where(Unit.community == self.community)
        return query.where(Unit.grid == self.grid) if self.grid else query


@dataclass(frozen=True)
class ToFulfil:
    """A need as whoever sees to it may know it: what, where to, whom to call.

    Not why, and not how long.
    """

    case_id: int
    event_id: int
    kind: str
    note: str
    place: str
    phone: str
    since: date


def open_case(session: Session, person: Person) -> Case | None:
    return session.scalar(
        select(Case).where(Case.person_id == person.id, Case.state == State.OPEN)
    )


def cases_of(session: Session, person: Person) -> list[Case]:
    """Every case of somebody, the newest first."""
    return list(
        session.scalars(
            select(Case).where(Case.person_id == person.id).order_by(Case.id.desc())
        ).unique()
    )


def open_cases(
    session: Session, within: Within, *conditions: ColumnElement[bool]
) -> Rows[Case]:
    """Open cases by the day on which they are over; those that meet the conditions."""
    query = select(Case).join(Unit, Unit.id == Case.enterprise_id).join(Case.person)
    query = within.narrow(query.where(Case.state == State.OPEN, *conditions))
    return Rows(session, query.order_by(Case.due_on, Case.id))


def to_fulfil(session: Session, within: Within) -> Rows[ToFulfil]:
    """Needs that nobody has seen to, the longest waiting first."""
    query = select(CaseEvent).join(Case, Case.id == CaseEvent.case_id)
    query = query.join(Unit, Unit.id == Case.enterprise_id)
    query = query.where(
        CaseEvent.kind == Kind.NEED,
        CaseEvent.done_at.is_(None),
        CaseEvent.struck_at.is_(None),
    )
    return Rows(
        session,
        within.narrow(query).order_by(CaseEvent.id),
        partial(_with_cases, session),
    )


def _with_cases(session: Session, needs: Sequence[CaseEvent]) -> list[ToFulfil]:
    query = select(Case).where(Case.id.in_({need.case_id for need in needs}))
    cases = {case.id: case for case in session.scalars(query)}
    return [_to_fulfil(need, cases[need.case_id]) for need in needs]


def _to_fulfil(need: CaseEvent, case: Case) -> ToFulfil:
    return ToFulfil(
        case_id=case.id,
        event_id=need.id,
        kind=need.code or "",
        note=need.note,
        place=case.place,
        phone=case.person.phone,
        since=need.day,
    )


def terms_said(person: Person) -> Terms:
    """What the determination in force says of somebody: how, since when, until when."""
    return Terms(
        person.outcome, None if person.stayed else person.arrived_on, person.ends_on
    )


def basis(session: Session, case: Case) -> str:
    """The version of the rule that a case rests on."""
    found = session.get(Determination, case.determination_id or 0)
    return found.isolation if found else ""


def supervisors(session: Session, enterprise: Unit) -> list[str]:
    """The accounts that may supervise people of an enterprise: grid workers of
    its grid first.
    """
    accounts = session.scalars(
        select(Account).where(Account.active.is_(True)).order_by(Account.username)
    ).unique()
    actors = [account.actor for account in accounts if account.roles]
    able = [
        actor
        for actor in actors
        if actor.may_see(enterprise.community, enterprise.grid)
    ]
    return [
        actor.id
        for actor in sorted(able, key=lambda actor: actor.role is not Role.GRID_WORKER)
    ]


def has_open_alarm(session: Session, case: Case) -> bool:
    query = select(Alarm.id).where(
        Alarm.person_id == case.person_id, Alarm.closed_at.is_(None)
    )
    return session.scalar(query.limit(1)) is not None


def staff_roster(session: Session, enterprise: Unit) -> list[Person]:
    """Everybody on a roster who was confirmed, also who left, in the order of their
    numbers.
    """
    query = select(Person).where(
        Person.enterprise_id == enterprise.id, Person.confirmed.is_(True)
    )
    return list(session.scalars(query.order_by(Person.number)).unique())


def with_determinations(session: Session, within: Within) -> list[Person]:
    """Everybody who is on a roster and was determined, with what was said."""
    query = select(Person).join(Unit, Unit.id == Person.enterprise_id)
    query = query.where(Person.left_on.is_(None)).options(
        selectinload(Person.determinations)
    )
    return list(
        session.scalars(
            within.narrow(query).order_by(Person.enterprise_id, Person.number)
        ).unique()
    )


def residents_within(session: Session, within: Within) -> Rows[Person]:
    """People without an employer, the newest first; who left, too."""
    query = select(Person).join(Residents, Residents.id == Person.enterprise_id)
    return Rows(session, within.narrow(query).order_by(Person.id.desc()))
