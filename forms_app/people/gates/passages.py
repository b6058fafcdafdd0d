"""Keeping what passed at a gate: a person, a vehicle, a bus with its passengers.

A passage is a row of a register, not a decision, so it leaves no audit entry: 5,000 in
a morning would drown the decisions. Signing on and off, looking back, handing out and
handling are decisions, in operations.py. The same client_id at the same point is kept
once, however often it is sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.refusal import Refused
from forms_app.people.gates.codes import opened
from forms_app.people.gates.directory import Known, KnownHere, phone_index
from forms_app.people.gates.forms import AtGateForm, BusForm, PassageForm, VehicleForm
from forms_app.people.gates.judging import Judge
from forms_app.people.gates.models import BusTrip, Passage, Visitor
from forms_app.people.gates.points import Gate
from forms_app.people.gates.rules import OF_THE_PERSON, Decision, Facts, decide
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import Enterprise


class Unsure(Refused):
    """The last four digits are not exactly one person's."""

    def __init__(self, says: str, among: list[Known], **values: Any) -> None:
        super().__init__(says, **values)
        self.among = among


def kept_before(session: Session, gate: Gate, client_id: str) -> Passage | None:
    return session.scalar(
        select(Passage).where(
            Passage.point == gate.slug, Passage.client_id == client_id
        )
    )


def trip_kept_before(session: Session, gate: Gate, client_id: str) -> BusTrip | None:
    return session.scalar(
        select(BusTrip).where(
            BusTrip.point == gate.slug, BusTrip.client_id == client_id
        )
    )


def keep_person(
    session: Session,
    gate: Gate,
    form: PassageForm,
    here: KnownHere,
    *,
    by: Actor,
    now: datetime,
) -> Passage:
    """One person in or out.

    Raises:
        Unsure: nobody, or several, have these four digits.
    """
    if kept := kept_before(session, gate, str(form.client_id.data)):
        return kept
    passage = _passage(gate, form, by, now, reason=form.reason.data)
    known = _stranger(session, gate, form, here) if form.is_new else whom(form, here)
    visitor = _visitor(session, known)
    if visitor:
        passage.visitor_id = visitor.id
        stay = _said_of_place(gate, form, visitor)
    else:
        passage.person_id = known.id
        stay = _said_of_person(session, known.id)
    facts = Facts(
        str(form.direction.data),
        form.judge.has_fever(form.celsius_read),
        bool(form.unwell.data),
        stay.outcome,
        stay.ends_on,
        form.reason.data == "return",
    )
    return _keep(session, passage, facts, form.judge)


@dataclass(frozen=True)
class Stay:
    """Whether somebody stays in, and until when."""

    outcome: str
    ends_on: date | None


def _visitor(session: Session, known: Known | Visitor) -> Visitor | None:
    """The record of somebody who is on no roster; None for one who is."""
    if isinstance(known, Visitor):
        return known
    return session.get_one(Visitor, known.id) if known.kind == "visitor" else None


def _said_of_place(gate: Gate, form: PassageForm, visitor: Visitor) -> Stay:
    found = form.judge.of_place(
        visitor.place,
        gate.community.slug,
        visitor.arrived_on,
        bool(form.unwell.data),
    )
    return Stay(str(found.outcome), found.ends_on)


def _said_of_person(session: Session, person_id: int) -> Stay:
    row = session.execute(
        select(Person.outcome, Person.ends_on).where(Person.id == person_id)
    ).one()
    return Stay(row.outcome, row.ends_on)


def keep_vehicle(
    session: Session, gate: Gate, form: VehicleForm, *, by: Actor, now: datetime
) -> Passage:
    """One vehicle in or out, judged by the highest temperature in it."""
    if kept := kept_before(session, gate, str(form.client_id.data)):
        return kept
    passage = _passage(gate, form, by, now, kind="vehicle", reason=form.reason.data)
    passage.plate = form.plate.data
    passage.vehicle = form.vehicle.data
    passage.heads = int(form.heads.data or 1)
    return _keep(
        session,
        passage,
        Facts(str(form.direction.data), form.judge.has_fever(form.celsius_read)),
        form.judge,
    )


