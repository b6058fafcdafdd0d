"""One row of everything, in one place: every table filled, every column that tells of somebody with a word of its own.

What an address of the app names is then there, whoever may or may not see it. Codes are such as pages can print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import JSON, Boolean, Date, Integer, String, Table, insert, select
from sqlalchemy.orm import Session

from forms_app.base.personal import Encrypted
from forms_app.features import metadata
from tests import journeys
from tests.conftest import NOW
from tests.rule_files import CAMPAIGN

# The trail and what the machinery keeps for itself are written by themselves.
NOT_PLANTED = {
    "accounts", "account_roles", "roles", "audit_entries", "audit_head", "audit_reasons", "looks", "publishing_state",
    "rebuild_requests", "intents", "registration_drafts", "deletion_batches", "identity", "lease", "journal",
    "versions", "releases", "offers", "shared_faults", "confirmed_removals", "job_runs",
    "sign_in_addresses", "presses", "authenticators", "recovery_codes", "passkeys", "second_step_resets", "day_codes",
}  # fmt: skip
ANSWERS = {
    "workers_local": 3, "workers_city": 0, "workers_province": 0, "workers_elsewhere": 0, "temperature_by": "岗位",
}  # fmt: skip
# Codes that pages print, by table and column; "*" of any table. Everything else follows from the column's type.
CODES: dict[str, dict[str, Any]] = {
    "*": {"by": "staff:nobody", "day": date(2020, 3, 4), "slot": "morning", "left_on": None, "closed_at": None},
    "enterprises": {
        "kind": "enterprise", "trade": "bags", "channel": "self", "managed_by": None, "code": None,
    },
    "permissions": {"campaign": CAMPAIGN, "status": "approved", "since": date(2020, 3, 1), "checking": False, "batch": 3},
    "applications": {
        "campaign": CAMPAIGN,
        "stage": "accepted", "answers": ANSWERS, "returned_items": [], "priority": "orderly", "batch": 3,
        "suggested_class": "orderly", "suggested_by": None, "squad": "qiantou-squad-2", "decided_at": None,
    },
    "messages": {
        "campaign": CAMPAIGN, "kind": "approved", "event": "call/1", "channel": "sms", "state": "unclear", "why": "slow",
        "next_try_at": None, "settled_at": None,
    },
    "message_choices": {"language": "en", "without": []},
    "posters": {"campaign": CAMPAIGN, "since": date(2020, 3, 1)},
    "calls": {"campaign": CAMPAIGN, "outcome": None, "done_at": None, "about": "revoked"},
    "site_checks": {
        "campaign": CAMPAIGN, "purpose": "opening", "lines": {}, "notes": {}, "answers": {"lamp": "岗位"}, "visitors": ["community"],
        "conflicts_with": None,
    },
    "people": {
        "number": 1, "stayed": False, "origin": "province", "transport": "train", "source": "hand", "confirmed": True,
        "outcome": "home", "ends_on": date(2020, 3, 12), "arrived_on": date(2020, 2, 27), "symptoms": False,
    },
    "determinations": {"origin": "province", "outcome": "home", "overridden_to": None, "sentence": "at-home"},
    "movements": {"kind": "arrived"},
    "designated_places": {"rooms": 2},
    "isolation_cases": {
        "state": "open", "mode": "home", "starts_on": date(2020, 2, 27), "due_on": date(2020, 3, 12),
        "grid_supervisor": "nobody",
    },
    "isolation_events": {"kind": "need", "code": "disinfection", "done_at": None, "struck_at": None, "struck_reason": None},
    "slot_reports": {"source": "web", "follows": "", "nobody": False},
    "readings": {"celsius": "38.9", "unwell": ["cough"], "absent": False},
    "health_alarms": {"kind": "fever", "state": "raised", "again_by": NOW},
    "alarm_steps": {"kind": "measure"},
    "missing_calls": {"outcome": "no-answer"},
    "report_hints": {"kind": "same", "seen_at": None},
    "items": {
        "kind": "mistake", "status": "open", "outcome": "", "part_of": "", "finished_at": None, "owner": "", "origin": None,
    },
    "feedback": {"about": "other", "page": "/"},
    "home_services": {"kind": "shopping"},
    "duties": {"kind": "disinfection", "times": "08:00", "ends_on": None, "starts_on": date(2020, 3, 1), "owner": ""},
    "meetings": {"mode": "wechat", "chair": "secretary", "bodies": ["community"]},
    "meeting_items": {"outcome": "carried"},
    "materials": {"kind": "letter", "slug": "", "since": date(2020, 3, 1)},
    "hand_outs": {"qualifier": "exact"},
    "postings": {"spot": "door", "acknowledged_how": ""},
    "joint_groups": {"robot": ""},
    "group_messages": {"state": "unclear", "next_try_at": None},
    "supply_entries": {
        "item": "mask", "kind": "donation", "qualifier": "exact", "donor_kind": "resident", "corrects_id": None,
    },
    "sweeps": {},
    "sweep_units": {"result": "not-in"},
    "trainings": {"topic": "safety", "at": NOW + timedelta(days=2), "called_off_at": None},
    "posts": {"begins": NOW + timedelta(days=1), "ends": NOW + timedelta(days=1, hours=2), "needed": 4},
    "volunteers": {"squad": "xunmei-squad-1", "left_at": None, "confirmed_at": NOW},
    "visits": {
        "channel": "phone", "visitors": ["community"], "outcome": "done", "rule": "visit", "answers": {},
        "materials_left": [], "conflicts_with": None, "set_aside": False, "next_try": None,
    },
    "attachments": {"kind": "photo", "belongs_to": "application/1"},
    "gate_shifts": {"account": "keeper", "on_at": None, "off_at": None, "planned_from": NOW + timedelta(hours=1)},
    "gate_bus_trips": {"direction": "in"},
    "gate_passages": {
        "kind": "person", "person_id": None, "trip_id": None, "direction": "in", "reason": "work", "celsius": "38.9",
        "outcome": "ask", "decision": "", "handled_at": None, "handled_by": None, "vehicle": "", "why": "fever",
    },
    "commitments": {"lines": []},
    "day_closes": {"figures": {}},
    "quarantined": {"form": "volunteer", "reason": "quick", "given": {"name": "记", "phone": "1"}, "decision": "", "decided_at": None},
    "roster_imports": {"rows": [], "told": []},
    "exports": {"kind": "readings", "given": {}, "asked_by": {}, "state": "ready"},
    "sheet_uploads": {"listing": "request"},
}  # fmt: skip


APART = timedelta(minutes=6)
# The same row when it is done with. What is IN_WORDS has a word of its own.
IN_WORDS = object()
SETTLED: dict[str, dict[str, Any]] = {
    "applications": {"taken_at": NOW},
    "group_messages": {"state": "sent"},
    "messages": {"state": "sent", "why": ""},
    "calls": {"outcome": "reached", "done_at": NOW, "about": "revoked"},
    "determinations": {"overridden_to": "home", "overridden_at": NOW},
    "isolation_events": {"done_at": NOW, "struck_at": NOW},
    "gate_passages": {
        "kind": "vehicle",
        "decision": "let-in",
        "handled_at": NOW,
        "handled_by": IN_WORDS,
        "trip_id": IN_WORDS,
    },
}


@dataclass(frozen=True)
class Place:
    """Where the rows belong. `squad` and `point` are of the community."""

    community: str
    grid: str
    point: str
    reference: str

    @property
    def word(self) -> str:
        """What every canary of this place begins with."""
        return f"雀{self.reference[-2:]}"


@dataclass
class Planted:
    """The row of each table, and the canaries in its encrypted columns by table.column."""

    place: Place
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    canaries: dict[str, str] = field(default_factory=dict)
    moments: int = 0  # given out: each row says another time of today
    codes: dict[str, dict[str, Any]] = field(default_factory=dict)


def plant(
    session: Session, place: Place, codes: dict[str, dict[str, Any]] | None = None
) -> Planted:
    """A row in every table that is not planted by somebody else. `codes`: those that differ from CODES."""
    done = Planted(place, codes=codes or {})
    for table in metadata().sorted_tables:
        if table.name not in NOT_PLANTED:
            done.rows[table.name] = _row(session, table, done)
    return done


def _row(session: Session, table: Table, done: Planted) -> dict[str, Any]:
    values = dict(_values(table, done))
    values |= dict(_place(table, done.place))
    made = session.execute(insert(table).values(values)).inserted_primary_key
    keys = dict(zip((key.name for key in table.primary_key), made, strict=True))
    return {**values, **keys}


def _place(table: Table, place: Place) -> Iterator[tuple[str, str]]:
    for name in ("community", "grid", "point"):
        if name in table.columns:
            yield name, getattr(place, name)
    if table.name == "enterprises":
        yield "reference", place.reference


def _values(table: Table, done: Planted) -> Iterator[tuple[str, Any]]:
    codes = CODES["*"] | CODES.get(table.name, {}) | done.codes.get(table.name, {})
    for column in table.columns:
        place = f"{table.name}.{column.name}"
        is_given = codes.get(column.name, IN_WORDS) is not IN_WORDS
        if column.foreign_keys and not is_given:
            other = next(iter(column.foreign_keys)).column
            yield column.name, done.rows[other.table.name][other.name]
        elif is_given and (column.nullable or codes[column.name] is not None):
            yield column.name, codes[column.name]
        elif column.primary_key:
            continue
        elif isinstance(column.type, Encrypted):
            done.canaries[place] = _canary(place, done)
            yield column.name, done.canaries[place]
        elif column.default is None or column.name in codes:
            yield column.name, _plain(column, done)


def _canary(place: str, done: Planted) -> str:
    """Its own word, or as a phone its own number."""
    number = len(done.canaries)
    if place.endswith("phone"):
        return f"138{int(done.place.reference[-2:], 36):04}{number:04}"
    return f"{done.place.word}{number:02}"


def _plain(column: Any, done: Planted) -> Any:
    if isinstance(column.type, Boolean):
        return True
    if isinstance(column.type, Integer):
        return 1
    if isinstance(column.type, Date):
        return NOW.date()
    if isinstance(column.type, String):
        end = f"-{done.place.reference[-2:]}"
        room = (column.type.length or 80) - len(end)
        return f"{column.table.name[:4]}-{column.name[:6]}"[:room] + end
    if isinstance(column.type, JSON):
        return None if column.nullable else {}
    if column.nullable and not done.codes:
        return None
    done.moments += 1
    return NOW.replace(hour=0, minute=3) + done.moments * APART


WITH = re.compile(r"<(?:(?P<how>[^:>]*):)?(?P<name>\w+)>")
# The table whose key a word of an address is, and by which column.
NAMED = {
    "reference": "enterprises.reference", "application_id": "applications.id", "call_id": "calls.id",
    "case_id": "isolation_cases.id", "place_id": "designated_places.id", "event_id": "isolation_events.id", "attachment_id": "attachments.id",
    "check_id": "site_checks.id", "correction_id": "corrections.id", "import_id": "roster_imports.id", "sweep_id": "sweeps.id", "unit_id": "sweep_units.id",
    "entry_id": "supply_entries.id", "alarm_id": "health_alarms.id", "hint_id": "report_hints.id", "item_id": "items.id",
    "visit_id": "visits.id", "meeting_id": "meetings.id", "material_id": "materials.id", "group_id": "joint_groups.id",
    "message_id": "group_messages.id", "training_id": "trainings.id", "duty_id": "duties.id", "post_id": "posts.id",
    "volunteer_id": "volunteers.id", "feedback_id": "feedback.id", "report_id": "slot_reports.id", "passage_id": "gate_passages.id",
    "shift_id": "gate_shifts.id", "point": "gate_shifts.point", "community": "day_closes.community",
    "export_id": "exports.id", "upload_id": "sheet_uploads.id", "countersign_id": "countersigns.id",
    "unusual_id": "unusual_readings.id",
}  # fmt: skip
# Words that name no record of somebody's.
OTHER_WORDS = {
    "day": "2020-03-04", "name": "request", "kind": "request", "code": "AAAA", "certificate": "2020-03-05-1", "batch": "kmfh3x",
    "account_id": "1", "filename": "x", "account": "nobody", "campaign": "gas-2020", "slug": "gas-2020", "section": "notices", "path": "notices/canteen.md",
    "word": "AAAA", "session_id": "1", "passkey_id": "1",
}  # fmt: skip


def addresses(rule: str, planted: Planted) -> list[str]:
    """The addresses of a route that name what is planted; one for each of several words."""
    found = [rule]
    for how in WITH.finditer(rule):
        if (how["how"] or "").startswith("any("):
            words = re.findall(r"\w[\w-]*", how["how"][4:-1])
        elif how["name"] == "page":
            words = list(journeys.PAGES)
        else:
            words = [_word(how["name"], rule, planted)]
        found = [path.replace(how[0], word) for path in found for word in words]
    return found


def _word(name: str, rule: str, planted: Planted) -> str:
    if name == "number":
        of = "applications.id" if "meetings/bring" in rule else "people.number"
    else:
        of = NAMED.get(name, "")
    if not of:
        return OTHER_WORDS[name]
    table, _dot, column = of.partition(".")
    return str(planted.rows[table][column])


def names_a_record(rule: str) -> bool:
    """Whether an address of this route names something that belongs somewhere."""
    return any(how["name"] in {*NAMED, "number"} for how in WITH.finditer(rule))


def count(session: Session) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: len(session.execute(select(table)).all())
        for table in metadata().sorted_tables
    }
