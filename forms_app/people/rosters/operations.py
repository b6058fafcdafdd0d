"""What is done to one person of a roster: adding, mending, arrivals, leaving, an
officer's word. One audit entry each.

Entries hold the enterprise's reference, a person's number and counts; never a name or a
phone.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.dates import day
from forms_app.base.refusal import Refused
from forms_app.people.health_rules.affected import Rules
from forms_app.people.health_rules.rules import Outcome
from forms_app.people.rosters.determining import decide, determine
from forms_app.people.rosters.membership import come_back, join, mend, note_movement
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import Unit


def add(
    session: Session,
    enterprise: Unit,
    values: dict[str, Any],
    *,
    source: str,
    rules: Rules,
    actor: Actor,
    now: datetime,
) -> Person:
    """Somebody new on the roster.

    Raises:
        Refused: somebody with this phone is on it already.
    """
    person = join(
        session, enterprise, values, source=source, rules=rules, actor=actor, now=now
    )
    _entry(session, "roster.add", person, source=source, actor=actor, now=now)
    return person


def amend(
    session: Session,
    person: Person,
    values: dict[str, Any],
    *,
    rules: Rules,
    actor: Actor,
    now: datetime,
) -> None:
    """Put a record right.

    The entry names the fields that changed, never their contents.
    """
    changed = mend(session, person, values, rules, now)
    _entry(
        session, "roster.amend", person, fields=sorted(changed), actor=actor, now=now
    )


def arrive(
    session: Session,
    person: Person,
    values: dict[str, Any],
    *,
    rules: Rules,
    actor: Actor,
    now: datetime,
) -> None:
    """Somebody came (返岗): where from and when, reported at this moment."""
    mend(session, person, {**values, "stayed": False}, rules, now)
    note_movement(session, person, "arrived", values["arrived_on"], actor, now)
    _entry(
        session,
        "roster.arrive",
        person,
        days=(now.date() - values["arrived_on"]).days,
        actor=actor,
        now=now,
    )


def leave(
    session: Session, person: Person, on: date, *, actor: Actor, now: datetime
) -> None:
    """Somebody does not work here any more; the record stays as long as the retention
    rule says.
    """
    person.left_on = on
    note_movement(session, person, "left", on, actor, now)
    _entry(session, "roster.leave", person, actor=actor, now=now)


def undo_leave(
    session: Session, person: Person, *, actor: Actor, now: datetime
) -> None:
    """That was a slip, or somebody is back."""
    come_back(session, person, actor, now)
    _entry(session, "roster.undo_leave", person, actor=actor, now=now)


def confirm(session: Session, person: Person, *, actor: Actor, now: datetime) -> None:
    """The clerk knows who filled in the form on the wall."""
    person.confirmed = True
    _entry(session, "roster.confirm", person, actor=actor, now=now)


def refuse(session: Session, person: Person, *, actor: Actor, now: datetime) -> None:
    """The clerk does not know who filled in the form on the wall: nothing of it is
    kept.
    """
    if person.confirmed:
        raise Refused("这个人已经在花名册上了。不在这里上班，请办“离开”。")
    _entry(session, "roster.refuse", person, actor=actor, now=now)
    session.delete(person)


def determine_again(
    session: Session, person: Person, *, rules: Rules, actor: Actor, now: datetime
) -> None:
    """By the rule as it is today."""
    determine(session, person, rules, now)
    _entry(
        session,
        "roster.determine",
        person,
        outcome=person.outcome,
        actor=actor,
        now=now,
    )


def override(
    session: Session,
    person: Person,
    outcome: str,
    reason: str,
    until: date | None = None,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """An officer decides otherwise than the rule, or where the rule says nothing; the
    rule's word stays beside it.

    `until`: the day on which somebody who stays in has done so.

    Raises:
        Refused: without a reason, nothing was determined yet, or the days are over
            already.
    """
    if not reason.strip() or not person.determinations:
        raise Refused("请写明理由。")
    if outcome != Outcome.NONE and until and until <= now.date():
        raise Refused(
            "到 %(day)s 已经满了。请填今天以后的日子，或者选“不用隔离”。",
            day=day(until),
        )
    decide(session, person, outcome, reason, by=actor.id, now=now)
    if outcome != Outcome.NONE and until:
        person.ends_on = until
    _entry(
        session,
        "roster.override",
        person,
        outcome=outcome,
        reason=reason,
        actor=actor,
        now=now,
    )


def _entry(
    session: Session,
    action: str,
    person: Person,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    **details: Any,
) -> None:
    subject = person.enterprise.reference
    details = {"person": person.number, **details}
    audit.record(
        session,
        actor=actor,
        action=action,
        subject=subject,
        now=now,
        reason=reason,
        details=details,
    )
