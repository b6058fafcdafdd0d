"""Keeping a check at the door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base import audit, rebuilds
from forms_app.base.access import Actor
from forms_app.base.office import Office
from forms_app.base.questions.question import Wording
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption import labels
from forms_app.permits.resumption.calls import listed, note_call
from forms_app.permits.resumption.models import Application, SiteCheck
from forms_app.permits.resumption.rules import FLOW, TO_CHECK, Action, Stage


@dataclass(frozen=True)
class Found:
    """What was found at a door. `texts`: the words of each line by its id; `due`: the
    day by which what failed is put right, where one was set; `answers`: to the questions
    of the list, by name.
    """

    rule: str
    lines: dict[str, str]
    notes: dict[str, str]
    visitors: list[str]
    confirmed: str
    visited_at: datetime
    texts: dict[str, Wording]
    due: Mapping[str, date] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)

    @property
    def columns(self) -> dict[str, Any]:
        """As the row keeps it."""
        return {
            "rule": self.rule,
            "lines": self.lines,
            "due": {line: day.isoformat() for line, day in self.due.items()},
            "due_on": min(self.due.values(), default=None),
            "notes": self.notes,
            "answers": self.answers or None,
            "visitors": self.visitors,
            "confirmed": self.confirmed,
            "visited_at": self.visited_at,
            "passed": not self.failed,
        }

    @property
    def failed(self) -> list[str]:
        """What is to be put right, in words."""
        return [
            text.zh
            + (f"：{self.notes[line]}" if line in self.notes else "")
            + self._by(line)
            for line, text in self.texts.items()
            if self.lines.get(line) == "failed"
        ]

    def _by(self, line: str) -> str:
        day = self.due.get(line)
        return f"（请在 {day.month} 月 {day.day} 日前改好）" if day else ""


def record_check(
    session: Session,
    office: Office,
    enterprise: Enterprise,
    campaign: str,
    application: Application | None,
    found: Found,
    *,
    purpose: str = "",
    client_id: str | None = None,
    conflicts_with: int | None = None,
    due_at: datetime | None,
    actor: Actor,
    now: datetime,
) -> SiteCheck:
    """Keep one check at the door.

    It moves on an application that waits for it; one that somebody else checked meanwhile
    stays as it is. Without one, or a purpose of its own, it is supervision.
    """
    kept = SiteCheck(
        enterprise=enterprise,
        campaign=campaign,
        application=application,
        purpose=purpose or ("opening" if application else "supervision"),
        **found.columns,
        recorded_at=now,
        recorded_by=actor.id,
        client_id=client_id,
        conflicts_with=conflicts_with,
    )
    session.add(kept)
    session.flush()
    if application and application.stage in TO_CHECK:
        _move_on(application, kept, due_at)
    if found.failed:
        _call(session, office, kept, found.failed, now)
    _entry(session, kept, len(found.failed), actor, now)
    rebuilds.ask(session, "site-check", now, enterprise.reference)
    return kept


def _call(
    session: Session,
    office: Office,
    check: SiteCheck,
    failed: list[str],
    now: datetime,
) -> None:
    about = "supervision" if check.purpose == "supervision" else "to-put-right"
    told = labels.to_put_right(check.enterprise, failed)
    unit = check.enterprise
    values = listed(failed)
    note_call(session, office, unit, check.campaign, about, told, now, values)


def settle_check(
    session: Session, check: SiteCheck, *, actor: Actor, now: datetime
) -> None:
    """Somebody who decides has seen both; neither is changed."""
    check.settled_at = now
    audit.record(
        session,
        actor=actor,
        action="check.settle",
        subject=check.enterprise.reference,
        now=now,
        details={"check": check.id, "other": check.conflicts_with},
    )


def _move_on(
    application: Application, check: SiteCheck, due_at: datetime | None
) -> None:
    action = Action.PASS_CHECK if check.passed else Action.FAIL_CHECK
    application.stage = FLOW.after(Stage(application.stage), action)
    application.due_at = due_at if check.passed else None


def _entry(
    session: Session, check: SiteCheck, failed: int, actor: Actor, now: datetime
) -> None:
    audit.record(
        session,
        actor=actor,
        action=f"check.{check.purpose}",
        subject=check.enterprise.reference,
        now=now,
        basis=check.rule,
        details={
            "check": check.id,
            "passed": check.passed,
            "failed": failed,
            "visitors": check.visitors,
        },
    )
