"""Laying out a day, doing what is due, taking back what is no more: by the operations
of items, which leave the entries.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.catalogue import DEFAULT, use_language
from forms_app.ledger.items import operations as items
from forms_app.ledger.items import queries as item_queries
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.operations import Place
from forms_app.ledger.items.rules import UNFINISHED
from forms_app.ledger.rounds import queries
from forms_app.ledger.rounds.kinds import ROUND
from forms_app.ledger.rounds.labels import name
from forms_app.ledger.rounds.models import Duty
from forms_app.ledger.rounds.rules import holds_on, may_be_done, moments, origin


def lay_out(session: Session, day: date, *, actor: Actor, now: datetime) -> int:
    """Every duty's items of a day, each once however often it is run; gives how many
    are new.
    """
    return sum(
        lay_out_duty(session, duty, day, actor=actor, now=now)
        for duty in queries.in_force(session, day)
    )


def lay_out_duty(
    session: Session, duty: Duty, day: date, *, actor: Actor, now: datetime
) -> int:
    if not holds_on(duty.starts_on, duty.ends_on, day):
        return 0
    due = {
        origin(duty.id, moment): moment
        for moment in moments(duty.times, day, duty.since)
    }
    there = queries.laid_out(session, list(due))
    community, grid = duty.where
    place = Place(community, grid, duty.enterprise)
    with use_language(DEFAULT):  # it is kept, and read by everybody
        title = name(duty)
    for comes_of, moment in due.items():
        if comes_of not in there:
            # what was noted of somebody's need goes with the need
            text = "" if duty.need_id else duty.task
            items.raise_item(
                session,
                ROUND,
                place,
                title,
                text,
                due_at=moment,
                owner=duty.owner,
                origin=comes_of,
                part_of=f"round/{duty.id}",
                actor=actor,
                now=now,
            )
    return len(due.keys() - there)


def take_back(session: Session, duty: Duty, *, actor: Actor, now: datetime) -> None:
    """What is still to come and is not in the plan any more will not be done; the rest
    goes to whoever answers now.
    """
    for item in item_queries.parts_of(session, f"round/{duty.id}"):
        if item.status not in UNFINISHED or item.due_at is None or item.due_at < now:
            continue
        day = item.due_at.date()
        holds = holds_on(
            duty.starts_on, duty.ends_on, day
        ) and f"{item.due_at:%H:%M}" in duty.times.split(",")
        if not holds:
            item.origin = None  # that time may come back into the plan on the same day
            items.drop(session, item, "勤务的安排改了", actor=actor, now=now)
        elif duty.owner and item.owner != duty.owner:
            items.hand_over(session, item, duty.owner, actor=actor, now=now)


def done(session: Session, item: Item, *, actor: Actor, now: datetime) -> None:
    """Somebody did it.

    Raises:
        Refused: it is too early, or somebody did it before.
    """
    items.finish(session, item, ROUND, actor=actor, now=now)


def at_place(session: Session, duty: Duty, now: datetime) -> Item | None:
    """What somebody who stands at the place would do now: the earliest of today that
    waits and may be done.
    """
    times = queries.of_day(session, [duty], now.date(), now)
    waiting = (
        one.item for one in sorted(times, key=lambda one: one.due_at) if one.item
    )
    return next(
        (
            i
            for i in waiting
            if i.status in UNFINISHED and i.due_at and may_be_done(i.due_at, now)
        ),
        None,
    )
