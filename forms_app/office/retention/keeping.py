"""Where each kind of data lies, what goes with it, and which rows of it are due.

Decides nothing about days.

A kind is deleted by rows, or emptied: the row stays for the ledger (number, days,
result), what it says of people goes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from forms_app.base.attachments.models import Attachment
from forms_app.base.audit import AuditEntry, AuditReason
from forms_app.base.db import Base
from forms_app.base.personal import Encrypted, is_longer
from forms_app.base.zone import start_of
from forms_app.ledger.feedback.models import Report
from forms_app.ledger.items.models import Item
from forms_app.ledger.lists.models import SheetUpload
from forms_app.ledger.publicity.models import Group
from forms_app.ledger.rounds.models import Duty
from forms_app.ledger.supplies.models import SupplyEntry
from forms_app.ledger.sweeps.models import Sweep
from forms_app.ledger.visits.models import Visit
from forms_app.ledger.volunteering.models import Volunteer
from forms_app.office.desk.models import DayClose, DayLeft
from forms_app.office.retention.rules import Event, Kind
from forms_app.people.gates.models import BusTrip, Passage, Shift, Visitor
from forms_app.people.isolation.models import (
    Alarm,
    Case,
    Hint,
    MissingCall,
    Reading,
    SlotReport,
)
from forms_app.people.rosters.models import Determination, Person, RosterImport
from forms_app.permits.enterprises.models import Enterprise, RegistrationDraft
from forms_app.permits.resumption.models import Application, Call, Intent, SiteCheck

Condition = ColumnElement[bool]


@dataclass(frozen=True)
class Keeping:
    """One kind: its table, the tables that go with it, the condition of each event up
    to a day, what empties a row.
    """

    model: type[Base]
    when: Mapping[Event, Callable[[date], Condition]] = field(default_factory=dict)
    covers: tuple[str, ...] = ()  # tables that go with it, by their foreign keys
    emptied: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> Any:
        return self.model.__mapper__.primary_key[0]

    @property
    def tables(self) -> tuple[str, ...]:
        return (self.model.__tablename__, *self.covers)

    def there(self) -> Condition:
        """Whether there is anything of it in a row: an emptied one is nothing any more."""
        if not self.emptied:
            return true()
        return or_(
            *(
                _is_filled(getattr(self.model, name), empty)
                for name, empty in self.emptied.items()
            )
        )

    def due(self, event: Event, newest: date, ended_on: date | None) -> Condition:
        """Rows whose event lies on `newest` or before it."""
        if event is Event.EMERGENCY_ENDED:
            return self.there() if ended_on and ended_on <= newest else false()
        return and_(self.there(), self.when[event](newest))


def _is_filled(column: Any, empty: Any) -> Condition:
    if isinstance(column.type, Encrypted):
        return is_longer(
            column, ("{}" if empty == {} else "[]") if column.type.as_json else empty
        )
    return column != empty


def _on(column: InstrumentedAttribute[Any]) -> Callable[[date], Condition]:
    return lambda newest: column <= newest


def _at(column: InstrumentedAttribute[Any]) -> Callable[[date], Condition]:
    return lambda newest: column < start_of(newest + timedelta(days=1))


def _has_open_case() -> Condition:
    return (
        exists()
        .where(Case.person_id == Person.id, Case.closed_at.is_(None))
        .correlate(Person)
    )


def _has_left(newest: date) -> Condition:
    """Nobody is forgotten while a case is open."""
    return and_(Person.left_on <= newest, ~_has_open_case())


def _isolation_is_over(newest: date) -> Condition:
    """The last day of staying in: of the determination in force and of every case, none
    of them open.
    """
    closed = exists().where(Case.person_id == Person.id).correlate(Person)
    later = (
        exists()
        .where(Case.person_id == Person.id, ~_at(Case.closed_at)(newest))
        .correlate(Person)
    )
    is_past = or_(Person.ends_on.is_(None), Person.ends_on <= newest)
    return and_(
        or_(Person.ends_on.is_not(None), closed), is_past, ~_has_open_case(), ~later
    )


def _of_whom_isolation_is_over(
    column: InstrumentedAttribute[Any],
) -> Callable[[date], Condition]:
    return lambda newest: column.in_(
        select(Person.id).where(_isolation_is_over(newest))
    )


def _written(newest: date) -> Condition:
    return AuditReason.entry_number.in_(
        select(AuditEntry.number).where(_at(AuditEntry.at)(newest))
    )


def _settled(newest: date) -> Condition:
    return and_(Intent.settled.is_not(None), _at(Intent.at)(newest))


def _left_on(newest: date) -> Condition:
    return DayLeft.close_id.in_(select(DayClose.id).where(DayClose.day <= newest))


def _answered(newest: date) -> Condition:
    return Report.item_id.in_(select(Item.id).where(_at(Item.finished_at)(newest)))


def _not_seen_since(newest: date) -> Condition:
    """Somebody at a gate who is on no roster: the last passage counts."""
    later = (
        exists()
        .where(Passage.visitor_id == Visitor.id, ~_at(Passage.at)(newest))
        .correlate(Visitor)
    )
    return and_(Visitor.arrived_on <= newest, ~later)


WITH_A_CASE = ("isolation_events", "duties", "home_services")
WITH_A_PERSON = (
    "movements",
    "determinations",
    "isolation_cases",
    "isolation_events",
    "readings",
    "health_alarms",
    "alarm_steps",
    "report_hints",
    "gate_passages",
    "attachments",
    "duties",
    "home_services",
)
PLACES: dict[Kind, Keeping] = {
    Kind.DRAFTS: Keeping(
        RegistrationDraft, {Event.SAVED: _at(RegistrationDraft.updated_at)}
    ),
    Kind.IMPORTS: Keeping(RosterImport, {Event.SAVED: _at(RosterImport.made_at)}),
    Kind.READINGS: Keeping(
        Reading,
        {
            Event.SAVED: _on(Reading.day),
            Event.ISOLATION_OVER: _of_whom_isolation_is_over(Reading.person_id),
        },
    ),
    Kind.HINTS: Keeping(Hint, {Event.SAVED: _on(Hint.day)}),
    Kind.REPORTS: Keeping(
        SlotReport, {Event.SAVED: _on(SlotReport.day)}, ("readings",)
    ),
    Kind.ALARMS: Keeping(Alarm, {Event.DONE: _at(Alarm.closed_at)}, ("alarm_steps",)),
    Kind.CASES: Keeping(
        Case,
        {Event.ISOLATION_OVER: _of_whom_isolation_is_over(Case.person_id)},
        WITH_A_CASE,
    ),
    Kind.DETERMINATIONS: Keeping(
        Determination,
        {Event.ISOLATION_OVER: _of_whom_isolation_is_over(Determination.person_id)},
    ),
    Kind.PEOPLE: Keeping(
        Person,
        {Event.LEFT: _has_left, Event.ISOLATION_OVER: _isolation_is_over},
        WITH_A_PERSON,
    ),
    Kind.MISSING_CALLS: Keeping(MissingCall, {Event.SAVED: _on(MissingCall.day)}),
    Kind.PASSAGES: Keeping(Passage, {Event.SAVED: _at(Passage.at)}),
    Kind.VISITORS: Keeping(Visitor, {Event.SAVED: _not_seen_since}, ("gate_passages",)),
    Kind.BUS_TRIPS: Keeping(
        BusTrip, {Event.SAVED: _at(BusTrip.at)}, ("gate_passages",)
    ),
    Kind.SHIFTS: Keeping(Shift, {Event.SAVED: _at(Shift.planned_from)}),
    Kind.SWEEPS: Keeping(Sweep, {Event.DONE: _at(Sweep.closed_at)}, ("sweep_units",)),
    Kind.UPLOADS: Keeping(SheetUpload, {Event.SAVED: _at(SheetUpload.made_at)}),
    Kind.ITEMS: Keeping(
        Item,
        {Event.DONE: _at(Item.finished_at)},
        emptied={"title": "", "text": "", "answer": "", "measure": ""},
    ),
    Kind.DAY_LEFT: Keeping(
        DayLeft, {Event.SAVED: _left_on}, emptied={"title": "", "reason": ""}
    ),
    Kind.SUPPLIES: Keeping(
        SupplyEntry,
        {Event.SAVED: _at(SupplyEntry.at)},
        emptied={"donor_name": "", "public_name": "", "receiver": "", "note": ""},
    ),
    Kind.VISITS: Keeping(
        Visit, {Event.SAVED: _at(Visit.recorded_at)}, emptied={"note": ""}
    ),
    Kind.FEEDBACK: Keeping(Report, {Event.DONE: _answered}, emptied={"phone": ""}),
    Kind.ROBOTS: Keeping(Group, emptied={"robot": ""}),
    Kind.DUTIES: Keeping(Duty, {Event.DONE: _on(Duty.ends_on)}),
    Kind.VOLUNTEERS: Keeping(Volunteer, {Event.DONE: _at(Volunteer.left_at)}),
    Kind.CALLS: Keeping(Call, {Event.DONE: _at(Call.done_at)}),
    Kind.INTENTS: Keeping(Intent, {Event.DONE: _settled}),
    Kind.ATTACHMENTS: Keeping(Attachment, {Event.SAVED: _at(Attachment.made_at)}),
    Kind.SITE_CHECKS: Keeping(
        SiteCheck,
        {Event.SAVED: _at(SiteCheck.recorded_at)},
        emptied={"notes": {}, "confirmed": ""},
    ),
    Kind.APPLICATIONS: Keeping(
        Application,
        {Event.DONE: _at(Application.decided_at)},
        emptied={"answers": {}, "returned_items": []},
    ),
    Kind.CONTACTS: Keeping(
        Enterprise,
        emptied={
            "contact_name": "",
            "contact_phone": "",
            "safety_manager": "",
            "phone_index": "",
        },
    ),
    Kind.REASONS: Keeping(AuditReason, {Event.SAVED: _written}),
}  # everything but the backups, which are files


def encrypted_tables() -> set[str]:
    """Every table with a column that is kept encrypted."""
    tables = Base.metadata.tables.values()
    return {
        table.name
        for table in tables
        if any(isinstance(c.type, Encrypted) for c in table.columns)
    }


def placed_tables() -> dict[str, set[Kind]]:
    """By table, the kinds that delete it."""
    found: dict[str, set[Kind]] = {}
    for kind, keeping in PLACES.items():
        for table in keeping.tables:
            found.setdefault(table, set()).add(kind)
    return found


def count(session: Session, condition: Condition, keeping: Keeping) -> int:
    return (
        session.scalar(select(func.count()).select_from(keeping.model).where(condition))
        or 0
    )
