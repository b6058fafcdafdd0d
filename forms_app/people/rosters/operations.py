"""What is done to a roster: adding, mending, taking a sheet, arrivals, leaving, telling
people. One audit entry each.

Entries hold the enterprise's reference, a person's number and counts; never a name or a
phone.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.personal import new_code
from forms_app.base.refusal import Refused
from forms_app.people.health_rules.affected import Rules
from forms_app.people.rosters import imports, queries
from forms_app.people.rosters.determining import decide, determine
from forms_app.people.rosters.imports import COMPARED
from forms_app.people.rosters.models import Movement, Person, Roster, RosterImport
from forms_app.permits.enterprises.models import Enterprise

MOST = 20_000  # people of one enterprise
ABOUT_ORIGIN = {"stayed", "origin", "place", "arrived_on", "symptoms"}


@dataclass(frozen=True)
class Taken:
    """What taking a sheet did, and how many rows still wait."""

    new: int
    changed: int
    same: int
    left: int


def add(
    session: Session,
    enterprise: Enterprise,
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
    person = _add(
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
    changed = _amend(session, person, values, rules, now)
    _entry(
        session, "roster.amend", person, fields=sorted(changed), actor=actor, now=now
    )


def take(
    session: Session,
    enterprise: Enterprise,
    staged: RosterImport,
    *,
    rules: Rules,
    actor: Actor,
    now: datetime,
) -> Taken:
    """Take the good rows of what was handed in; the others wait."""
    counted = {"new": 0, "changed": 0, "same": 0, "back": 0, "faulty": 0}
    left = []
    for line, row in zip(
        imports.lines(session, enterprise, staged, now.date()),
        list(staged.rows),
        strict=True,
    ):
        counted[line.kind] += 1
        if line.kind == "faulty":
            left.append(row)
        elif line.person is None:
            values = line.judged.values
            _add(
                session,
                enterprise,
                values,
                source=staged.source,
                rules=rules,
                actor=actor,
                now=now,
            )
        elif line.kind != "same":
            values = {field: line.judged.values[field] for field in line.changed}
            _come_back(session, line.person, actor, now)
            _amend(session, line.person, values, rules, now)
    staged.rows = left
    if not left:
        session.delete(staged)
    taken = Taken(
        counted["new"] + counted["back"],
        counted["changed"],
        counted["same"],
        counted["faulty"],
    )
    details = {"source": staged.source, **asdict(taken)}
    audit.record(
        session,
        actor=actor,
        action="roster.take",
        subject=enterprise.reference,
        now=now,
        details=details,
    )
    return taken


def arrive(
    session: Session,
    person: Person,
    values: dict[str, Any],
    *,
    rules: Rules,
    actor: Actor,
    now: datetime,
) -> None:
    """Somebody came (返岗, C14): where from and when, reported at this moment."""
    _amend(session, person, {**values, "stayed": False}, rules, now)
    _move(session, person, "arrived", values["arrived_on"], actor, now)
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
    _move(session, person, "left", on, actor, now)
    _entry(session, "roster.leave", person, actor=actor, now=now)


def undo_leave(
    session: Session, person: Person, *, actor: Actor, now: datetime
) -> None:
    """That was a slip, or somebody is back."""
    _come_back(session, person, actor, now)
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
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """An officer decides otherwise than the rule, or where the rule says nothing; the
    rule's word stays beside it.

    Raises:
        Refused: without a reason, or nothing was determined yet.
    """
    if not reason.strip() or not person.determinations:
        raise Refused("请写明理由。")
    decide(session, person, outcome, reason, by=actor.id, now=now)
    _entry(
        session,
        "roster.override",
        person,
        outcome=outcome,
        reason=reason,
        actor=actor,
        now=now,
    )


def complete(
    session: Session, enterprise: Enterprise, *, actor: Actor, now: datetime
) -> None:
    """Everybody is on the roster: the health records are built (健康档案已建立, C4)."""
    _roster(session, enterprise).complete_on = now.date()
    audit.record(
        session,
        actor=actor,
        action="roster.complete",
        subject=enterprise.reference,
        now=now,
    )


def inform(
    session: Session,
    enterprise: Enterprise,
    notice: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """The people on the roster were told who keeps this, why, how long, and whom to
    ask.
    """
    found = _roster(session, enterprise)
    found.informed_on = now.date()
    found.notice = notice
    audit.record(
        session,
        actor=actor,
        action="roster.inform",
        subject=enterprise.reference,
        now=now,
        details={"notice": notice},
    )


def new_wall_code(
    session: Session, enterprise: Enterprise, *, actor: Actor, now: datetime
) -> str:
    """A new code for the wall; the old one is out at once."""
    code = new_code(10)
    _roster(session, enterprise).wall_hash = queries.wall_hash(code)
    audit.record(
        session,
        actor=actor,
        action="roster.wall",
        subject=enterprise.reference,
        now=now,
    )
    return code


def _roster(session: Session, enterprise: Enterprise) -> Roster:
    """The roster, made when it is first needed."""
    found = queries.roster(session, enterprise)
    session.add(found)
    return found


def _add(
    session: Session,
    enterprise: Enterprise,
    values: dict[str, Any],
    *,
    source: str,
    rules: Rules,
    actor: Actor,
    now: datetime,
) -> Person:
    if queries.by_phone(session, enterprise, values["phone"]):
        raise Refused("花名册上已经有人用这个手机号。请核对，或在那个人的记录里改。")
    roster = _roster(session, enterprise)
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
    _move(session, person, "joined", person.arrived_on or now.date(), actor, now)
    determine(session, person, rules, now)
    return person


def _amend(
    session: Session,
    person: Person,
    values: dict[str, Any],
    rules: Rules,
    now: datetime,
) -> set[str]:
    if "phone" in values and values["phone"] != person.phone:
        if queries.by_phone(session, person.enterprise, values["phone"]):
            raise Refused(
                "花名册上已经有人用这个手机号。请核对，或在那个人的记录里改。"
            )
        person.phone_index = queries.person_index(person.enterprise, values["phone"])
    changed = {field for field in values if getattr(person, field) != values[field]}
    for field in changed:
        setattr(person, field, values[field])
    if changed & ABOUT_ORIGIN:
        determine(session, person, rules, now)
    return changed


def _come_back(session: Session, person: Person, actor: Actor, now: datetime) -> None:
    if person.left_on:
        person.left_on = None
        _move(session, person, "joined", now.date(), actor, now)


def _move(
    session: Session, person: Person, kind: str, on: date, actor: Actor, now: datetime
) -> None:
    by = f"{actor.kind}:{actor.id}"[:80]
    session.add(
        Movement(
            person_id=person.id, kind=kind, day=on, reported_at=now, reported_by=by
        )
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
