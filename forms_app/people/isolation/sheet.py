"""Readings as Excel: a row for a person and a day, with a column for the morning and
one for the evening.

A slot in which somebody who stays in was not measured says 缺报; it never shows the
reading before.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from forms_app.base import spreadsheets
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.exports.kinds import TELL_EVERY, Asked, Kind, Tell
from forms_app.base.office import Office
from forms_app.people.health_rules.readings import HealthRule, is_late
from forms_app.people.isolation import completeness, labels, queries, roster_queries
from forms_app.people.isolation.completeness import due_at
from forms_app.people.isolation.rulebook import health_rule
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import Unit
from forms_app.permits.enterprises.queries import visible_to

Cell = str | int | None


def _of(asked: Asked) -> ColumnElement[bool]:
    """An enterprise its own; staff of an enterprise or a community what they may see of
    it.
    """
    if asked.actor.kind == "enterprise":
        return Unit.reference == asked.actor.id
    if "reference" in asked.given:
        return and_(visible_to(asked.actor), Unit.reference == asked.given["reference"])
    return and_(visible_to(asked.actor), Unit.community == asked.given["community"])


def people(session: Session, asked: Asked) -> int:
    return (
        session.scalar(
            select(func.count(Person.id)).join(Person.enterprise).where(_of(asked))
        )
        or 0
    )


def make(session: Session, office: Office, asked: Asked, tell: Tell) -> bytes:
    health = health_rule(office)
    days = completeness.last_days(asked.now.date(), asked.given["days"])
    header = [
        _("日期"),
        _("单位"),
        _("编号"),
        _("姓名"),
        *(labels.slot_name(slot) for slot in health.slots),
    ]
    rows = _rows(session, _of(asked), sorted(days), health, asked.now, tell)
    return spreadsheets.workbook(_("两报体温"), header, rows)


READINGS = Kind("readings", _l("两报体温"), people, make)


def _rows(
    session: Session,
    where: ColumnElement[bool],
    days: list[date],
    health: HealthRule,
    now: datetime,
    tell: Tell,
) -> Iterator[list[Cell]]:
    """Day by day, so that only one day's readings are held at a time; a day counts
    alike however many rows it has.
    """
    known: dict[int, tuple[str, int, str]] = {}
    written = 0
    for number, day in enumerate(days):
        read, due = _of_day(session, where, day, health, now)
        wanted = {person_id for person_id, _slot in read}.union(*due.values())
        known |= _people(session, sorted(wanted - known.keys()))
        for place, person_id in enumerate(sorted(wanted, key=known.__getitem__)):
            cells = [
                read.get((person_id, s.id)) or _unread(person_id in due.get(s.id, ()))
                for s in health.slots
            ]
            yield [day.isoformat(), *known[person_id], *cells]
            written += 1
            if written % TELL_EVERY == 0:
                tell(written, (number + place / len(wanted)) / len(days))
    tell(written, 1)


def _of_day(
    session: Session,
    where: ColumnElement[bool],
    day: date,
    health: HealthRule,
    now: datetime,
) -> tuple[dict[tuple[int, str], str], dict[str, set[int]]]:
    """What was read of whom in which slot, and by slot that is over who had to be
    measured.
    """
    read = {
        (person_id, slot): labels.reading(celsius, unwell, absent)
        for _day, slot, person_id, celsius, unwell, absent in queries.readings_between(
            session, day, day, where
        )
    }
    over = [slot for slot in health.slots if is_late(slot, day, now)]
    return read, {
        slot.id: roster_queries.staying_in_at(session, where, due_at(day, slot))
        for slot in over
    }


def _people(session: Session, wanted: list[int]) -> dict[int, tuple[str, int, str]]:
    """Unit, number and name; of those alone who are in the sheet, since every
    name has to be decrypted.
    """
    found: dict[int, tuple[str, int, str]] = {}
    columns = select(Person.id, Unit.name, Person.number, Person.name).join(
        Person.enterprise
    )
    for start in range(0, len(wanted), 500):
        some = Person.id.in_(wanted[start : start + 500])
        found |= {
            person_id: (firm, number, name)
            for person_id, firm, number, name in session.execute(columns.where(some))
        }
    return found


def _unread(was_due: bool) -> str:
    return _("缺报") if was_due else ""
