"""What is done with two reports a day: keeping one, an alarm's steps, a call to who is
missing, a link of one's own.

One audit entry each, with the enterprise's reference, a person's number and counts;
never a temperature or a name.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.personal import new_code
from forms_app.base.refusal import Refused
from forms_app.people.health_rules.readings import HealthRule, Slot, is_late
from forms_app.people.isolation import queries
from forms_app.people.isolation.alarming import raise_alarm
from forms_app.people.isolation.case_steps import by_whom
from forms_app.people.isolation.models import (
    Alarm,
    AlarmStep,
    Case,
    Hint,
    MissingCall,
    Reading,
    SlotReport,
)
from forms_app.people.isolation.rules import (
    OF_STAFF,
    TRANSITIONS,
    Action,
    Day,
    State,
    may_report,
)
from forms_app.people.isolation.saying import Named, Said
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import Enterprise

# a phone's clock may be off by more; then the moment of arrival stands for it
SANE = timedelta(days=2)


def report(
    session: Session,
    enterprise: Enterprise,
    said: Said,
    *,
    source: str,
    health: HealthRule,
    actor: Actor,
    now: datetime,
) -> SlotReport:
    """Keep one report; sent twice with the same client id, it is kept once and the
    first one is given back.

    Raises:
        Refused: the day is over or has not come; somebody named is of another
            enterprise.
    """
    if known := queries.by_client_id(session, enterprise, said.client_id):
        return known
    _judge(session, enterprise, said, now)
    kept = _kept(session, enterprise, said, source, actor, now)
    try:
        with session.begin_nested():
            session.add(kept)
    except IntegrityError:  # the same report came by another worker at this moment
        return session.scalars(
            select(SlotReport).where(
                SlotReport.enterprise_id == enterprise.id,
                SlotReport.client_id == said.client_id,
            )
        ).one()
    kept.follows = _follows(session, kept)
    raised = sum(_raise(session, named, health, actor, now) for named in said.named)
    details = {
        "day": said.day.isoformat(),
        "slot": said.slot.id,
        "source": source,
        "covers": kept.covers,
        "named": len(said.named),
        "alarms": raised,
        "late": kept.is_late,
        "nobody": kept.nobody,
        "follows": kept.follows,
    }
    _entry(
        session,
        "report.keep",
        enterprise,
        details=details,
        basis=health.version,
        actor=actor,
        now=now,
    )
    return kept


def step(
    session: Session,
    alarm: Alarm,
    action: Action,
    note: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """One step of an alarm: measured again, told, acted, closed.

    Who and when stay with it.

    Raises:
        Refused: the step is not the next one, is the office's, or nothing was written.
    """
    if action in OF_STAFF and not actor.is_staff:
        raise Refused("这一步由社区来办。")
    if not note.strip():
        raise Refused("请写明内容。")
    if (after := TRANSITIONS.get((State(alarm.state), action))) is None:
        raise Refused(
            "现在还不能办这一步。请先按顺序办：再量一次、告诉社区、处置、写明理由后结束。"
        )
    alarm.state = after
    if alarm.state == State.CLOSED:
        alarm.closed_at = now
    alarm.steps.append(
        AlarmStep(kind=action, at=now, by=by_whom(actor), note=note.strip())
    )
    enterprise = session.get_one(Enterprise, alarm.enterprise_id)
    details = {"alarm": alarm.id, "person": alarm.person.number, "state": alarm.state}
    reason = note if action == Action.CLOSE else ""
    _entry(
        session,
        f"alarm.{action}",
        enterprise,
        details=details,
        reason=reason,
        actor=actor,
        now=now,
    )


def log_missing_call(
    session: Session,
    enterprise: Enterprise,
    about: tuple[date, Slot],
    outcome: str,
    note: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """A call to an enterprise, `about` a day and a slot.

    It stays missing until somebody reports it.
    """
    day, slot = about
    call = MissingCall(
        enterprise_id=enterprise.id,
        day=day,
        slot=slot.id,
        at=now,
        by=actor.id,
        outcome=outcome,
        note=note,
    )
    session.add(call)
    details = {"day": day.isoformat(), "slot": slot.id, "outcome": outcome}
    _entry(session, "missing.call", enterprise, details=details, actor=actor, now=now)


def new_own_link(session: Session, case: Case, *, actor: Actor, now: datetime) -> str:
    """A new link with which somebody reports alone; the old one is out at once.

    Only a hash is kept.
    """
    code = new_code(12)
    case.link_hash = queries.link_hash(code)
    enterprise = session.get_one(Enterprise, case.enterprise_id)
    details = {"case": case.id, "person": case.person.number}
    _entry(session, "case.own_link", enterprise, details=details, actor=actor, now=now)
    return code


def see_hint(session: Session, hint: Hint, *, actor: Actor, now: datetime) -> None:
    """Somebody looked into it; what came of it is said to the enterprise, not kept
    here.
    """
    hint.seen_at = now
    enterprise = session.get_one(Enterprise, hint.enterprise_id)
    _entry(
        session,
        "hint.see",
        enterprise,
        details={"hint": hint.id, "kind": hint.kind},
        actor=actor,
        now=now,
    )


def _judge(session: Session, enterprise: Enterprise, said: Said, now: datetime) -> None:
    stands = may_report(said.day, said.slot.starts, now)
    if stands == Day.TO_COME:
        raise Refused("这个时段还没有到，不能提前报。请到时候量了再报。")
    if stands == Day.TOO_OLD:
        raise Refused(
            "只能报今天和昨天的。更早的没有报，就一直记为缺报；有情况请拨打社区电话。"
        )
    people = {named.person_id for named in said.named}
    own = select(Person.id).where(
        Person.enterprise_id == enterprise.id, Person.id.in_(people)
    )
    if set(session.scalars(own)) != people or len(people) != len(said.named):
        raise Refused("报的人不在本单位的花名册上，或者一个人写了两次。请核对。")


def _kept(
    session: Session,
    enterprise: Enterprise,
    said: Said,
    source: str,
    actor: Actor,
    now: datetime,
) -> SlotReport:
    named = {one.person_id for one in said.named}
    speaks_for_all = source not in queries.ALONE and not said.nobody
    written_at = said.written_at if abs(said.written_at - now) <= SANE else now
    return SlotReport(
        enterprise_id=enterprise.id,
        day=said.day,
        slot=said.slot.id,
        client_id=said.client_id,
        written_at=written_at,
        received_at=now,
        source=source,
        covers=len(queries.others(session, enterprise, now) - named)
        if speaks_for_all
        else 0,
        is_late=is_late(said.slot, said.day, now),
        nobody=said.nobody,
        follows="",
        by=by_whom(actor),
        readings=[_reading(one, said, now) for one in said.named],
    )


def _reading(one: Named, said: Said, now: datetime) -> Reading:
    return Reading(
        person_id=one.person_id,
        day=said.day,
        slot=said.slot.id,
        celsius=one.as_kept,
        unwell=one.unwell,
        absent=one.absent,
        received_at=now,
    )


def _follows(session: Session, kept: SlotReport) -> str:
    """Whether it says the same as the one before of its slot, or something else."""
    earlier = queries.before(session, kept)
    if earlier is None:
        return ""
    return "doubled" if _contents(earlier) == _contents(kept) else "corrected"


def _contents(kept: SlotReport) -> tuple[Any, ...]:
    """What a report says, whenever and under whichever id it was sent."""
    read = {
        (one.person_id, one.celsius, one.unwell, one.absent) for one in kept.readings
    }
    return kept.covers, kept.nobody, read


def _raise(
    session: Session, named: Named, health: HealthRule, actor: Actor, now: datetime
) -> bool:
    """An alarm for a fever or somebody unwell."""
    has_fever = named.celsius is not None and health.is_fever(named.celsius)
    if not has_fever and not named.unwell:
        return False
    person = session.get_one(Person, named.person_id)
    again = timedelta(minutes=health.measure_again_minutes)
    raise_alarm(
        session,
        person,
        "fever" if has_fever else "unwell",
        named.as_kept or "",
        by_whom(actor),
        now,
        again,
    )
    return True


def _entry(
    session: Session,
    action: str,
    enterprise: Enterprise,
    *,
    details: dict[str, Any],
    actor: Actor,
    now: datetime,
    basis: str = "",
    reason: str = "",
) -> None:
    values: dict[str, Any] = {"basis": basis, "reason": reason, "details": details}
    audit.record(
        session,
        actor=actor,
        action=action,
        subject=enterprise.reference,
        now=now,
        **values,
    )
