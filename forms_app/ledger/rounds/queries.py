"""Reading duties: those within somebody's reach, how each time of a day stands, when a
place was last seen to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.zone import start_of
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.rules import UNFINISHED, Status, is_overdue
from forms_app.ledger.rounds.models import Duty
from forms_app.ledger.rounds.rules import ITEMS, State, holds_on, moments, origin
from forms_app.people.isolation.case_rules import Kind as EventKind
from forms_app.people.isolation.case_rules import Need
from forms_app.people.isolation.case_rules import State as CaseState
from forms_app.people.isolation.models import Case, CaseEvent

AT_ONCE = 500  # origins in one question
ORDER = list(State)


@dataclass(frozen=True)
class Time:
    """One time of a duty on a day; without an item nobody laid it out."""

    duty: Duty
    due_at: datetime
    item: Item | None
    state: State


def in_force(session: Session, day: date) -> list[Duty]:
    """Every duty that holds on a day."""
    query = select(Duty).where(
        Duty.starts_on <= day, or_(Duty.ends_on.is_(None), Duty.ends_on >= day)
    )
    return list(session.scalars(query.order_by(Duty.id)).unique())


def within_reach(session: Session, actor: Actor) -> list[Duty]:
    """Every duty somebody sees, also those that are over; the newest last."""
    found = session.scalars(
        select(Duty).order_by(Duty.community, Duty.kind, Duty.id)
    ).unique()
    return [duty for duty in found if may_see(actor, duty)]


def may_see(actor: Actor, duty: Duty) -> bool:
    return actor.may_see(*duty.where) or (actor.is_staff and duty.owner == actor.id)


def by_code(session: Session, code: str) -> Duty | None:
    return session.scalar(select(Duty).where(Duty.code == code.strip().upper()))


def of_day(
    session: Session, duties: Iterable[Duty], day: date, now: datetime
) -> list[Time]:
    """How each time of a day stands: overdue first, then what is due, what nobody laid
    out, what is done.
    """
    known = {duty.id: duty for duty in duties}
    items = _items_of(session, day)
    found = []
    for item in items.values():
        duty = known.get(_duty_of(item))
        if duty and item.due_at:
            found.append(Time(duty, item.due_at, item, state_of(item, now)))
    for duty in known.values():
        if holds_on(duty.starts_on, duty.ends_on, day):
            due = (
                moment
                for moment in moments(duty.times, day, duty.since)
                if origin(duty.id, moment) not in items
            )
            found += [Time(duty, moment, None, State.NOT_LAID_OUT) for moment in due]
    return sorted(
        found, key=lambda one: (ORDER.index(one.state), one.due_at, one.duty.id)
    )


def _items_of(session: Session, day: date) -> dict[str, Item]:
    begins = start_of(day)
    query = select(Item).where(
        Item.kind == ITEMS,
        Item.due_at >= begins,
        Item.due_at < begins + timedelta(days=1),
    )
    return {
        item.origin or item.subject: item
        for item in session.scalars(query.order_by(Item.due_at)).unique()
    }


def state_of(item: Item, now: datetime) -> State:
    if item.status in {Status.DONE, Status.DROPPED}:
        return State(item.status)
    return (
        State.OVERDUE
        if is_overdue(Status(item.status), item.due_at, now)
        else State.DUE
    )


def laid_out(session: Session, origins: list[str]) -> set[str]:
    """Of these, the ones there is an item of."""
    found: set[str] = set()
    for first in range(0, len(origins), AT_ONCE):
        query = select(Item.origin).where(
            Item.origin.in_(origins[first : first + AT_ONCE])
        )
        found |= {one for one in session.scalars(query) if one}
    return found


def last_done(session: Session) -> dict[str, datetime]:
    """By `part_of` of a duty's items: when it was last done."""
    query = select(Item.part_of, func.max(Item.finished_at)).where(
        Item.kind == ITEMS, Item.status == Status.DONE
    )
    return {
        part_of: at
        for part_of, at in session.execute(query.group_by(Item.part_of))
        if at
    }


def last_items(session: Session, duties: Iterable[Duty]) -> dict[int, Item]:
    """By duty, the time that was done last."""
    found: dict[int, Item] = {}
    for item in _items_of_duties(session, duties, Item.status == Status.DONE):
        found[_duty_of(item)] = item
    return found


def overdue_duties(session: Session, duties: Iterable[Duty], now: datetime) -> set[int]:
    """The duties of which a time is over that nobody did."""
    late = Item.status.in_(UNFINISHED), Item.due_at < now
    return {_duty_of(item) for item in _items_of_duties(session, duties, *late)}


def _items_of_duties(
    session: Session, duties: Iterable[Duty], *conditions: ColumnElement[bool]
) -> list[Item]:
    """In the order in which they were finished."""
    parts = [f"round/{duty.id}" for duty in duties]
    query = select(Item).where(Item.kind == ITEMS, Item.part_of.in_(parts), *conditions)
    return list(session.scalars(query.order_by(Item.finished_at, Item.id)).unique())


def _duty_of(item: Item) -> int:
    return int(item.part_of.partition("/")[2])


def bins_needed(session: Session, actor: Actor) -> list[tuple[CaseEvent, Case]]:
    """Needs for a bin that have none yet. Who, and why, is not asked."""
    query = (
        select(CaseEvent, Case)
        .join(Case, Case.id == CaseEvent.case_id)
        .outerjoin(Duty, Duty.need_id == CaseEvent.id)
    )
    query = query.where(
        CaseEvent.kind == EventKind.NEED,
        CaseEvent.struck_at.is_(None),
        CaseEvent.done_at.is_(None),
    )
    query = query.where(Duty.id.is_(None), Case.state == CaseState.OPEN)
    rows = session.execute(query.order_by(CaseEvent.id)).unique()
    return [
        (event, case)
        for event, case in rows
        if event.code == Need.BIN and actor.may_see(case.community, case.grid)
    ]
