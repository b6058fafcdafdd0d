"""Everything that is kept about somebody on a roster, found by walking the tables: what
a feature adds later is in it.

For the person it is about, never for anybody else. Hashes of links and phones are left
out: they are nothing to read.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Mapper, Session

from forms_app.base.audit import AuditEntry, AuditReason
from forms_app.base.catalogue import gettext as _
from forms_app.base.db import Base
from forms_app.base.phones import mobile
from forms_app.office.retention import labels
from forms_app.people.isolation.models import Alarm, Case, Reading, SlotReport
from forms_app.people.isolation.queries import ALONE
from forms_app.people.rosters.models import Determination, Person, RosterImport
from forms_app.permits.enterprises.models import Enterprise

LEFT_OUT = ("_hash", "_index", "version", "file")


def collect(session: Session, person: Person, now: datetime) -> dict[str, Any]:
    """By table, every row with every field that says something."""
    rows = {
        table: [_fields(row) for row in found]
        for table, found in belongings(session, person).items()
    }
    rows["roster_imports"] = [
        row
        for sheet in _sheets(session, person)
        for row in sheet.rows
        if _names(row, person)
    ]
    rows["audit"] = [_entry(session, entry) for entry in entries_about(session, person)]
    return {
        "enterprise": {
            "reference": person.enterprise.reference,
            "name": person.enterprise.name,
        },
        "made_at": now.isoformat(),
        "kept": {table: found for table, found in rows.items() if found},
    }


def belongings(session: Session, person: Person) -> dict[str, list[Any]]:
    """The person's row, and every row that hangs on it and goes with it."""
    found: dict[str, list[Any]] = {"people": [person]}
    waiting = ["people"]
    while waiting:
        above = waiting.pop(0)
        for mapper, column in hanging_on(above):
            name = _table(mapper).name
            if name in found:
                continue
            keys = [row.id for row in found[above]]
            found[name] = list(
                session.scalars(
                    select(mapper.class_)
                    .where(column.in_(keys))
                    .order_by(mapper.class_.id)
                )
            )
            waiting.append(name)
    return found


def hanging_on(table: str) -> list[tuple[Mapper[Any], Any]]:
    """The tables whose rows go with a row of this one, each with the column that ties
    it.
    """
    hanging = []
    for mapper in sorted(Base.registry.mappers, key=lambda mapper: _table(mapper).name):
        for column in _table(mapper).columns:
            for key in column.foreign_keys:
                if key.column.table.name == table and key.ondelete == "CASCADE":
                    hanging.append(
                        (
                            mapper,
                            getattr(
                                mapper.class_, mapper.get_property_by_column(column).key
                            ),
                        )
                    )
    return hanging


def _table(mapper: Mapper[Any]) -> Table:
    assert isinstance(mapper.local_table, Table), (
        "every class here has a table of its own"
    )
    return mapper.local_table


