"""Keeping a report: judged, counted, compared with the one before, and an alarm for each
fever.

Sent twice with the same client id it is kept once.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.refusal import Refused
from forms_app.people.health_rules.readings import HealthRule, is_late
from forms_app.people.isolation import queries, roster_queries
from forms_app.people.isolation.alarming import raise_alarm
from forms_app.people.isolation.entries import enterprise_entry
from forms_app.people.isolation.models import Reading, SlotReport
from forms_app.people.isolation.rules import Day, may_report
from forms_app.people.isolation.saying import Named, Said
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import Unit

# a phone's clock may be off by more; then the moment of arrival stands for it
SANE = timedelta(days=2)


def report(
    session: Session,
    enterprise: Unit,
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
    kept.follows = _follows(session, kept)
    try:
        with session.begin_nested():
            session.add(kept)
    except IntegrityError:  # the same report came by another worker at this moment
        known = queries.by_client_id(session, enterprise, said.client_id)
        assert known, "it stood in the way of this one"
        return known
    raised = sum(_raise(session, named, health, actor, now) for named in said.named)
    enterprise_entry(
        session,
        "report.keep",
        enterprise,
        details={**_counts(kept), "alarms": raised},
        basis=health.version,
        actor=actor,
        now=now,
    )
    return kept


def _counts(kept: SlotReport) -> dict[str, Any]:
    """What the entry says of a report."""
    return {
        "day": kept.day.isoformat(),
        "slot": kept.slot,
        "source": kept.source,
        "covers": kept.covers,
        "named": len(kept.readings),
        "late": kept.is_late,
        "nobody": kept.nobody,
        "follows": kept.follows,
    }


def _judge(session: Session, enterprise: Unit, said: Said, now: datetime) -> None:
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
    known = set(session.scalars(own)) if people else people
    if known != people or len(people) != len(said.named):
        raise Refused("报的人不在本单位的花名册上，或者一个人写了两次。请核对。")


def _kept(
    session: Session,
    enterprise: Unit,
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
        covers=len(roster_queries.others(session, enterprise, now) - named)
        if speaks_for_all
        else 0,
        is_late=is_late(said.slot, said.day, now),
        nobody=said.nobody,
        follows="",
        by=actor.signature,
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
        actor.signature,
        now,
        again,
    )
    return True
