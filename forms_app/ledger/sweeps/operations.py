"""Beginning a sweep, noting a visit, taking one back, closing. One audit entry each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.refusal import Refused
from forms_app.ledger.sweeps.models import Sweep, SweepPerson, SweepUnit
from forms_app.ledger.sweeps.rules import Result, coverage
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import Enterprise

MOST = 5000  # units


def begin(
    session: Session,
    community: str,
    title: str,
    others: Iterable[tuple[str, str]],
    *,
    actor: Actor,
    now: datetime,
) -> Sweep:
    """A sweep over every enterprise of a community, and over `others`: grid and label
    of what no register has.

    Raises:
        Refused: there is nothing to visit, or too much for one sweep.
    """
    units = [*_registered(session, community), *_beside(others)]
    sweep = Sweep(community=community, title=title, units=units, begun_at=now)
    if not units:
        raise Refused("没有要走访的。请先登记单位，或写下要走访的楼栋。")
    if len(units) > MOST:
        raise Refused("一次排查最多 %(n)s 处，请分几次。", n=MOST)
    session.add(sweep)
    session.flush()
    _entry(session, "sweep.begin", sweep, units=len(units), actor=actor, now=now)
    return sweep


def _registered(session: Session, community: str) -> list[SweepUnit]:
    """A unit for each enterprise of the community."""
    query = select(Enterprise).where(Enterprise.community == community)
    found = session.scalars(query.order_by(Enterprise.grid, Enterprise.id))
    return [
        SweepUnit(grid=one.grid, label=one.name, enterprise_id=one.id) for one in found
    ]


def _beside(others: Iterable[tuple[str, str]]) -> list[SweepUnit]:
    """A unit for each place that no register has."""
    return [SweepUnit(grid=grid, label=label) for grid, label in others]


def visit(
    session: Session,
    unit: SweepUnit,
    result: Result,
    note: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """What was found at a unit; a later visit goes over an earlier one, whose entry
    stays in the audit trail.

    Raises:
        Refused: the sweep is closed.
    """
    if unit.sweep.closed_at:
        raise Refused("这次排查已经结束。要再走访，请开始新的一次。")
    before = unit.result
    unit.result = str(result)
    unit.note = note
    unit.visited_at = now
    unit.visited_by = actor.id
    _entry(
        session,
        "sweep.visit",
        unit.sweep,
        unit=unit.id,
        before=before,
        result=str(result),
        actor=actor,
        now=now,
    )


def found(
    session: Session, unit: SweepUnit, person: Person, *, actor: Actor, now: datetime
) -> None:
    """Somebody without an employer lives at a unit and is registered now: whoever is
    still to be listed there is looked at again.

    Raises:
        Refused: the sweep is closed.
    """
    if unit.sweep.closed_at:
        raise Refused("这次排查已经结束。要再走访，请开始新的一次。")
    mine = SweepPerson.unit_id == unit.id, SweepPerson.person_id == person.id
    if session.scalar(select(SweepPerson.id).where(*mine)) is None:
        session.add(SweepPerson(unit_id=unit.id, person_id=person.id, found_at=now))
    before = unit.result
    unit.result = str(Result.LISTED)
    unit.visited_at = now
    unit.visited_by = actor.id
    _entry(
        session,
        "sweep.found",
        unit.sweep,
        unit=unit.id,
        before=before,
        person=person.number,
        actor=actor,
        now=now,
    )


def take_back(
    session: Session, unit: SweepUnit, *, actor: Actor, now: datetime
) -> None:
    """That was a slip: the unit is a gap again."""
    if unit.sweep.closed_at:
        raise Refused("这次排查已经结束。要再走访，请开始新的一次。")
    before = unit.result
    unit.result = ""
    unit.note = ""
    unit.visited_at = None
    unit.visited_by = ""
    _entry(
        session,
        "sweep.take_back",
        unit.sweep,
        unit=unit.id,
        before=before,
        actor=actor,
        now=now,
    )


def close(
    session: Session, sweep: Sweep, reason: str, *, actor: Actor, now: datetime
) -> None:
    """The sweep is over; with gaps left, or people on no list, only for a reason.

    Raises:
        Refused: units were not visited, or somebody found is not registered, and no
            reason was given.
    """
    covered = coverage(unit.result for unit in sweep.units)
    unlisted = sum(unit.result == Result.TO_LIST for unit in sweep.units)
    if unlisted and not reason.strip():
        raise Refused("还有 %(n)s 处的人没有登记，请登记，或者写明理由。", n=unlisted)
    if covered.visited < covered.units and not reason.strip():
        raise Refused(
            "还有 %(n)s 处没有走到，请写明理由。", n=covered.units - covered.visited
        )
    sweep.closed_at = now
    gaps = covered.units - covered.visited
    _entry(
        session,
        "sweep.close",
        sweep,
        units=covered.units,
        gaps=gaps,
        reason=reason,
        actor=actor,
        now=now,
    )


def _entry(
    session: Session,
    action: str,
    sweep: Sweep,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    **details: Any,
) -> None:
    subject = f"{sweep.community}/sweep-{sweep.id}"
    audit.record(
        session,
        actor=actor,
        action=action,
        subject=subject,
        now=now,
        reason=reason,
        details=details,
    )