def _fields(row: Any) -> dict[str, Any]:
    mapper = type(row).__mapper__
    names = [attribute.key for attribute in mapper.column_attrs]
    return {
        name: _plain(getattr(row, name))
        for name in names
        if not name.endswith(LEFT_OUT)
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _entry(session: Session, entry: AuditEntry) -> dict[str, Any]:
    reason = session.get(AuditReason, entry.number)
    found = {
        "number": entry.number,
        "at": _plain(entry.at),
        "by": entry.actor_id,
        "action": entry.action,
    }
    return found | ({"reason": reason.text} if reason else {})


def entries_about(session: Session, person: Person) -> list[AuditEntry]:
    """The audit entries that name the person by number, or one of their cases, alarms
    or determinations by its id.
    """
    query = (
        select(AuditEntry)
        .where(AuditEntry.subject == person.enterprise.reference)
        .order_by(AuditEntry.number)
    )
    return _naming(session, session.scalars(query), [person.id])


def reasons_about(session: Session, people: list[int]) -> list[int]:
    """The entries about these people whose reason's text is still kept."""
    references = select(Enterprise.reference).join(Person).where(Person.id.in_(people))
    query = (
        select(AuditEntry)
        .join(AuditReason)
        .where(AuditEntry.subject.in_(references))
        .order_by(AuditEntry.number)
    )
    return [entry.number for entry in _naming(session, session.scalars(query), people)]


def _naming(
    session: Session, entries: Iterable[AuditEntry], people: list[int]
) -> list[AuditEntry]:
    of_whom = Enterprise.reference, Person.number
    query = (
        select(*of_whom)
        .join(Person, Person.enterprise_id == Enterprise.id)
        .where(Person.id.in_(people))
    )
    names = {
        (reference, "person", number) for reference, number in session.execute(query)
    }
    for word, model in (
        ("case", Case),
        ("alarm", Alarm),
        ("determination", Determination),
    ):
        held = select(Enterprise.reference, model.id).join(
            Person, Person.enterprise_id == Enterprise.id
        )
        held = held.join(model, model.person_id == Person.id).where(
            Person.id.in_(people)
        )
        names |= {(reference, word, key) for reference, key in session.execute(held)}
    return [
        e
        for e in entries
        if any((e.subject, word, e.details.get(word)) in names for word in WORDS)
    ]


WORDS = ("person", "case", "alarm", "determination")


def own_reports(session: Session, person: Person) -> list[int]:
    """Reports the person sent alone, through the own link: they are about nobody else."""
    mine = select(Reading.report_id).where(Reading.person_id == person.id)
    return list(
        session.scalars(
            select(SlotReport.id).where(
                SlotReport.source.in_(ALONE), SlotReport.id.in_(mine)
            )
        )
    )


def take_out_of_sheets(session: Session, person: Person) -> list[int]:
    """Drop the rows that name the person from what was handed in and not taken; gives
    the sheets that had one.
    """
    touched = []
    for sheet in _sheets(session, person):
        kept = [row for row in sheet.rows if not _names(row, person)]
        if len(kept) < len(sheet.rows):
            sheet.rows = kept
            touched.append(sheet.id)
    return touched


def _sheets(session: Session, person: Person) -> list[RosterImport]:
    return list(
        session.scalars(
            select(RosterImport).where(
                RosterImport.enterprise_id == person.enterprise_id
            )
        )
    )


def _names(row: dict[str, Any], person: Person) -> bool:
    """Whether a row of a sheet is about the person: the phone, or the name beside no
    other phone.
    """
    texts = [str(text) for text in [*row["given"].values(), *row["rest"]]]
    phones = {found for text in texts if (found := mobile(text))}
    return person.phone in phones or (
        not phones and any(person.name in text for text in texts)
    )


def as_text(dossier: dict[str, Any]) -> str:
    """The same to be read on paper."""
    enterprise = dossier["enterprise"]
    lines = list[str]()
    lines.append(_("关于您，我们保存着这些资料"))
    lines.append(_("单位：%(name)s（%(reference)s）", **enterprise))
    lines.append(_("整理时间：%(at)s", at=dossier["made_at"][:16].replace("T", " ")))
    for table, rows in dossier["kept"].items():
        lines += ["", f"【{labels.TABLES.get(table, table)}】"]
        for row in rows:
            lines += [f"  {label}：{value}" for label, value in _told(row)]
            lines.append("")
    return "\n".join(lines) + "\n"


def _told(row: dict[str, Any]) -> list[tuple[str, str]]:
    """What a row says, without what only ties rows to one another."""
    said: list[tuple[str, str]] = []
    for name, value in row.items():
        if name == "given":
            said += _told(value)
        elif name == "id" or name.endswith("_id") or value in (None, "", []):
            continue
        else:
            printed = (
                {True: _("是"), False: _("否")}.get(value, value)
                if isinstance(value, bool)
                else value
            )
            said.append((str(labels.FIELDS.get(name, name)), str(printed)))
    return said
