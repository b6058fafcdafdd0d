"""How long what is kept, after which event: the kinds of data, the events, the days.

Pure.

In the night in which the event is `days` days ago the data go: "at the latest 30 days
after" is then kept to the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ASKED = "asked"  # stands for the row of the rule where somebody asked to be erased
RESTORED = "restored"  # and where a restored backup still had it


class Kind(StrEnum):
    """Kinds of data, as the rule file names them; in the order in which they go: people
    first, and theirs with them.
    """

    DRAFTS = "registration-drafts"
    IMPORTS = "roster-imports"
    PEOPLE = "people"
    READINGS = "readings"
    DETERMINATIONS = "determinations"
    CASES = "cases"
    ALARMS = "alarms"
    HINTS = "hints"
    REPORTS = "reports"
    MISSING_CALLS = "missing-calls"
    SWEEPS = "sweeps"
    UPLOADS = "sheet-uploads"
    ITEMS = "items"
    DAY_LEFT = "day-left"
    VISITS = "visits"
    FEEDBACK = "feedback"
    DUTIES = "duties"
    VOLUNTEERS = "volunteers"
    PASSAGES = "gate-passages"
    VISITORS = "gate-visitors"
    BUS_TRIPS = "gate-bus-trips"
    SHIFTS = "gate-shifts"
    SUPPLIES = "supplies"
    ROBOTS = "group-robots"
    CALLS = "calls"
    INTENTS = "intents"
    ATTACHMENTS = "attachments"
    SITE_CHECKS = "site-checks"
    APPLICATIONS = "applications"
    CONTACTS = "contacts"
    REASONS = "audit-reasons"
    BACKUPS = "backups"


class Event(StrEnum):
    """What the days are counted from."""

    SAVED = "saved"  # filled in, handed in, written, made: the last time it was touched
    DONE = "done"  # closed, decided, reached
    LEFT = "left"  # somebody left the enterprise
    ISOLATION_OVER = "isolation-over"  # the last day of staying in
    EMERGENCY_ENDED = "emergency-ended"  # `ended_on` of the rule file


_SAVED = (Event.SAVED, Event.EMERGENCY_ENDED)
_DONE = (Event.DONE, Event.EMERGENCY_ENDED)
EVENTS: dict[Kind, tuple[Event, ...]] = {
    Kind.DRAFTS: _SAVED,
    Kind.IMPORTS: _SAVED,
    Kind.PEOPLE: (Event.LEFT, Event.ISOLATION_OVER, Event.EMERGENCY_ENDED),
    Kind.READINGS: (Event.SAVED, Event.ISOLATION_OVER, Event.EMERGENCY_ENDED),
    Kind.DETERMINATIONS: (Event.ISOLATION_OVER, Event.EMERGENCY_ENDED),
    Kind.CASES: (Event.ISOLATION_OVER, Event.EMERGENCY_ENDED),
    Kind.ALARMS: _DONE,
    Kind.HINTS: _SAVED,
    Kind.REPORTS: _SAVED,
    Kind.MISSING_CALLS: _SAVED,
    Kind.SWEEPS: _DONE,
    Kind.UPLOADS: _SAVED,
    Kind.ITEMS: _DONE,
    Kind.DAY_LEFT: _SAVED,
    Kind.VISITS: _SAVED,
    Kind.FEEDBACK: _DONE,
    Kind.DUTIES: _DONE,
    Kind.VOLUNTEERS: _DONE,
    Kind.PASSAGES: _SAVED,
    Kind.VISITORS: _SAVED,
    Kind.BUS_TRIPS: _SAVED,
    Kind.SHIFTS: _SAVED,
    Kind.SUPPLIES: _SAVED,
    Kind.ROBOTS: (Event.EMERGENCY_ENDED,),
    Kind.CALLS: _DONE,
    Kind.INTENTS: _DONE,
    Kind.ATTACHMENTS: _SAVED,
    Kind.SITE_CHECKS: _SAVED,
    Kind.APPLICATIONS: _DONE,
    Kind.CONTACTS: (Event.EMERGENCY_ENDED,),
    Kind.REASONS: _SAVED,
    Kind.BACKUPS: _SAVED,
}


@dataclass(frozen=True)
class Row:
    """One row of the rule: a kind of data, how many days after which event, and why."""

    id: str
    data: Kind
    days: int
    after: Event
    why: str
    why_en: str


@dataclass(frozen=True)
class Retention:
    """One version of the rule.

    `ended_on` is the day on which the emergency ended, None while it lasts.
    """

    version: str
    basis: str
    rows: tuple[Row, ...]
    ended_on: date | None = None
    backup_folder: str = ""

    def rows_of(self, kind: Kind) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.data == kind)

    @property
    def unmentioned(self) -> tuple[Kind, ...]:
        """Kinds no row speaks of: they are kept."""
        return tuple(kind for kind in Kind if not self.rows_of(kind))


def newest_due(row: Row, today: date) -> date:
    """The newest day of the event whose data go today: exactly `days` ago."""
    return today - timedelta(days=row.days)
