"""Who is on a roster: joining, being put right, coming back; without any entry."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.refusal import Refused
from forms_app.people.health_rules.affected import Rules
from forms_app.people.rosters import queries
from forms_app.people.rosters.determining import determine
from forms_app.people.rosters.imports import COMPARED
from forms_app.people.rosters.models import Movement, Person, Roster
from forms_app.permits.enterprises.models import Unit

MOST = 20_000  # people of one enterprise
ABOUT_ORIGIN = {"stayed", "origin", "place", "arrived_on", "symptoms"}


def roster_of(session: Session, enterprise: Unit) -> Roster:
    """The roster, made when it is first needed."""
    found = queries.roster(session, enterprise)
    session.add(found)
    return found


def join(
    session: Session,
    enterprise: Unit,
    values: dict[str, Any],
    *,
    source: str,
    rules: Rules,
    actor: Actor,
    now: datetime,
) -> Person:
    """Put somebody new on the roster, and determine what applies.

    Raises:
        Refused: somebody with this phone is on it already, or it is full.
    """
    _must_be_new(session, enterprise, values["phone"])
    roster = roster_of(session, enterprise)
    if roster.last_number >= MOST:
        raise Refused("一家单位最多登记 %(n)s 人；更多请拨打社区电话。", n=MOST)
    roster.last_number += 1
    person = Person(
        enterprise_id=enterprise.id,
        number=roster.last_number,
        source=source,
        confirmed=source != "wall",
        added_at=now,
        phone=values["phone"],
        phone_index=queries.person_index(enterprise, values["phone"]),
        area="",
        outcome="",
        version=1,
        **{field: values[field] for field in COMPARED},
    )
    person.enterprise = enterprise
    session.add(person)
    session.flush()
    on = person.arrived_on or now.date()
    note_movement(session, person, "joined", on, actor, now)
    determine(session, person, rules, now)
    return person


def _must_be_new(session: Session, enterprise: Unit, phone: str) -> None:
    if queries.by_phone(session, enterprise, phone):
        raise Refused("花名册上已经有人用这个手机号。请核对，或在那个人的记录里改。")


def mend(
    session: Session,
    person: Person,
    values: dict[str, Any],
    rules: Rules,
    now: datetime,
) -> set[str]:
    """Put a record right; gives the fields that changed.

    Raises:
        Refused: somebody else has this phone.
    """
    if "phone" in values and values["phone"] != person.phone:
        _must_be_new(session, person.enterprise, values["phone"])
        person.phone_index = queries.person_index(person.enterprise, values["phone"])
    changed = {field for field in values if getattr(person, field) != values[field]}
    for field in changed:
        setattr(person, field, values[field])
    if changed & ABOUT_ORIGIN:
        determine(session, person, rules, now)
    return changed


def come_back(session: Session, person: Person, actor: Actor, now: datetime) -> None:
    """Whoever had left is on the roster again."""
    if person.left_on:
        person.left_on = None
        note_movement(session, person, "joined", now.date(), actor, now)


def note_movement(
    session: Session, person: Person, kind: str, on: date, actor: Actor, now: datetime
) -> None:
    session.add(
        Movement(
            person_id=person.id,
            kind=kind,
            day=on,
            reported_at=now,
            reported_by=actor.signature,
        )
    )
