"""Everything that is kept about somebody on a roster, found by walking the tables: what
a feature adds later is in it.

For the person it is about, never for anybody else. Hashes of links and phones are left
out: they are nothing to read.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.audit import AuditEntry, AuditReason
from forms_app.base.notions.phone import mobile
from forms_app.base.purpose import PURPOSES
from forms_app.base.reads import looks_at
from forms_app.office.retention import kinds
from forms_app.office.retention.tables import hanging_on, name_of
from forms_app.people.rosters.models import Person, RosterImport
from forms_app.permits.enterprises.models import Unit

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
    rows["looks"] = [_look(entry) for entry in looks_at(session, "person", person.id)]
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
            name = name_of(mapper)
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


def _look(entry: AuditEntry) -> dict[str, Any]:
    """Who looked, when, and what for. Whom else the page showed is left out."""
    why = entry.details.get("why", "")
    told = {"why": PURPOSES.label(why)} if why in PURPOSES else {}
    return {"at": _plain(entry.office_time), "by": entry.actor_id, **told}


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
    """The audit entries that name the person by number, or a row about the person by
    its id.
    """
    query = (
        select(AuditEntry)
        .where(AuditEntry.subject == person.enterprise.reference)
        .order_by(AuditEntry.number)
    )
    return _naming(session, session.scalars(query), [person.id])


def reasons_about(session: Session, people: list[int]) -> list[int]:
    """The entries about these people whose reason's text is still kept."""
    references = select(Unit.reference).join(Person).where(Person.id.in_(people))
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
    of_whom = Unit.reference, Person.number
    query = (
        select(*of_whom)
        .join(Person, Person.enterprise_id == Unit.id)
        .where(Person.id.in_(people))
    )
    names = {
        (reference, "person", number) for reference, number in session.execute(query)
    }
    named = [record for record in kinds.records().values() if record.named]
    for record in named:
        model: Any = record.model
        held = (
            select(Unit.reference, model.id)
            .join(Person, Person.enterprise_id == Unit.id)
            .join(model, model.person_id == Person.id)
            .where(Person.id.in_(people))
        )
        names |= {
            (reference, record.named, key) for reference, key in session.execute(held)
        }
    words = ["person", *(record.named for record in named)]
    return [
        entry
        for entry in entries
        if any(
            (entry.subject, word, entry.details.get(word)) in names for word in words
        )
    ]


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
