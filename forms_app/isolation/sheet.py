"""Readings as Excel: a row for a person and a day, with a column for the morning and one for the evening.

A slot in which somebody who stays in was not measured says 缺报; it never shows the reading before.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from forms_app import spreadsheets
from forms_app.catalogue import gettext as _
from forms_app.enterprises.models import Enterprise
from forms_app.health_rules.readings import HealthRule, is_late
from forms_app.isolation import queries, wording
from forms_app.isolation.completeness import due_at
from forms_app.rosters.models import Person

Cell = str | int | None


def readings_sheet(
    session: Session, where: ColumnElement[bool], days: list[date], health: HealthRule, now: datetime
) -> bytes:
    """The .xlsx of some days, for the enterprises that fit `where`; it asks nobody who may see it."""
    header = [_("日期"), _("单位"), _("编号"), _("姓名"), *(wording.slot_name(slot) for slot in health.slots)]
    rows = _rows(session, where, sorted(days), health, now)
    return spreadsheets.workbook(_("两报体温"), header, rows)


def _rows(
    session: Session, where: ColumnElement[bool], days: list[date], health: HealthRule, now: datetime
) -> Iterator[list[Cell]]:
    """Day by day, so that only one day's readings are held at a time."""
    known: dict[int, tuple[str, int, str]] = {}
    for day in days:
        read = {
            (person_id, slot): wording.reading(celsius, unwell, absent)
            for _day, slot, person_id, celsius, unwell, absent in queries.readings_between(session, day, day, where)
        }
        due: dict[str, set[int]] = {}
        for slot in health.slots:
            if is_late(slot, day, now):
                due[slot.id] = queries.staying_in_at(session, where, due_at(day, slot))
        wanted = {person_id for person_id, _slot in read}.union(*due.values())
        known |= _people(session, sorted(wanted - known.keys()))
        for person_id in sorted(wanted, key=known.__getitem__):
            cells = [read.get((person_id, s.id)) or _unread(person_id in due.get(s.id, ())) for s in health.slots]
            yield [day.isoformat(), *known[person_id], *cells]


def _people(session: Session, wanted: list[int]) -> dict[int, tuple[str, int, str]]:
    """Enterprise, number and name; of those alone who are in the sheet, since every name has to be decrypted."""
    found: dict[int, tuple[str, int, str]] = {}
    columns = select(Person.id, Enterprise.name, Person.number, Person.name).join(Person.enterprise)
    for start in range(0, len(wanted), 500):
        some = Person.id.in_(wanted[start : start + 500])
        found |= {
            person_id: (firm, number, name) for person_id, firm, number, name in session.execute(columns.where(some))
        }
    return found


def _unread(was_due: bool) -> str:
    return _("缺报") if was_due else ""
