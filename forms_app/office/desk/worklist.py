"""Everything that is open within somebody's reach, gathered from the features: one line
each.

Only the columns of a line are read, not whole records, so that a desk with ten thousand
open things is quick.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache, partial
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from forms_app.base.access import Actor, Role
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.clock import SHANGHAI
from forms_app.ledger.items import queries as items
from forms_app.ledger.items.kinds import kinds
from forms_app.ledger.items.models import Item
from forms_app.ledger.visits import queries as visits
from forms_app.office.desk.rules import Thing, in_order
from forms_app.people.health_rules.readings import HealthRule
from forms_app.people.isolation import case_queries, labels
from forms_app.people.isolation import queries as reports
from forms_app.people.isolation.case_queries import Within
from forms_app.people.isolation.completeness import due_at
from forms_app.people.isolation.models import Alarm, Case
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption import queries as applications
from forms_app.permits.resumption import stages
from forms_app.permits.resumption.models import Application, Call

MISSING = "missing"  # of a key: a slot that is missing is missing for good
# what a line says of an enterprise
UNIT = (Enterprise.name, Enterprise.community, Enterprise.grid)


@dataclass(frozen=True)
class Reader:
    """Who looks, when, and by which rule the slots of the day are cut off, if any.

    `community`: the one that is looked at; "" for everything within reach.
    """

    session: Session
    actor: Actor
    now: datetime
    health: HealthRule | None
    community: str = ""


@lru_cache(maxsize=1_000)
def end_of(day: date) -> datetime:
    """24:00 of a day."""
    return datetime.combine(day + timedelta(days=1), time(), SHANGHAI)


def every(reader: Reader) -> list[Thing]:
    """In no order."""
    sources = (
        _applications,
        _calls,
        _alarms,
        _to_arrange,
        _cases,
        _missing,
        _visits,
        _items,
    )
    return [thing for source in sources for thing in source(reader)]


def due_today(reader: Reader, community: str) -> list[Thing]:
    """What must be done by the end of today, of one community, in order."""
    by = end_of(reader.now.date())
    of_community = every(replace(reader, community=community))
    return in_order([one for one in of_community if one.is_due(by)], {})


def _of(
    unit: Any,
    key: str,
    of: str,
    what: Any,
    address: Callable[[], str],
    due_at: datetime | None,
    owner: str = "",
) -> Thing:
    """A line about an enterprise (`unit`: the record, or a row with the columns of
    UNIT).

    It never names a person: a desk is looked at by whoever walks by.
    """
    return Thing(
        key, of, unit.name, what, address, unit.community, unit.grid, due_at, owner
    )


def _applications(reader: Reader) -> Iterator[Thing]:
    found = applications.queue(reader.session, reader.actor, community=reader.community)
    said = (Application.id, Application.stage, Application.due_at, Application.taken_by)
    for one in found.only(*said, *UNIT):
        address = partial(url_for, "review.application", application_id=one.id)
        what = stages.LABELS[one.stage]
        owner = one.taken_by or ""
        yield _of(
            one,
            f"application/{one.id}",
            "applications",
            what,
            address,
            one.due_at,
            owner,
        )


def _calls(reader: Reader) -> Iterator[Thing]:
    what = _l("要打电话告知")
    address = partial(url_for, "review.calls")
    found = applications.calls_to_make(reader.session, reader.actor, reader.community)
    for one in found.only(Call.id, Call.at, *UNIT):
        yield _of(one, f"call/{one.id}", "calls", what, address, end_of(one.at.date()))


def _alarms(reader: Reader) -> Iterator[Thing]:
    """Somebody with a fever waits for nobody: due at once."""
    what = _l("发热或不适，还没有处理完")
    found = reports.alarms(reader.session, reader.actor, community=reader.community)
    for one in found.only(Alarm.id, Alarm.raised_at, *UNIT):
        address = partial(url_for, "missing.staff_alarm", alarm_id=one.id)
        yield _of(one, f"alarm/{one.id}", "alarms", what, address, one.raised_at)


def _to_arrange(reader: Reader) -> Iterator[Thing]:
    due = end_of(reader.now.date())
    found = case_queries.to_arrange(
        reader.session, Within(reader.actor, reader.community)
    )
    for one in found.only(Person.id, Person.number, Enterprise.reference, *UNIT):
        address = partial(
            url_for, "cases.open_case", reference=one.reference, number=one.number
        )
        what = _l("%(number)s 号要隔离，还没有安排", number=one.number)
        yield _of(one, f"arrange/{one.id}", "isolation", what, address, due)


def _cases(reader: Reader) -> Iterator[Thing]:
    found = case_queries.open_cases(
        reader.session, Within(reader.actor, reader.community)
    )
    for one in found.only(Case.id, Case.due_on, Person.number, *UNIT):
        address = partial(url_for, "cases.case", case_id=one.id)
        what = _l("%(number)s 号隔离期满，等解除", number=one.number)
        yield _of(one, f"case/{one.id}", "isolation", what, address, end_of(one.due_on))


def _missing(reader: Reader) -> Iterator[Thing]:
    """Enterprises whose report of a slot of today is missing, once its cut-off is past."""
    day = reader.now.date()
    where = {"community": reader.community}
    for slot in reader.health.slots if reader.health else ():
        due = due_at(day, slot)
        if due > reader.now:
            continue
        what = _l("%(slot)s没有报", slot=labels.day_and_slot(day, slot))
        for one in reports.who_is_missing(
            reader.session, reader.actor, day, slot, **where
        ):
            unit = one.enterprise
            address = partial(url_for, "missing.enterprise", reference=unit.reference)
            key = f"{MISSING}/{unit.id}/{day}/{slot.id}"
            yield _of(unit, key, "reports", what, address, due)


def _visits(reader: Reader) -> Iterator[Thing]:
    """Where somebody has to try again today; and for the office, two visits that
    differ.
    """
    until = end_of(reader.now.date())
    for one in visits.due_again(reader.session, reader.actor, until, reader.community):
        address = partial(url_for, "visits.write", reference=one.enterprise.reference)
        due = end_of(one.next_try.date()) if one.next_try else None
        yield _of(
            one.enterprise,
            f"visit/{one.id}",
            "visits",
            _l("约好再去走访"),
            address,
            due,
        )
    if reader.actor.role in {Role.REVIEWER, Role.OFFICE, Role.ADMIN}:
        what = _l("两次走访不一样，要定以哪一次为准")
        address = partial(url_for, "visits.conflicts")
        for one, _other in visits.conflicts(
            reader.session, reader.actor, reader.community
        ):
            due = end_of(one.recorded_at.date())
            yield _of(one.enterprise, f"visits/{one.id}", "visits", what, address, due)


def _items(reader: Reader) -> Iterator[Thing]:
    seen = {code: kind for code, kind in kinds().items() if kind.may_work(reader.actor)}
    asked: dict[str, Any] = {"state": "unfinished", "community": reader.community}
    found = items.items(reader.session, reader.actor, seen, **asked)
    said = (Item.id, Item.kind, Item.title, Item.part_of, Item.owner, Item.due_at)
    where = (items.COMMUNITY.label("community"), items.GRID.label("grid"))
    for one in found.only(*said, Enterprise.name, *where):
        kind = seen[one.kind]
        address = partial(url_for, "items.one", item_id=one.id)
        if kind.shown:
            address = partial(kind.shown, one)
        yield Thing(
            key=f"item/{one.id}",
            of=one.kind,
            title=one.title,
            what=" · ".join(filter(None, (str(kind.title), one.name))),
            address=address,
            community=one.community,
            grid=one.grid,
            due_at=one.due_at,
            owner=one.owner,
        )
