"""Tables of resuming work: applications, checks at the door, intents to edit a content
file, people to call.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_app.base.db import Base
from forms_app.base.personal import Encrypted
from forms_app.permits.enterprises.models import Enterprise


class Application(Base):
    """One application (申请) of an enterprise in a campaign; `number` counts under
    its reference.
    """

    __tablename__ = "applications"
    # what the list is narrowed, sorted and counted by: it reads nothing else of a row
    __table_args__ = (
        UniqueConstraint("enterprise_id", "number"),
        Index(
            "ix_applications_list",
            "enterprise_id",
            "stage",
            "due_at",
            "submitted_at",
            "priority",
            "suggested_class",
            "taken_by",
            "campaign",
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"))
    campaign: Mapped[str] = mapped_column(String(24), default="", server_default="")
    number: Mapped[int]
    stage: Mapped[str] = mapped_column(String(16), index=True)
    # the version of application.toml it was begun with
    form: Mapped[str] = mapped_column(String(60), default="", server_default="")
    answers: Mapped[dict[str, Any]] = mapped_column(
        Encrypted("applications.answers", as_json=True)
    )
    workers: Mapped[int | None]  # of the first batch, once submitted
    # to put right, each an Item of returns.py
    returned_items: Mapped[list[dict[str, Any]]] = mapped_column(
        Encrypted("applications.returned_items", as_json=True), default=list
    )
    suggested_class: Mapped[str | None] = mapped_column(String(12))
    # the row of the priority rule
    suggested_by: Mapped[str | None] = mapped_column(String(60))
    priority: Mapped[str | None] = mapped_column(String(12))
    batch: Mapped[int | None]
    squad: Mapped[str | None] = mapped_column(String(40))
    started_at: Mapped[datetime]
    first_submitted_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None] = mapped_column(index=True)  # the last time
    # of the stage it is in; none when nothing is promised
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    accepted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None] = mapped_column(index=True)
    taken_by: Mapped[str | None] = mapped_column(String(60))
    taken_at: Mapped[datetime | None]
    privacy_notice: Mapped[str] = mapped_column(String(40), default="")
    version: Mapped[int] = mapped_column(default=1)
    enterprise: Mapped[Enterprise] = relationship(lazy="joined")
    checks: Mapped[list[SiteCheck]] = relationship(
        order_by="SiteCheck.id", back_populates="application"
    )

    commitments: Mapped[list[Commitment]] = relationship(order_by="Commitment.id")

    __mapper_args__ = {"version_id_col": version}


class Commitment(Base):
    """What was promised when an application was handed in (承诺书), word by word."""

    __tablename__ = "commitments"
    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(
        ForeignKey("applications.id"), index=True
    )
    # the first day of the application form that had them
    version: Mapped[str] = mapped_column(String(20))
    # as whoever ticked them read them
    lines: Mapped[list[str]] = mapped_column(JSON)
    made_at: Mapped[datetime]
    # the reference of the enterprise, or of the one that applies for it
    made_by: Mapped[str] = mapped_column(String(80))


class SiteCheck(Base):
    """One check at the door (上门核验), before opening or in supervision afterwards."""

    __tablename__ = "site_checks"
    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"), index=True)
    application_id: Mapped[int | None] = mapped_column(
        ForeignKey("applications.id"), index=True
    )
    campaign: Mapped[str] = mapped_column(String(24), default="", server_default="")
    # "opening", "supervision" or "inspection"
    purpose: Mapped[str] = mapped_column(String(12))
    rule: Mapped[str] = mapped_column(String(60))  # id and first day of the check list
    # line id → passed | failed | not-applicable
    lines: Mapped[dict[str, str]] = mapped_column(JSON)
    # line id → the day by which what failed is put right
    due: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, server_default="{}")
    # the first of these days
    due_on: Mapped[date | None]
    # line id → words
    notes: Mapped[dict[str, str]] = mapped_column(
        Encrypted("site_checks.notes", as_json=True)
    )
    # name → what was answered to the questions of the list
    answers: Mapped[dict[str, Any] | None] = mapped_column(
        Encrypted("site_checks.answers", as_json=True)
    )
    # of the four bodies: city, district, street, community
    visitors: Mapped[list[str]] = mapped_column(JSON)
    # what the enterprise's person said
    confirmed: Mapped[str] = mapped_column(Encrypted("site_checks.confirmed"))
    passed: Mapped[bool]
    visited_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(String(60))
    # made on the phone it was written on: kept once, however often it is sent
    client_id: Mapped[str | None] = mapped_column(String(40), unique=True)
    # a check by somebody else of which whoever wrote this one knew nothing
    conflicts_with: Mapped[int | None]
    settled_at: Mapped[datetime | None]
    application: Mapped[Application | None] = relationship(back_populates="checks")
    enterprise: Mapped[Enterprise] = relationship()


class Intent(Base):
    """An edit of a content file that somebody asked for by a button: committed before
    the file is touched.
    """

    __tablename__ = "intents"
    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(12), index=True)
    campaign: Mapped[str] = mapped_column(String(24), default="", server_default="")
    action: Mapped[str] = mapped_column(String(12))
    actor_id: Mapped[str] = mapped_column(String(80))
    actor_role: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Encrypted("intents.reason"))
    expected_hash: Mapped[str | None] = mapped_column(String(64))
    new_hash: Mapped[str] = mapped_column(String(64), index=True)
    # so that a crash in between can be finished
    new_text: Mapped[str] = mapped_column(Encrypted("intents.new_text"))
    at: Mapped[datetime]
    # "matched", "overtaken", "faulty", "declined", "waiting"
    settled: Mapped[str | None] = mapped_column(String(12), index=True)


class Call(Base):
    """Somebody to call: every decision that concerns them is told by phone, unless a
    channel delivered it.
    """

    __tablename__ = "calls"
    # what the list is narrowed, sorted and counted by
    __table_args__ = (
        Index(
            "ix_calls_list",
            "done_at",
            "at",
            "enterprise_id",
            "about",
            "outcome",
            "campaign",
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"), index=True)
    campaign: Mapped[str] = mapped_column(String(24), default="", server_default="")
    # returned, refused, to-put-right, approved, suspended, …
    about: Mapped[str] = mapped_column(String(16))
    # to paste into a message
    text: Mapped[str] = mapped_column(Encrypted("calls.text"))
    at: Mapped[datetime]
    # reached, no-answer, wrong-number
    outcome: Mapped[str | None] = mapped_column(String(12), index=True)
    note: Mapped[str] = mapped_column(Encrypted("calls.note"), default="")
    done_at: Mapped[datetime | None]
    done_by: Mapped[str | None] = mapped_column(String(60))
    enterprise: Mapped[Enterprise] = relationship(lazy="joined")


class Poster(Base):
    """A poster (喜报) that was printed; `serial` is on it.

    Posted when somebody says so.
    """

    __tablename__ = "posters"
    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"), index=True)
    campaign: Mapped[str] = mapped_column(String(24), default="", server_default="")
    serial: Mapped[str] = mapped_column(String(20), unique=True)
    since: Mapped[date]
    at: Mapped[datetime]
