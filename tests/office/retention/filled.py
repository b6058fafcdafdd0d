"""An office with something in every table that says anything of people; each encrypted column has a word of its own."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor, Role
from forms_app.base.attachments.models import Attachment
from forms_app.base.db import Base
from forms_app.base.office import Office
from forms_app.base.personal import Encrypted
from forms_app.ledger.feedback.models import Report
from forms_app.ledger.items.models import Item
from forms_app.ledger.lists.models import SheetUpload
from forms_app.ledger.publicity.models import Group
from forms_app.ledger.rounds.models import Duty
from forms_app.ledger.supplies.models import SupplyEntry
from forms_app.ledger.sweeps.models import Sweep, SweepPerson, SweepUnit
from forms_app.ledger.visits.models import Visit
from forms_app.ledger.volunteering.models import Service, Volunteer
from forms_app.office.desk.models import DayClose, DayLeft
from forms_app.people.gates.models import Passage
from forms_app.people.health_rules.affected import Rules
from forms_app.people.isolation.models import (
    Alarm,
    AlarmStep,
    Case,
    CaseEvent,
    Hint,
    MissingCall,
    Reading,
    SlotReport,
)
from forms_app.people.rosters import operations as rosters
from forms_app.people.rosters.imports import stage
from forms_app.people.rosters.models import Determination, Person
from forms_app.permits.enterprises.models import Enterprise, RegistrationDraft
from forms_app.permits.enterprises.operations import Details, register
from forms_app.permits.grid.queries import directory
from forms_app.permits.messages.models import Message, MessageChoice
from forms_app.permits.resumption.models import Application, Call, Intent, SiteCheck
from forms_app.sample.plans import SHANGHAI
from tests.conftest import NOW

OFFICER = Actor("staff", "qiantou-office", Role.OFFICE, frozenset({"qiantou"}))
TODAY = NOW.date()


def ago(days: int) -> datetime:
    """Late on that day: the day counts, not the hour."""
    return datetime.combine(TODAY - timedelta(days=days), time(23, 50), SHANGHAI)


def enterprise(
    office: Office, session: Session, name: str = "示例箱包厂"
) -> Enterprise:
    details = Details(
        name=name, code=None, kind="shop", trade="retail", grid="qiantou-2", address="示例路 8 号",
        contact_name="词enterprises.contact_name", contact_phone="13800009876",
        safety_manager="词enterprises.safety_manager",
    )  # fmt: skip
    by: dict[str, Any] = {
        "channel": "self",
        "consent": "",
        "actor": OFFICER,
        "now": ago(40),
    }
    made, _code = register(session, directory(office)["qiantou"], details, **by)
    return made


def person(
    session: Session, unit: Enterprise, number: int = 1, **changed: Any
) -> Person:
    """Somebody on the roster, without any determination unless `changed` says so."""
    values = {
        "name": f"词people.name{number}", "phone": f"138000012{number:02}", "stayed": False, "origin": "other_province",
        "place": f"词people.place{number}", "arrived_on": date(2020, 2, 10), "transport": "train", "last_day": None,
        "room": f"词people.room{number}", "per_room": 2, "symptoms": False,
    }  # fmt: skip
    by: dict[str, Any] = {
        "source": "hand",
        "rules": Rules(None, None),
        "actor": OFFICER,
        "now": ago(20),
    }
    made = rosters.add(session, unit, values, **by)
    for name, value in changed.items():
        setattr(made, name, value)
    return made


def case(session: Session, who: Person, closed_at: datetime | None) -> Case:
    made = Case(
        person_id=who.id, enterprise_id=who.enterprise_id, community="qiantou", grid="qiantou-2",
        state="released" if closed_at else "open", mode="home", place="词isolation_cases.place", starts_on=date(2020, 2, 10),
        due_on=date(2020, 2, 24), enterprise_supervisor="词isolation_cases.enterprise_supervisor",
        grid_supervisor="qiantou-2-worker", follow_up="词isolation_cases.follow_up", opened_at=ago(24), closed_at=closed_at,
    )  # fmt: skip
    made.events.append(
        CaseEvent(
            kind="visit",
            day=TODAY,
            at=NOW,
            by="x",
            note="词isolation_events.note",
            code="词isolation_events.code",
            struck_reason="词isolation_events.struck_reason",
        )
    )
    session.add(made)
    session.flush()
    return made


def reading(
    session: Session, who: Person, day: date, source: str = "enterprise"
) -> Reading:
    report = SlotReport(
        enterprise_id=who.enterprise_id, day=day, slot="morning", client_id=f"{who.id}-{day}-{source}", written_at=NOW,
        received_at=NOW, source=source, covers=0 if source == "own" else 5, is_late=False, nobody=False, by="x",
    )  # fmt: skip
    session.add(report)
    session.flush()
    made = Reading(
        report_id=report.id, person_id=who.id, day=day, slot="morning", celsius="词readings.celsius", unwell=True,
        received_at=NOW,
    )  # fmt: skip
    session.add(made)
    return made


def alarm(session: Session, who: Person, closed_at: datetime | None) -> Alarm:
    made = Alarm(
        person_id=who.id, enterprise_id=who.enterprise_id, community="qiantou", grid="qiantou-2", kind="fever",
        state="closed", raised_at=ago(20), closed_at=closed_at,
    )  # fmt: skip
    made.steps.append(AlarmStep(kind="told", at=NOW, by="x", note="词alarm_steps.note"))
    session.add(made)
    return made


def everything_about(
    office: Office, session: Session, unit: Enterprise, who: Person
) -> None:
    """A row in every table that hangs on a person, a sheet that names them, an entry with a reason about them."""
    made = who.determinations[-1]
    made.overridden_reason = "词determinations.overridden_reason"
    made.overridden_to = "home"
    kept = case(session, who, ago(20))
    reading(session, who, TODAY - timedelta(days=20))
    reading(session, who, TODAY - timedelta(days=20), source="own")
    alarm(session, who, ago(20))
    session.add(Passage(
        point="qiantou-point-1", community="qiantou", client_id=f"p{who.id}", kind="person", direction="in", person_id=who.id,
        reason="work", celsius="词gate_passages.celsius", plate="词gate_passages.plate", vehicle="", heads=1, outcome="pass",
        why="词gate_passages.why", at=ago(10), received_at=ago(10), by="x", decision="other",
        decision_note="词gate_passages.decision_note",
    ))  # fmt: skip
    visited = SweepUnit(
        grid="qiantou-2", label="8号楼", enterprise_id=unit.id, note="看过"
    )
    session.add(
        Sweep(community="qiantou", title="排查", begun_at=ago(10), units=[visited])
    )
    session.flush()
    session.add(SweepPerson(unit_id=visited.id, person_id=who.id, found_at=ago(10)))
    session.add(Attachment(
        belongs_to=f"person/{who.number}", community="qiantou", grid="qiantou-2", enterprise_id=unit.id, person_id=who.id,
        kind="photo", size=1, file=f"{who.id:032}", sealed_hash="", made_at=ago(20), made_by="x",
    ))  # fmt: skip
    session.add(Duty(
        kind="bin", community="qiantou", grid="qiantou-2", need_id=kept.events[0].id, place="词duties.place", times="16:00",
        task="词duties.task", since=ago(30), starts_on=TODAY, ends_on=TODAY, code=f"AAAA{kept.id}",
    ))  # fmt: skip
    asked = Item(
        kind="service", community="qiantou", enterprise_id=unit.id, title="送餐", status="open", raised_at=ago(20), raised_by="x",
    )  # fmt: skip
    session.add(asked)
    session.flush()
    session.add(
        Service(
            item_id=asked.id, case_id=kept.id, kind="meal", what="词home_services.what"
        )
    )
    session.add(
        Hint(enterprise_id=unit.id, person_id=who.id, day=TODAY, kind="same-value")
    )
    rows: Any = [
        _Given(1, {"name": who.name, "phone": who.phone}, ["词roster_imports.rows"]),
        _Given(2, {"name": "别的人", "phone": "13900000000"}, []),
    ]
    stage(session, unit, rows, source="paste", told=["词roster_imports.told"], now=NOW)
    for details in ({"person": who.number}, {"case": kept.id}):
        by: dict[str, Any] = {
            "actor": OFFICER,
            "now": NOW,
            "reason": "词audit_reasons.text",
        }
        audit.record(session, action="x", subject=unit.reference, details=details, **by)


class _Given:
    def __init__(self, number: int, given: dict[str, str], rest: list[str]) -> None:
        self.number = number
        self.given = given
        self.rest = rest


def everything_else(session: Session, unit: Enterprise) -> None:
    """What is kept about an enterprise."""
    session.add(
        RegistrationDraft(
            secret_hash="1",
            answers={"who": "词registration_drafts.answers"},
            updated_at=ago(20),
        )
    )
    application = Application(
        enterprise_id=unit.id, number=1, stage="approved", answers={"x": {"y": "词applications.answers"}}, workers=3,
        returned_items=[{"page": "supplies", "remark": "词applications.returned_items"}], started_at=ago(20), decided_at=ago(19),
    )  # fmt: skip
    session.add(application)
    session.flush()
    session.add(SiteCheck(
        enterprise_id=unit.id, application_id=application.id, purpose="opening", rule="site-check@2020-02-08", lines={},
        notes={"gate": "词site_checks.notes"}, answers={"more": "词site_checks.answers"}, visitors=[], confirmed="词site_checks.confirmed", passed=True,
        visited_at=ago(20), recorded_at=ago(20), recorded_by="x",
    ))  # fmt: skip
    session.add(Intent(
        reference=unit.reference, action="approve", actor_id="x", actor_role="office", reason="词intents.reason",
        expected_hash=None, new_hash="1", new_text="词intents.new_text", at=ago(40), settled="matched",
    ))  # fmt: skip
    session.add(Call(
        enterprise_id=unit.id, about="approved", text="词calls.text", at=ago(40), outcome="reached", note="词calls.note",
        done_at=ago(40), done_by="x",
    ))  # fmt: skip
    session.add(Message(
        enterprise_id=unit.id, kind="approved", event="call/1", channel="sms", title="词messages.title", text="词messages.text",
        answer="词messages.answer", sent_to="词messages.sent_to", at=ago(70), state="sent", settled_at=ago(70),
    ))  # fmt: skip
    session.add(MessageChoice(
        enterprise_id=unit.id, email="词message_choices.email", changed_at=ago(70),
    ))  # fmt: skip
    session.add(Item(
        kind="request", community=unit.community, grid=unit.grid, enterprise_id=unit.id, title="词items.title",
        text="词items.text", answer="词items.answer", measure="词items.measure", status="done", raised_at=ago(70),
        raised_by="x", finished_at=ago(70),
    ))  # fmt: skip
    closed = DayClose(
        community=unit.community,
        day=TODAY - timedelta(days=70),
        closed_at=ago(70),
        closed_by="x",
        figures={},
        head="0" * 64,
    )
    closed.left = [
        DayLeft(
            key="item/1",
            of="request",
            title="词day_left.title",
            reason="词day_left.reason",
        )
    ]
    session.add(closed)
    session.add(Visit(
        client_id="filled-in", enterprise_id=unit.id, at=ago(70), recorded_at=ago(70), by="x", channel="phone",
        visitors=["community"], outcome="done", rule="visit@2020-02-08", answers={}, materials_left=[],
        note="词visits.note",
    ))  # fmt: skip
    session.add(Volunteer(
        community=unit.community, name="词volunteers.name", phone="词volunteers.phone", phone_index="volunteer-1",
        registered_at=ago(70), left_at=ago(70),
    ))  # fmt: skip
    answered = session.scalars(select(Item).where(Item.kind == "request")).one()
    session.add(Report(
        item_id=answered.id, number="FK-1", code_hash="1", about="page", page="/", phone="词feedback.phone",
    ))  # fmt: skip
    session.add(SheetUpload(
        listing="request", made_by="x", made_at=ago(20), changes=[{"after": "词sheet_uploads.changes"}],
    ))  # fmt: skip
    session.add(SupplyEntry(
        community="qiantou", item="masks", kind="donation", amount=300, qualifier="exact", donor_kind="resident",
        donor_name="词supply_entries.donor_name", may_name=True, public_name="词supply_entries.public_name",
        receiver="词supply_entries.receiver", day=TODAY, note="词supply_entries.note", at=ago(40), by="x",
    ))  # fmt: skip
    session.add(
        Group(community=unit.community, name="示例群", robot="词joint_groups.robot")
    )
    session.add(MissingCall(
        enterprise_id=unit.id, day=TODAY - timedelta(days=40), slot="morning", at=ago(40), by="x", outcome="reached",
        note="词missing_calls.note",
    ))  # fmt: skip


def sealed(session: Session, *tables: str) -> set[bytes]:
    """The bytes of every encrypted value and every blind index of these tables (of all, without any), as stored."""
    found: set[bytes] = set()
    for table in Base.metadata.tables.values():
        if tables and table.name not in tables:
            continue
        for column in table.columns:
            if isinstance(column.type, Encrypted) or column.name.endswith("_index"):
                name = f'SELECT "{column.name}" FROM "{table.name}"'  # as bytes, not as text
                values = session.connection().exec_driver_sql(name).scalars()
                found |= {
                    value if isinstance(value, bytes) else value.encode()
                    for value in values
                    if value
                }
    return found


def people(office: Office) -> list[int]:
    with office.database.reading() as session:
        return list(session.scalars(select(Person.number).order_by(Person.id)))


def determinations(office: Office) -> list[int]:
    with office.database.reading() as session:
        return list(session.scalars(select(Determination.person_id)))
