"""Tables of staying in: the designated places, cases with what happened in them, the
reports of a slot, readings, alarms, calls to who is missing.

A report says how everybody of an enterprise is in one slot of one day: named are the
exceptions, "everybody else is well" is what it says of the others. Whoever is in
isolation is named with a reading each time. Places, readings, names of supervisors and
every note are encrypted.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_app.base.db import Base
from forms_app.base.personal import Encrypted
from forms_app.base.reads import identifies
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import Unit


class DesignatedPlace(Base):
    """Where people are sent to stay in (指定隔离点), and how many rooms it has."""

    __tablename__ = "designated_places"
    id: Mapped[int] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(String(40))  # which keeps it
    name: Mapped[str] = mapped_column(Encrypted("designated_places.name"))
    rooms: Mapped[int]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


@identifies("case", "enterprise_supervisor", "follow_up")
class Case(Base):
    """Somebody who stays in: where, since when, until when, watched by whom."""

    __tablename__ = "isolation_cases"
    # one open case a person, whoever opens it and however often the button is pressed
    __table_args__ = (
        Index(
            "uq_isolation_cases_open",
            "person_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), index=True
    )
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"), index=True)
    community: Mapped[str] = mapped_column(String(40), index=True)
    grid: Mapped[str] = mapped_column(String(40), index=True)
    determination_id: Mapped[int | None] = mapped_column(
        ForeignKey("determinations.id", ondelete="SET NULL")
    )
    # of isolation/case_rules.py
    state: Mapped[str] = mapped_column(String(12), index=True)
    mode: Mapped[str] = mapped_column(String(12))  # home, designated
    place: Mapped[str] = mapped_column(Encrypted("isolation_cases.place"))
    # None of who stays at home, and where the office keeps no list of places
    designated_place_id: Mapped[int | None] = mapped_column(
        ForeignKey("designated_places.id", ondelete="SET NULL"), index=True
    )
    starts_on: Mapped[date]  # day 1
    # the day on which the days are over
    due_on: Mapped[date] = mapped_column(index=True)
    # two supervisors and a named follow-up person
    enterprise_supervisor: Mapped[str] = mapped_column(
        Encrypted("isolation_cases.enterprise_supervisor")
    )
    grid_supervisor: Mapped[str] = mapped_column(String(60))  # an account
    follow_up: Mapped[str] = mapped_column(Encrypted("isolation_cases.follow_up"))
    # of the own link to report alone
    link_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    person: Mapped[Person] = relationship(lazy="joined")
    events: Mapped[list[CaseEvent]] = relationship(
        order_by="CaseEvent.id", cascade="all, delete-orphan", passive_deletes=True
    )

    __mapper_args__ = {"version_id_col": version}


class CaseEvent(Base):
    """What happened in a case, who did it and why; never deleted: what was logged
    wrongly is struck, with a reason.

    `code` is how a visit went, or what is needed: it says how somebody is, or marks a
    home, so it is encrypted as well.
    """

    __tablename__ = "isolation_events"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(
        ForeignKey("isolation_cases.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(12))  # of isolation/case_rules.py
    day: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(80))
    code: Mapped[str | None] = mapped_column(Encrypted("isolation_events.code"))
    note: Mapped[str] = mapped_column(Encrypted("isolation_events.note"), default="")
    from_at: Mapped[datetime | None]  # of an outing
    until_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]  # of a need (a bin, a meal)
    done_by: Mapped[str | None] = mapped_column(String(80))
    struck_at: Mapped[datetime | None]
    struck_by: Mapped[str | None] = mapped_column(String(80))
    struck_reason: Mapped[str | None] = mapped_column(
        Encrypted("isolation_events.struck_reason")
    )


class SlotReport(Base):
    """One report (报备) of an enterprise, or of one person alone.

    Reports are never changed: another one follows.
    """

    __tablename__ = "slot_reports"
    __table_args__ = (
        UniqueConstraint(
            "enterprise_id", "client_id", name="uq_slot_reports_client_id"
        ),
        Index("ix_slot_reports_slot", "day", "slot", "enterprise_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"))
    day: Mapped[date]
    slot: Mapped[str] = mapped_column(String(12))
    # made on the phone: sent twice, kept once
    client_id: Mapped[str] = mapped_column(String(40))
    written_at: Mapped[datetime]  # by the phone's clock
    received_at: Mapped[datetime]
    # enterprise, own (the person's link), staff
    source: Mapped[str] = mapped_column(String(12))
    # people of whom it says that they are well, the named ones not counted; 0 of a
    # person's own
    covers: Mapped[int]
    is_late: Mapped[bool]
    nobody: Mapped[bool]  # "nobody to report today", said explicitly
    # "", corrected, doubled
    follows: Mapped[str] = mapped_column(String(12), default="")
    by: Mapped[str] = mapped_column(String(80))
    enterprise: Mapped[Unit] = relationship()
    readings: Mapped[list[Reading]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )


class Reading(Base):
    """One person in one report: a temperature, how they feel."""

    __tablename__ = "readings"
    __table_args__ = (Index("ix_readings_slot", "day", "slot", "person_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(
        ForeignKey("slot_reports.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), index=True
    )
    day: Mapped[date]
    slot: Mapped[str] = mapped_column(String(12))
    celsius: Mapped[str | None] = mapped_column(Encrypted("readings.celsius"))
    unwell: Mapped[bool | None] = mapped_column(
        Encrypted("readings.unwell", as_json=True)
    )
    # not at work today, nothing to say of them
    absent: Mapped[bool] = mapped_column(default=False)
    received_at: Mapped[datetime]


class Alarm(Base):
    """A fever or somebody unwell: measured again, told to an officer, what was done,
    closed with a reason. In this order.
    """

    __tablename__ = "health_alarms"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), index=True
    )
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"), index=True)
    community: Mapped[str] = mapped_column(String(40), index=True)
    grid: Mapped[str] = mapped_column(String(40), index=True)
    kind: Mapped[str] = mapped_column(String(12))  # fever, unwell
    state: Mapped[str] = mapped_column(String(16), index=True)  # of isolation/rules.py
    raised_at: Mapped[datetime]
    again_by: Mapped[datetime | None]  # until when to measure again
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    person: Mapped[Person] = relationship(lazy="joined")
    steps: Mapped[list[AlarmStep]] = relationship(
        order_by="AlarmStep.id", cascade="all, delete-orphan", passive_deletes=True
    )

    __mapper_args__ = {"version_id_col": version}


class AlarmStep(Base):
    """One step of an alarm, who took it and what they wrote."""

    __tablename__ = "alarm_steps"
    id: Mapped[int] = mapped_column(primary_key=True)
    alarm_id: Mapped[int] = mapped_column(
        ForeignKey("health_alarms.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(80))
    note: Mapped[str] = mapped_column(Encrypted("alarm_steps.note"), default="")


class MissingCall(Base):
    """A call to an enterprise that did not report, and what came of it."""

    __tablename__ = "missing_calls"
    __table_args__ = (Index("ix_missing_calls_slot", "day", "slot", "enterprise_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"))
    day: Mapped[date]
    slot: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))
    outcome: Mapped[str] = mapped_column(String(16))  # reached, no-answer, will-report
    note: Mapped[str] = mapped_column(Encrypted("missing_calls.note"), default="")


class Hint(Base):
    """Something worth a look in somebody's reports, found at night: never a score,
    never a punishment.
    """

    __tablename__ = "report_hints"
    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE")
    )
    day: Mapped[date] = mapped_column(index=True)
    # same-value, impossible-jump, all-at-once, somebody-who-left
    kind: Mapped[str] = mapped_column(String(20))
    seen_at: Mapped[datetime | None]
