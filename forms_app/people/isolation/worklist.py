"""Alarms, people to decide about, to arrange, cases and missing reports, for the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from flask import url_for

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.worklist import Reader, Task, end_of
from forms_app.people.health_rules.health_file import HEALTH
from forms_app.people.health_rules.rules import decide_by
from forms_app.people.isolation import (
    alarm_queries,
    case_queries,
    labels,
    missing_queries,
    undecided,
)
from forms_app.people.isolation.case_plan import OFFICERS
from forms_app.people.isolation.case_queries import Within
from forms_app.people.isolation.completeness import due_at
from forms_app.people.isolation.models import Alarm, Case
from forms_app.people.rosters.determining import rulebook
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import Unit
from forms_app.permits.enterprises.worklist import UNIT, about
from forms_app.permits.grid.queries import rules

MISSING = "missing"  # of a key: a slot that is missing is missing for good


def of_alarms(reader: Reader) -> Iterator[Task]:
    """Somebody with a fever waits for nobody: due at once."""
    what = _l("发热或不适，还没有处理完")
    found = alarm_queries.alarms(
        reader.session, reader.actor, community=reader.community
    )
    for one in found.only(Alarm.id, Alarm.raised_at, *UNIT):
        address = partial(url_for, "missing.staff_alarm", alarm_id=one.id)
        yield about(one, f"alarm/{one.id}", "alarms", what, address, one.raised_at)


def of_undecided(reader: Reader) -> Iterator[Task]:
    """Whom an officer has to decide about, by the hours that the isolation rule names."""
    isolation = rulebook(reader.office, reader.now.date()).isolation
    found = undecided.undecided(
        reader.session, _within(reader), reader.now.date(), isolation
    )
    for one in found.only(*undecided.COLUMNS, Unit.reference, *UNIT):
        due = decide_by(undecided.asked_at(one), isolation)
        what = _l("%(number)s 号先问了社区，等决定", number=one.number)
        yield about(
            one, f"decide/{one.id}", "decide", what, _to_decide(reader, one), due
        )


def _to_decide(reader: Reader, one: Any) -> Callable[[], str]:
    """Where somebody decides; whoever may not is led to the queue."""
    if reader.actor.role not in OFFICERS:
        return partial(url_for, "cases.undecided")
    return partial(
        url_for, "cases.override", reference=one.reference, number=one.number
    )


def of_unconfirmed(reader: Reader) -> Iterator[Task]:
    """Who waits for an enterprise that does not look: due on the day they wrote."""
    found = undecided.unconfirmed(reader.session, _within(reader))
    for one in found.only(Person.id, Person.added_at, *UNIT):
        due = end_of(one.added_at.date())
        what = _l("墙上登记的人，等单位确认")
        address = partial(url_for, "cases.undecided")
        yield about(one, f"confirm/{one.id}", "decide", what, address, due)


def of_people(reader: Reader) -> Iterator[Task]:
    today = reader.now.date()
    found = undecided.to_arrange(reader.session, _within(reader), today)
    for one in found.only(Person.id, Person.number, Unit.reference, *UNIT):
        address = partial(
            url_for, "cases.open_case", reference=one.reference, number=one.number
        )
        what = _l("%(number)s 号要隔离，还没有安排", number=one.number)
        key = f"arrange/{one.id}"
        yield about(one, key, "isolation", what, address, end_of(today))


def _within(reader: Reader) -> Within:
    return Within(reader.actor, reader.community)


def of_cases(reader: Reader) -> Iterator[Task]:
    found = case_queries.open_cases(reader.session, _within(reader))
    for one in found.only(Case.id, Case.due_on, Person.number, *UNIT):
        address = partial(url_for, "cases.case", case_id=one.id)
        what = _l("%(number)s 号隔离期满，等解除", number=one.number)
        yield about(
            one, f"case/{one.id}", "isolation", what, address, end_of(one.due_on)
        )


def of_missing(reader: Reader) -> Iterator[Task]:
    """Enterprises whose report of a slot of today is missing, once its cut-off is past."""
    day = reader.now.date()
    health = HEALTH.on(rules(reader.office), day)
    for slot in health.slots if health else ():
        due = due_at(day, slot)
        if due > reader.now:
            continue
        what = _l("%(slot)s没有报", slot=labels.day_and_slot(day, slot))
        for unit in missing_queries.units_missing(
            reader.session, reader.actor, day, slot, reader.community
        ):
            address = partial(url_for, "missing.enterprise", reference=unit.reference)
            key = f"{MISSING}/{unit.id}/{day}/{slot.id}"
            yield about(unit, key, "reports", what, address, due)
