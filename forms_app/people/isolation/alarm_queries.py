"""Reading alarms: of those whom the actor may see, of an enterprise, of a person."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from forms_app.base.access import Actor
from forms_app.base.paging import Rows
from forms_app.people.isolation.models import Alarm
from forms_app.people.isolation.rules import State
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import Unit
from forms_app.permits.enterprises.queries import COMMUNITY, visible_in_order


def alarms(
    session: Session,
    actor: Actor,
    *,
    community: str = "",
    closed: bool = False,
) -> Rows[Alarm]:
    """Open alarms, the oldest first; closed ones, the newest first."""
    query = (
        select(Alarm)
        .join(Unit, Unit.id == Alarm.enterprise_id)
        .where(visible_in_order(actor))
    )
    if community:
        query = query.where(COMMUNITY.in_([community]))
    if closed:
        query = query.where(Alarm.state == State.CLOSED)
        query = query.order_by(Alarm.closed_at.desc(), Alarm.id.desc())
    else:
        query = query.where(Alarm.state != State.CLOSED).order_by(
            Alarm.raised_at, Alarm.id
        )
    return Rows(session, query)


def open_alarm(session: Session, person_id: int) -> Alarm | None:
    query = select(Alarm).where(
        Alarm.person_id == person_id, Alarm.state != State.CLOSED
    )
    return session.scalar(query.order_by(Alarm.id.desc()).limit(1))


def alarms_of(
    session: Session, enterprise: Unit, people: Sequence[int] | None = None
) -> list[Alarm]:
    """The open alarms of an enterprise, or of some of its people."""
    query = select(Alarm).where(
        Alarm.enterprise_id == enterprise.id, Alarm.state != State.CLOSED
    )
    if people is not None:
        query = query.where(Alarm.person_id.in_(people))
    return list(session.scalars(query.order_by(Alarm.id)).unique())


def alarms_of_person(session: Session, person: Person) -> list[Alarm]:
    """Every alarm of somebody, the newest first."""
    query = select(Alarm).where(Alarm.person_id == person.id)
    query = query.options(selectinload(Alarm.steps))
    return list(session.scalars(query.order_by(Alarm.id.desc())).unique())
