"""One function for every step of an application; each checks the rule, changes, and
leaves one audit entry.

What changes a permission (approve, suspend, restore, revoke) is not here but in
decisions.py: it is an edit of the content file, and its audit entry is written when the
file was accepted.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base import audit, rebuilds
from forms_app.base.access import Actor
from forms_app.base.office import Office
from forms_app.base.refusal import Refused
from forms_app.permits.grid.queries import wording_in
from forms_app.permits.messages.outbox import Event, tell
from forms_app.permits.messages.rules import Kind
from forms_app.permits.resumption import labels, queries
from forms_app.permits.resumption.calls import listed, note_call
from forms_app.permits.resumption.models import Application, Commitment
from forms_app.permits.resumption.returns import Item
from forms_app.permits.resumption.rules import FLOW, Action, Stage
from forms_app.permits.resumption.submission import Submission

# stages in which a squad is to come
CHECKABLE = frozenset({Stage.ACCEPTED, Stage.TO_PUT_RIGHT})
NOT_WAITING = "只有受理了、还在等上门核验的申请才能派给小分队。"


class HasTwin(Refused):
    """The same unit has a content file under another reference."""

    def __init__(self, first: str) -> None:
        super().__init__(
            "同一个代码已经以 %(first)s 办理，一家单位只有一个内容文件。请在那边办，"
            "这一份写明理由不同意。",
            first=first,
        )


def submit(
    session: Session,
    application: Application,
    submission: Submission,
    *,
    due_at: datetime | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Hand in, the first time or after a return."""
    again = application.first_submitted_at is not None
    application.stage = FLOW.after(Stage(application.stage), Action.SUBMIT)
    application.workers = submission.workers
    application.first_submitted_at = application.first_submitted_at or now
    application.submitted_at = now
    application.due_at = due_at
    application.returned_items = []
    application.taken_by = application.taken_at = None
    _promise(application, submission, actor, now)
    if submission.suggested:
        application.suggested_class, application.suggested_by = submission.suggested
    _entry(session, application, "submit", actor, now, details={"again": again})
    _say_received(session, application, now)
    rebuilds.ask(session, "application", now, application.enterprise.reference)


def _say_received(session: Session, application: Application, now: datetime) -> None:
    """Each time that it is handed in."""
    event = Event(
        Kind.RECEIVED,
        f"application/{application.id}/{now.timestamp():.0f}",
        application.campaign,
        {"due": labels.promised(application.due_at)},
    )
    tell(session, application.enterprise, event, now)


def _promise(
    application: Application, submission: Submission, actor: Actor, now: datetime
) -> None:
    """Keep what was ticked (承诺书); nothing is handed in without."""
    kept = Commitment(
        version=submission.edition,
        lines=list(submission.promised),
        made_at=now,
        made_by=actor.id,
    )
    application.commitments.append(kept)


def return_for_changes(
    session: Session,
    office: Office,
    application: Application,
    items: list[Item],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Give it back, itemised: only the named answers are asked again (一次性告知)."""
    if not items:
        raise Refused("请至少选一项需要补正的内容，并写明怎么补正。")
    application.stage = FLOW.after(Stage(application.stage), Action.RETURN)
    application.returned_items = [item.kept for item in items]
    application.due_at = None
    remarks = "；".join(map(str, items))
    _entry(
        session,
        application,
        "return",
        actor,
        now,
        reason=remarks,
        details={"items": len(items)},
    )
    words = wording_in(office.accepted, application.campaign)
    told = labels.returned(application, items, words)
    unit = application.enterprise
    values = listed(map(str, items))
    of = application.campaign
    note_call(session, office, unit, of, "returned", told, now, values)
    rebuilds.ask(session, "application", now, application.enterprise.reference)


def accept(
    session: Session,
    application: Application,
    *,
    priority: str,
    batch: int,
    squad: str,
    reason: str,
    due_at: datetime | None,
    basis: str,
    actor: Actor,
    now: datetime,
) -> None:
    """受理: the papers are in order; the squad of the grid is to check at the door."""
    if (
        application.suggested_class
        and priority != application.suggested_class
        and not reason.strip()
    ):
        raise Refused("改动系统建议的类别，请写明理由。")
    _refuse_twin(session, application)
    application.stage = FLOW.after(Stage(application.stage), Action.ACCEPT)
    application.priority = priority
    application.batch = batch
    application.squad = squad
    application.accepted_at = now
    application.due_at = due_at
    _entry(
        session,
        application,
        "accept",
        actor,
        now,
        basis=basis,
        reason=reason,
        details={"priority": priority, "batch": batch, "squad": squad},
    )
    rebuilds.ask(session, "application", now, application.enterprise.reference)


def _refuse_twin(session: Session, application: Application) -> None:
    """A unit that was registered twice has one content file in a campaign, for life."""
    first = queries.twins_of(session, [application]).get(application.id)
    if first:
        raise HasTwin(first)


def refuse(
    session: Session,
    office: Office,
    application: Application,
    reason: str,
    *,
    basis: str,
    actor: Actor,
    now: datetime,
) -> None:
    if not reason.strip():
        raise Refused("请写明不同意的理由，申请人会看到。")
    application.stage = FLOW.after(Stage(application.stage), Action.REFUSE)
    application.decided_at = now
    application.due_at = None
    _entry(session, application, "refuse", actor, now, basis=basis, reason=reason)
    words = wording_in(office.accepted, application.campaign)
    told = labels.refused(application, reason, words)
    unit = application.enterprise
    values = {"reason": reason}
    of = application.campaign
    note_call(session, office, unit, of, "refused", told, now, values)
    rebuilds.ask(session, "application", now, application.enterprise.reference)


def cancel(
    session: Session, application: Application, *, actor: Actor, now: datetime
) -> None:
    """Taken back by the enterprise itself."""
    application.stage = FLOW.after(Stage(application.stage), Action.CANCEL)
    application.due_at = None
    _entry(session, application, "cancel", actor, now)
    rebuilds.ask(session, "application", now, application.enterprise.reference)


def take(
    session: Session, application: Application, *, actor: Actor, now: datetime
) -> None:
    """Say that one works on it, so that nobody else does so unknowingly."""
    application.taken_by = actor.id
    application.taken_at = now
    _entry(session, application, "take", actor, now)


def assign(
    session: Session,
    application: Application,
    squad: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Give the check at the door to another squad.

    Raises:
        Refused: nobody is about to check it.
    """
    if application.stage not in CHECKABLE:
        raise Refused(NOT_WAITING)
    before = application.squad or ""
    application.squad = squad
    _entry(
        session,
        application,
        "assign",
        actor,
        now,
        details={"squad": squad, "before": before},
    )


def _entry(
    session: Session,
    application: Application,
    action: str,
    actor: Actor,
    now: datetime,
    *,
    basis: str = "",
    reason: str = "",
    details: dict[str, Any] | None = None,
) -> None:
    audit.record(
        session,
        actor=actor,
        action=f"application.{action}",
        subject=application.enterprise.reference,
        now=now,
        basis=basis,
        reason=reason,
        details={"application": application.number, **(details or {})},
    )
