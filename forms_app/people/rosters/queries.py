"""Reading rosters: who is on one, who came from the wall, how an enterprise's health
records stand.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from forms_app.base.keys import keyring
from forms_app.base.personal import access_hash
from forms_app.people.rosters.models import Person, Roster, RosterImport
from forms_app.permits.enterprises.models import Enterprise, Unit


def person_index(enterprise: Unit, phone: str) -> str:
    """The blind index of a phone within one enterprise."""
    return keyring().digest("index", "person", enterprise.reference, phone)


def unit(session: Session, reference: str) -> Unit | None:
    """The enterprise, or the residents of a grid."""
    return session.scalar(
        select(Unit).where(Unit.reference == reference.strip().upper())
    )


def roster(session: Session, enterprise: Unit) -> Roster:
    """The enterprise's roster; an empty one, which nothing keeps, while it has none."""
    return session.get(Roster, enterprise.id) or Roster(
        enterprise_id=enterprise.id, last_number=0, notice="", version=1
    )


def people(session: Session, enterprise: Unit, *, gone: bool = False) -> list[Person]:
    """Everybody on the roster in the order of their numbers; with `gone` also who left."""
    query = (
        select(Person)
        .where(Person.enterprise_id == enterprise.id)
        .order_by(Person.number)
    )
    query = query.options(selectinload(Person.determinations))
    return list(
        session.scalars(query if gone else query.where(Person.left_on.is_(None)))
    )


def person(session: Session, enterprise: Unit, number: int) -> Person | None:
    query = select(Person).where(
        Person.enterprise_id == enterprise.id, Person.number == number
    )
    return session.scalar(query)


def by_phone(session: Session, enterprise: Unit, phone: str) -> Person | None:
    query = select(Person).where(Person.enterprise_id == enterprise.id)
    return session.scalar(
        query.where(Person.phone_index == person_index(enterprise, phone))
    )


def wall_hash(code: str) -> str:
    """What is kept of the code on the wall."""
    return access_hash("wall", code)


def by_wall_code(session: Session, code: str) -> Enterprise | None:
    query = select(Enterprise).join(Roster, Roster.enterprise_id == Enterprise.id)
    return session.scalar(query.where(Roster.wall_hash == wall_hash(code)))


def waiting_imports(session: Session, enterprise: Unit) -> list[RosterImport]:
    """What was handed in and not taken whole, newest first."""
    query = select(RosterImport).where(RosterImport.enterprise_id == enterprise.id)
    return list(session.scalars(query.order_by(RosterImport.id.desc())))


@dataclass(frozen=True)
class Counts:
    """How many are on a roster, and how many of them wait for the clerk, for an
    officer, or stay in.
    """

    present: int
    to_confirm: int
    ask: int
    staying_in: int


def counts(session: Session, enterprise: Unit) -> Counts:
    here = Person.enterprise_id == enterprise.id, Person.left_on.is_(None)
    rows = session.execute(
        select(Person.confirmed, Person.outcome, func.count())
        .where(*here)
        .group_by(Person.confirmed, Person.outcome)
    )
    present = to_confirm = ask = staying_in = 0
    for confirmed, outcome, number in rows:
        present += number
        to_confirm += 0 if confirmed else number
        ask += number if outcome == "ask" else 0
        staying_in += number if outcome in {"home", "designated"} else 0
    return Counts(present, to_confirm, ask, staying_in)
