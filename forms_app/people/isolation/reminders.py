"""Telling the enterprises whose report of a slot is missing, an hour before it is late."""

from __future__ import annotations

from datetime import datetime, timedelta

from babel.support import LazyProxy
from sqlalchemy.orm import Session

from forms_app.base.dates import clock
from forms_app.base.jobs import lease
from forms_app.base.office import Office
from forms_app.base.refusal import NotSetUp
from forms_app.people.health_rules.readings import Slot
from forms_app.people.isolation.completeness import due_at
from forms_app.people.isolation.jobs import REMINDERS
from forms_app.people.isolation.labels import slot_name
from forms_app.people.isolation.missing_queries import without_report
from forms_app.people.isolation.rulebook import health_rule
from forms_app.permits.messages.outbox import Event, tell_all
from forms_app.permits.messages.rules import Kind

BEFORE = timedelta(hours=1)
A_DAY = timedelta(days=1)


def run(office: Office) -> None:
    """Tell those who are missing of a slot that is about to end, and ask for the next
    run.

    Raises:
        AtWork: another run is at work.
    """
    with lease.hold(office, REMINDERS.name):
        now = office.clock.now()
        with office.database.writing() as session:
            for slot in _slots(office, now):
                if now < due_at(now.date(), slot) <= now + BEFORE:
                    tell(session, slot, now)
    lease.ask_at(office, REMINDERS.name, next_run(office, now))


def tell(session: Session, slot: Slot, now: datetime) -> None:
    """Each of them once for a slot of a day."""
    day = now.date()
    values = {
        "slot": LazyProxy(slot_name, slot, enable_cache=False),
        "due": clock(slot.due),
    }
    key = f"report/{day}/{slot.id}"
    event = Event(Kind.MISSING_REPORT, key, values=values, path="/app/my/report/")
    tell_all(session, without_report(session, day, slot), event, now)


def next_run(office: Office, now: datetime) -> datetime:
    """An hour before the next slot ends; without any rule, the same time tomorrow."""
    moments = [
        due_at((now + later * A_DAY).date(), slot) - BEFORE
        for later in range(2)
        for slot in _slots(office, now)
    ]
    return min((one for one in moments if one > now), default=now + A_DAY)


def _slots(office: Office, now: datetime) -> tuple[Slot, ...]:
    """Of the day; none where no rule is in force."""
    try:
        return health_rule(office, now.date()).slots
    except NotSetUp:
        return ()
