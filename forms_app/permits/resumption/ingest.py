"""The database follows the content file: permission, stage, audit entry and the call to
make, all from one change.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor, Role
from forms_app.permits.enterprises.content import EnterpriseFile, Status
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import by_reference
from forms_app.permits.resumption import messages
from forms_app.permits.resumption.models import Application, Call, Intent
from forms_app.permits.resumption.rules import TRANSITIONS, Action, Stage, Step


@dataclass(frozen=True)
class FileChange:
    """One accepted change of an enterprise file. `after` is None when it was withdrawn."""

    sequence: int
    reference: str
    before: EnterpriseFile | None
    after: EnterpriseFile | None
    checking: bool
    cleared: bool
    new_hash: str | None
    author: str
    at: datetime


def apply(session: Session, change: FileChange, now: datetime) -> None:
    """Follow one change; leaves exactly one audit entry (受理 has left its own, so its
    pending file leaves none).
    """
    enterprise = by_reference(session, change.reference)
    intent = (
        None if change.checking or change.cleared else _matching_intent(session, change)
    )
    step = _step_of(change)
    if enterprise:
        _follow(enterprise, change)
        if step == "approved":
            _approve_application(session, enterprise, now)
        if step in {"approved", "suspended", "restored", "revoked", "withdrawn"}:
            reason = change.after.reason if change.after else ""
            text = messages.permission(enterprise, step, reason)
            session.add(
                Call(enterprise=enterprise, about=step, text=text, at=now, note="")
            )
    if intent and intent.action == Step.OPEN:
        return
    actor = (
        Actor("staff", intent.actor_id, Role(intent.actor_role))
        if intent
        else Actor("content-file", change.author)
    )
    public_reason = change.after.reason if change.after else ""
    audit.record(
        session,
        actor=actor,
        action=f"permission.{step}",
        subject=change.reference,
        now=now,
        basis=change.after.basis if change.after else "",
        reason=(intent.reason if intent else "") or public_reason,
        details={
            "journal": change.sequence,
            "revision": change.after.revision if change.after else None,
            "batch": change.after.batch if change.after else None,
        },
    )


def mark_public(session: Session, references: list[str], at: datetime) -> None:
    """Their last change is out on the site since this moment."""
    query = update(Enterprise).where(Enterprise.reference.in_(references))
    session.execute(query.values(public_since=at))


def _follow(enterprise: Enterprise, change: FileChange) -> None:
    enterprise.checking = change.checking
    if change.after is None:
        enterprise.status = "withdrawn"
        enterprise.status_since = change.at.date()
        return
    enterprise.status = str(change.after.status)
    enterprise.status_since = change.after.since
    enterprise.batch = change.after.batch
    enterprise.revision = change.after.revision
    enterprise.pilot = change.after.pilot


def _step_of(change: FileChange) -> str:
    """The word for what happened: approved, suspended, restored, revoked, withdrawn,
    pending, checking, edited.
    """
    if change.checking:
        return "checking"
    if change.cleared:
        return "cleared"
    if change.after is None:
        return "withdrawn"
    before = change.before.status if change.before else None
    if change.after.status is before:
        return "edited"
    if before is Status.SUSPENDED and change.after.status is Status.APPROVED:
        return "restored"
    return str(change.after.status)


def _matching_intent(session: Session, change: FileChange) -> Intent | None:
    query = select(Intent).where(
        Intent.reference == change.reference,
        Intent.new_hash == change.new_hash,
        Intent.settled.is_(None),
    )
    intent = session.scalar(query.order_by(Intent.id.desc()))
    if intent:
        intent.settled = "matched"
    return intent


def _approve_application(
    session: Session, enterprise: Enterprise, now: datetime
) -> None:
    query = select(Application).where(
        Application.enterprise_id == enterprise.id, Application.stage == Stage.CHECKED
    )
    for application in session.scalars(query):
        application.stage = TRANSITIONS[Stage.CHECKED, Action.APPROVE]
        application.decided_at = now
        application.due_at = None