def keep_bus(
    session: Session,
    gate: Gate,
    enterprise: Enterprise,
    form: BusForm,
    *,
    by: Actor,
    now: datetime,
) -> BusTrip:
    """One bus: a passage for every passenger.

    Whoever has no reading beside the name was measured and is in order.
    """
    if kept := trip_kept_before(session, gate, str(form.client_id.data)):
        return kept
    trip = _trip(gate, enterprise, form, by, now)
    session.add(trip)
    session.flush()
    on_it = select(Person.id, Person.number, Person.outcome, Person.ends_on).where(
        Person.enterprise_id == enterprise.id,
        Person.number.in_(form.readings),
        Person.left_on.is_(None),
    )
    for person in session.execute(on_it).all():
        celsius = form.readings[person.number]
        passage = _passage(gate, form, by, now, reason="daily")
        passage.client_id = f"{trip.client_id}:{person.number}"
        passage.person_id = person.id
        passage.trip_id = trip.id
        passage.celsius = None if celsius is None else f"{celsius:.1f}"
        has_fever = _has_fever(form.judge, celsius)
        facts = Facts(trip.direction, has_fever, False, person.outcome, person.ends_on)
        _keep(session, passage, facts, form.judge)
    return trip


def _trip(
    gate: Gate, enterprise: Enterprise, form: BusForm, by: Actor, now: datetime
) -> BusTrip:
    return BusTrip(
        point=gate.slug,
        client_id=str(form.client_id.data),
        enterprise_id=enterprise.id,
        direction=form.direction.data,
        route=form.route.data,
        plate=form.plate.data,
        disinfected=bool(form.disinfected.data),
        passengers=len(form.readings),
        at=form.at(now),
        received_at=now,
        by=by.id,
    )


def _has_fever(judge: Judge, celsius: float | None) -> bool | None:
    """Of a passenger: without a reading measured and in order, where a rule says what
    a fever is.
    """
    if celsius is None:
        return None if judge.health is None else False
    return judge.has_fever(celsius)


def whom(form: PassageForm, here: KnownHere) -> Known:
    """The person a code or four digits mean.

    Raises:
        Unsure: not exactly one.
    """
    if form.code.data:
        found = opened(form.code.data, here)
        if found is None:
            raise Unsure(
                "这个码不是本社区的，或者人已经离开。请用手机号后四位，或者按新来的人登记。",
                [],
            )
        return found
    among = here.by_tail.get(form.tail.data or "", [])
    if not among:
        raise Unsure("没有找到这四位数的人。第一次来的，请填“新来的人”。", [])
    if len(among) > 1:
        raise Unsure("有 %(n)s 个人是这四位数，请选一个。", among, n=len(among))
    return among[0]


def _stranger(
    session: Session, gate: Gate, form: PassageForm, here: KnownHere
) -> Known | Visitor:
    """Somebody new; or, when the phone is on a roster or was seen here, that one:
    nobody gets past by a second name.
    """
    values = form.stranger
    index = phone_index(gate, values["phone"])
    rostered = here.by_index.get(index)
    if rostered and rostered.kind == "person":
        return rostered
    visitor = session.scalar(
        select(Visitor).where(Visitor.point == gate.slug, Visitor.phone_index == index)
    )
    if visitor is None:
        visitor = Visitor(point=gate.slug, phone_index=index)
        session.add(visitor)
    for field in ("name", "phone", "place", "arrived_on"):
        setattr(visitor, field, values[field])
    session.flush()
    return visitor


def _passage(
    gate: Gate,
    form: AtGateForm,
    by: Actor,
    now: datetime,
    *,
    reason: str,
    kind: str = "person",
) -> Passage:
    celsius = form.celsius_read
    return Passage(
        point=gate.slug,
        community=gate.community.slug,
        client_id=str(form.client_id.data),
        kind=kind,
        direction=form.direction.data,
        reason=reason,
        vehicle="",
        heads=1,
        at=form.at(now),
        received_at=now,
        by=by.id,
        celsius=None if celsius is None else f"{celsius:.1f}",
    )


def _keep(session: Session, passage: Passage, facts: Facts, judge: Judge) -> Passage:
    passage.outcome, passage.why = decide(facts, judge.today)
    if passage.person_id and passage.why in OF_THE_PERSON:
        passage.decision = Decision.ASKED
        passage.handled_at = passage.received_at
    session.add(passage)
    session.flush()
    return passage
