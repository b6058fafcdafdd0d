"""The database follows the content file: permission, stage, audit entry and the call to
make, all from one change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, tuple_, update
from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor, Role
from forms_app.base.office import Office
from forms_app.permits.enterprises.content import EnterpriseFile, Status
from forms_app.permits.enterprises.models import Enterprise, Permission
from forms_app.permits.grid.queries import wording_in
from forms_app.permits.resumption import labels
from forms_app.permits.resumption.calls import note_call
from forms_app.permits.resumption.models import Application, Intent
from forms_app.permits.resumption.posters import is_printed
from forms_app.permits.resumption.rules import FLOW, WAITING, Action, Stage, Step

# what an enterprise is told
TOLD = frozenset({"approved", "suspended", "restored", "revoked", "withdrawn"})


@dataclass(frozen=True)
class FileChange:
    """One accepted change of the file of an enterprise in a campaign. `after` is None
    when it was withdrawn.
    """

    sequence: int
    campaign: str
    reference: str
    before: EnterpriseFile | None
    after: EnterpriseFile | None
    checking: bool
    cleared: bool
    new_hash: str | None
    author: str
    at: datetime

    @property
    def reason(self) -> str:
        """What the file gives the public as the reason."""
        return self.after.reason if self.after else ""


@dataclass(frozen=True)
class Rows:
    """What the database has of the enterprises that a batch of changes is about: by
    reference, and the edits that were asked for and not settled, the newest first.
    """

    enterprises: dict[str, Enterprise]
    intents: list[Intent]

    @classmethod
    def of(cls, session: Session, references: Iterable[str]) -> Rows:
        """Read them at once, rather than change by change."""
        of = set(references)
        found = session.scalars(select(Enterprise).where(Enterprise.reference.in_(of)))
        asked = select(Intent).where(Intent.reference.in_(of), _is_open())
        return cls(
            {one.reference: one for one in found},
            [*session.scalars(asked.order_by(Intent.id.desc()))],
        )


def apply(
    session: Session, office: Office, change: FileChange, now: datetime, rows: Rows
) -> None:
    """Follow one change; leaves exactly one audit entry (受理 has left its own, so its
    pending file leaves none).
    """
    enterprise = rows.enterprises.get(change.reference)
    intent = None if change.checking or change.cleared else _matching(rows, change)
    step = _step_of(change)
    if enterprise and _is_new(enterprise, change):
        _follow(enterprise, change)
        if step == "approved":
            _approve_application(session, enterprise, change.campaign, now)
        if step in TOLD:
            _tell(session, office, enterprise, step, change, now)
    if intent is None or intent.action != Step.OPEN:
        _note(session, change, step, intent, now)


def _tell(
    session: Session,
    office: Office,
    enterprise: Enterprise,
    step: str,
    change: FileChange,
    now: datetime,
) -> None:
    """The enterprise; of a poster only where its campaign prints one."""
    words = wording_in(office.accepted, change.campaign)
    hangs = is_printed(office, change.campaign)
    told = labels.permission(enterprise, step, change.reason, words, hangs)
    values = {
        "reason": change.reason,
        "poster": labels.to_hang(words) if hangs else "",
    }
    note_call(session, office, enterprise, change.campaign, step, told, now, values)


def _is_new(enterprise: Enterprise, change: FileChange) -> bool:
    """Whether the database has not done it: what was played in a rehearsal is deleted
    there before its files are.
    """
    return bool(change.after) or change.campaign in enterprise.permissions


def _note(
    session: Session,
    change: FileChange,
    step: str,
    intent: Intent | None,
    now: datetime,
) -> None:
    """The entry of whoever pressed the button, or else of the author of the file."""
    actor = (
        Actor("staff", intent.actor_id, Role(intent.actor_role))
        if intent
        else Actor("content-file", change.author)
    )
    audit.record(
        session,
        actor=actor,
        action=f"permission.{step}",
        subject=change.reference,
        now=now,
        basis=change.after.basis if change.after else "",
        reason=(intent.reason if intent else "") or change.reason,
        details={
            "journal": change.sequence,
            "campaign": change.campaign,
            "revision": change.after.revision if change.after else None,
            "batch": change.after.batch if change.after else None,
        },
    )


def mark_public(
    session: Session, decisions: Collection[tuple[str, str]], at: datetime
) -> None:
    """The last change of each is out on the site since this moment. `decisions`:
    campaign and reference.
    """
    which = tuple_(Permission.campaign, Enterprise.reference).in_(decisions)
    found = select(Permission.id).join(Enterprise).where(which)
    query = update(Permission).where(Permission.id.in_(found))
    session.execute(query.values(public_since=at))


def _follow(enterprise: Enterprise, change: FileChange) -> None:
    permission = enterprise.permissions.get(change.campaign)
    if permission is None:
        permission = Permission(campaign=change.campaign)
        enterprise.permissions[change.campaign] = permission
    permission.checking = change.checking
    if change.after is None:
        permission.status = "withdrawn"
        permission.since = change.at.date()
        return
    if permission.since != change.after.since:
        permission.poster_posted_at = None
        permission.poster_posted_by = None
    permission.status = str(change.after.status)
    permission.since = change.after.since
    permission.batch = change.after.batch
    permission.revision = change.after.revision
    permission.pilot = change.after.pilot


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


def _is_open() -> ColumnElement[bool]:
    return Intent.settled.is_(None) | (Intent.settled == WAITING)


def _matching(rows: Rows, change: FileChange) -> Intent | None:
    """The edit by a button that this change is; settled with it."""
    told = (change.reference, change.campaign, change.new_hash)
    for intent in rows.intents:
        asked = (intent.reference, intent.campaign, intent.new_hash)
        if asked == told and intent.settled in {None, WAITING}:
            intent.settled = "matched"
            return intent
    return None


def _approve_application(
    session: Session, enterprise: Enterprise, campaign: str, now: datetime
) -> None:
    query = select(Application).where(
        Application.enterprise_id == enterprise.id,
        Application.campaign == campaign,
        Application.stage == Stage.CHECKED,
    )
    for application in session.scalars(query):
        application.stage = FLOW.after(Stage.CHECKED, Action.APPROVE)
        application.decided_at = now
        application.due_at = None
