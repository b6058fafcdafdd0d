"""Keeping a check at the door."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base import audit, rebuilds
from forms_app.base.access import Actor
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption import labels
from forms_app.permits.resumption.calls import note_call
from forms_app.permits.resumption.models import Application, SiteCheck
from forms_app.permits.resumption.rules import FLOW, Action, Stage

FILLED_IN = ("rule", "lines", "notes", "visitors", "confirmed", "visited_at")


def record_check(
    session: Session,
    enterprise: Enterprise,
    application: Application | None,
    check: dict[str, Any],
    *,
    due_at: datetime | None,
    actor: Actor,
    now: datetime,
) -> SiteCheck:
    """Keep one check at the door.

    With an application it moves it on; without, it is supervision.

    `check` has what FILLED_IN names, and failed (the texts of the failed lines).
    """
    failed: list[str] = check["failed"]
    kept = SiteCheck(
        enterprise=enterprise,
        application=application,
        purpose="opening" if application else "supervision",
        passed=not failed,
        recorded_at=now,
        recorded_by=actor.id,
        **{name: check[name] for name in FILLED_IN},
    )
    session.add(kept)
    session.flush()
    if application:
        _move_on(application, kept, due_at)
    if failed:
        about = "to-put-right" if application else "supervision"
        told = labels.to_put_right(enterprise, failed)
        note_call(session, enterprise, about, told, now)
    _entry(session, kept, len(failed), actor, now)
    rebuilds.ask(session, "site-check", now, enterprise.reference)
    return kept


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
