"""Everything that is open within somebody's reach, gathered from the features: one line
each, by due time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from forms_app.base.access import Actor, Role
from forms_app.base.catalogue import gettext as _
from forms_app.base.clock import SHANGHAI
from forms_app.ledger.items import queries as items
from forms_app.ledger.items.kinds import kinds
from forms_app.ledger.visits import queries as visits
from forms_app.office.desk.rules import Thing, in_order
from forms_app.people.health_rules.readings import HealthRule
from forms_app.people.isolation import case_queries, labels
from forms_app.people.isolation import queries as reports
from forms_app.people.isolation.case_queries import Within
from forms_app.people.isolation.completeness import due_at
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption import queries as applications
from forms_app.permits.resumption import stages

MISSING = "missing"  # of a key: a slot that is missing is missing for good


@dataclass(frozen=True)
class Reader:
    """Who looks, when, and by which rule the slots of the day are cut off."""

    session: Session
    actor: Actor
    now: datetime
    health: HealthRule


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
    return in_order(
        [one for one in every(reader) if one.community == community and one.is_due(by)],
        {},
    )


def _of(
    unit: Enterprise,
    key: str,
    of: str,
    what: Any,
    address: str,
    due_at: datetime | None,
    owner: str = "",
) -> Thing:
    """A line about an enterprise.

    It never names a person: a desk is looked at by whoever walks by.
    """
    return Thing(
        key, of, unit.name, str(what), address, unit.community, unit.grid, due_at, owner
    )


def _applications(reader: Reader) -> Iterator[Thing]:
    for one in applications.queue(reader.session, reader.actor):
        address = url_for("review.application", application_id=one.id)
        what = stages.LABELS[one.stage]
        yield _of(
            one.enterprise,
            f"application/{one.id}",
            "applications",
            what,
            address,
            one.due_at,
            one.taken_by or "",
        )


def _calls(reader: Reader) -> Iterator[Thing]:
    for one in applications.calls_to_make(reader.session, reader.actor):
        what = _("要打电话告知")
        due = end_of(one.at.date())
        yield _of(
            one.enterprise,
            f"call/{one.id}",
            "calls",
            what,
            url_for("review.calls"),
            due,
        )


def _alarms(reader: Reader) -> Iterator[Thing]:
    """Somebody with a fever waits for nobody: due at once."""
    for one in reports.alarms(reader.session, reader.actor):
        what = _("发热或不适，还没有处理完")
        address = url_for("missing.staff_alarm", alarm_id=one.id)
        yield _of(
            one.person.enterprise,
            f"alarm/{one.id}",
            "alarms",
            what,
            address,
            one.raised_at,
        )


def _to_arrange(reader: Reader) -> Iterator[Thing]:
    for one in case_queries.to_arrange(reader.session, Within(reader.actor)):
        address = url_for(
            "cases.open_case", reference=one.enterprise.reference, number=one.number
        )
        what = _("%(number)s 号要隔离，还没有安排", number=one.number)
        yield _of(
            one.enterprise,
            f"arrange/{one.id}",
            "isolation",
            what,
            address,
            end_of(reader.now.date()),
        )


def _cases(reader: Reader) -> Iterator[Thing]:
    for one in case_queries.open_cases(reader.session, Within(reader.actor)):
        what = _("%(number)s 号隔离期满，等解除", number=one.person.number)
        address = url_for("cases.case", case_id=one.id)
        yield _of(
            one.person.enterprise,
            f"case/{one.id}",
            "isolation",
            what,
            address,
            end_of(one.due_on),
        )


def _missing(reader: Reader) -> Iterator[Thing]:
    """Enterprises whose report of a slot of today is missing, once its cut-off is past."""
    day = reader.now.date()
    for slot in reader.health.slots:
        due = due_at(day, slot)
        for one in (
            reports.who_is_missing(reader.session, reader.actor, day, slot)
            if due <= reader.now
            else ()
        ):
            what = _("%(slot)s没有报", slot=labels.day_and_slot(day, slot))
            address = url_for("missing.enterprise", reference=one.enterprise.reference)
            yield _of(
                one.enterprise,
                f"{MISSING}/{one.enterprise.id}/{day}/{slot.id}",
                "reports",
                what,
                address,
                due,
            )


def _visits(reader: Reader) -> Iterator[Thing]:
    """Where somebody has to try again today; and for the office, two visits that
    differ.
    """
    for one in visits.due_again(
        reader.session, reader.actor, end_of(reader.now.date())
    ):
        what = _("约好再去走访")
        address = url_for("visits.write", reference=one.enterprise.reference)
        due = end_of(one.next_try.date()) if one.next_try else None
        yield _of(one.enterprise, f"visit/{one.id}", "visits", what, address, due)
    if reader.actor.role in {Role.REVIEWER, Role.OFFICE, Role.ADMIN}:
        for one, _other in visits.conflicts(reader.session, reader.actor):
            what = _("两次走访不一样，要定以哪一次为准")
            due = end_of(one.recorded_at.date())
            yield _of(
                one.enterprise,
                f"visits/{one.id}",
                "visits",
                what,
                url_for("visits.conflicts"),
                due,
            )


def _items(reader: Reader) -> Iterator[Thing]:
    seen = {code: kind for code, kind in kinds().items() if kind.may_work(reader.actor)}
    for one in items.items(reader.session, reader.actor, seen, state="unfinished"):
        kind = seen[one.kind]
        address = (
            kind.shown(one) if kind.shown else url_for("items.one", item_id=one.id)
        )
        what = " · ".join(
            filter(
                None, (str(kind.title), one.enterprise.name if one.enterprise else "")
            )
        )
        yield Thing(
            f"item/{one.id}",
            one.kind,
            one.title,
            what,
            address,
            *one.where,
            one.due_at,
            one.owner,
        )
