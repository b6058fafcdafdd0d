"""Keeping what passed at a gate: a person, a vehicle, a bus with its passengers.

A passage is a row of a register, not a decision, so it leaves no audit entry: 5,000 in
a morning would drown the decisions. Signing on and off, looking back, handing out and
handling are decisions, in operations.py. The same client_id at the same point is kept
once, however often it is sent.
"""

from __future__ import annotations

from datetime import datetime
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
from forms_app.people.gates.rules import Facts, decide
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
    judge = form.judge
    unwell = bool(form.unwell.data)
    passage = _passage(gate, form, by, now, reason=form.reason.data)
    if form.is_new:
        known: Known | Visitor = _stranger(session, gate, form, here)
    else:
        known = whom(form, here)
    if isinstance(known, Visitor) or known.kind == "visitor":
        visitor = (
            known if isinstance(known, Visitor) else session.get_one(Visitor, known.id)
        )
        found = judge.of_place(
            visitor.place, gate.community.slug, visitor.arrived_on, unwell
        )
        passage.visitor_id = visitor.id
        stays_in = str(found.outcome)
        ends_on = found.ends_on
    else:
        passage.person_id = known.id
        row = session.execute(
            select(Person.outcome, Person.ends_on).where(Person.id == known.id)
        ).one()
        stays_in = row.outcome
        ends_on = row.ends_on
    facts = Facts(
        str(form.direction.data),
        judge.has_fever(form.celsius_read),
        unwell,
        stays_in,
        ends_on,
        form.reason.data == "return",
    )
    return _keep(session, passage, facts, judge)


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
    trip = BusTrip(
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
        has_fever = (
            form.judge.has_fever(celsius)
            if celsius is not None
            else None
            if form.judge.health is None
            else False
        )
        facts = Facts(trip.direction, has_fever, False, person.outcome, person.ends_on)
        _keep(session, passage, facts, form.judge)
    return trip


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
    session.add(passage)
    session.flush()
    return passage
