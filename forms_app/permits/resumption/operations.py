"""One function for every step of an application; each checks the rule, changes, and
leaves one audit entry.

What changes a permission (approve, suspend, restore, revoke) is not here but in
decisions.py: it is an edit of the content file, and its audit entry is written when the
file was accepted.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.base import audit, rebuilds
from forms_app.base.access import Actor
from forms_app.base.refusal import ChangedMeanwhile, Refused
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption import messages
from forms_app.permits.resumption.models import Application, Call, Poster, SiteCheck
from forms_app.permits.resumption.rules import OPEN, TRANSITIONS, Action, Stage


def start(
    session: Session,
    enterprise: Enterprise,
    answers: dict[str, Any] | None = None,
    *,
    actor: Actor,
    now: datetime,
) -> Application:
    """Begin an application; a second open one of the same enterprise is not begun twice
    but continued.

    `answers`: what is filled in already, taken from another one of the same hand.
    """
    found = session.scalar(
        select(Application).where(
            Application.enterprise_id == enterprise.id,
            Application.stage.in_(OPEN - {Stage.CHECKED}),
        )
    )
    if found:
        return found
    last = session.scalar(
        select(func.max(Application.number)).where(
            Application.enterprise_id == enterprise.id
        )
    )
    application = Application(
        enterprise=enterprise,
        number=(last or 0) + 1,
        stage=Stage.DRAFT,
        answers=answers or {},
        returned_items=[],
        started_at=now,
        privacy_notice=enterprise.consent,
        checks=[],
    )
    session.add(application)
    session.flush()
    _entry(session, application, "start", actor, now)
    return application


def submit(
    session: Session,
    application: Application,
    *,
    workers: int,
    suggested: tuple[str, str] | None,
    due_at: datetime | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Hand in, the first time or after a return.

    `suggested` is the class and the row of the rule that gives it.
    """
    again = application.first_submitted_at is not None
    _step(application, Action.SUBMIT)
    application.workers = workers
    application.first_submitted_at = application.first_submitted_at or now
    application.submitted_at = now
    application.due_at = due_at
    application.returned_items = []
    application.taken_by = application.taken_at = None
    if suggested:
        application.suggested_class, application.suggested_by = suggested
    _entry(session, application, "submit", actor, now, details={"again": again})
    rebuilds.ask(session, "application", now, application.enterprise.reference)


def return_for_changes(
    session: Session,
    application: Application,
    items: list[dict[str, str]],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Give it back, itemised: only the named answers are asked again (一次性告知)."""
    if not items:
        raise Refused("请至少选一项需要补正的内容，并写明怎么补正。")
    _step(application, Action.RETURN)
    application.returned_items = items
    application.due_at = None
    told = "；".join(item["remark"] for item in items)
    _entry(
        session,
        application,
        "return",
        actor,
        now,
        reason=told,
        details={"items": len(items)},
    )
    _to_call(
        session, application.enterprise, "returned", messages.returned(application), now
    )
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
    _refuse_twin(session, application.enterprise)
    _step(application, Action.ACCEPT)
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


def _refuse_twin(session: Session, enterprise: Enterprise) -> None:
    """A unit that was registered twice has one content file, for life."""
    same = Enterprise.code == enterprise.code, Enterprise.id != enterprise.id
    query = select(Enterprise.reference).where(
        *same, Enterprise.status.is_not(None), Enterprise.status != "withdrawn"
    )
    first = session.scalar(query.limit(1)) if enterprise.code else None
    if first:
        raise Refused(
            "同一个代码已经以 %(first)s 办理，一家单位只有一个内容文件。请在那边办，"
            "这一份写明理由不同意。",
            first=first,
        )


def refuse(
    session: Session,
    application: Application,
    reason: str,
    *,
    basis: str,
    actor: Actor,
    now: datetime,
) -> None:
    if not reason.strip():
        raise Refused("请写明不同意的理由，申请人会看到。")
    _step(application, Action.REFUSE)
    application.decided_at = now
    application.due_at = None
    _entry(session, application, "refuse", actor, now, basis=basis, reason=reason)
    _to_call(
        session,
        application.enterprise,
        "refused",
        messages.refused(application, reason),
        now,
    )
    rebuilds.ask(session, "application", now, application.enterprise.reference)


def cancel(
    session: Session, application: Application, *, actor: Actor, now: datetime
) -> None:
    """Taken back by the enterprise itself."""
    _step(application, Action.CANCEL)
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

    `check` has rule, lines, notes, visitors, confirmed, visited_at and failed (the
    texts of the failed lines).
    """
    failed: list[str] = check["failed"]
    kept = SiteCheck(
        enterprise=enterprise,
        application=application,
        purpose="opening" if application else "supervision",
        passed=not failed,
        recorded_at=now,
        recorded_by=actor.id,
        **{
            name: check[name]
            for name in (
                "rule",
                "lines",
                "notes",
                "visitors",
                "confirmed",
                "visited_at",
            )
        },
    )
    session.add(kept)
    session.flush()
    if application:
        _step(application, Action.FAIL_CHECK if failed else Action.PASS_CHECK)
        application.due_at = None if failed else due_at
    if failed:
        about = "to-put-right" if application else "supervision"
        _to_call(
            session, enterprise, about, messages.to_put_right(enterprise, failed), now
        )
    audit.record(
        session,
        actor=actor,
        action=f"check.{kept.purpose}",
        subject=enterprise.reference,
        now=now,
        basis=kept.rule,
        details={
            "check": kept.id,
            "passed": kept.passed,
            "failed": len(failed),
            "visitors": kept.visitors,
        },
    )
    rebuilds.ask(session, "site-check", now, enterprise.reference)
    return kept


def log_call(
    session: Session,
    call: Call,
    outcome: str,
    note: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Note what became of a call; only "reached" takes it off the list."""
    call.outcome = outcome
    call.note = note
    if outcome == "reached":
        call.done_at = now
        call.done_by = actor.id
    audit.record(
        session,
        actor=actor,
        action="call.log",
        subject=call.enterprise.reference,
        now=now,
        details={"call": call.id, "about": call.about, "outcome": outcome},
    )


def print_poster(
    session: Session, enterprise: Enterprise, *, actor: Actor, now: datetime
) -> Poster:
    """A serial for the poster of the approval in force; printing again gives the same
    one.
    """
    if (
        enterprise.status != "approved"
        or enterprise.checking
        or enterprise.status_since is None
    ):
        raise Refused("只有准予开工且有效的单位才能打印喜报。")
    since = enterprise.status_since
    query = select(Poster).where(
        Poster.enterprise_id == enterprise.id, Poster.since == since
    )
    poster = session.scalar(query)
    if poster:
        return poster
    poster = Poster(
        enterprise_id=enterprise.id,
        since=since,
        at=now,
        serial=f"{enterprise.reference}-{since:%m%d}",
    )
    session.add(poster)
    details = {"serial": poster.serial}
    audit.record(
        session,
        actor=actor,
        action="poster.print",
        subject=enterprise.reference,
        now=now,
        details=details,
    )
    return poster


def mark_poster_posted(
    session: Session, enterprise: Enterprise, *, actor: Actor, now: datetime
) -> None:
    enterprise.poster_posted_at = now
    audit.record(
        session,
        actor=actor,
        action="poster.posted",
        subject=enterprise.reference,
        now=now,
    )


def _step(application: Application, action: Action) -> None:
    after = TRANSITIONS.get((Stage(application.stage), action))
    if after is None:
        raise ChangedMeanwhile
    application.stage = after


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


def _to_call(
    session: Session, enterprise: Enterprise, about: str, text: str, now: datetime
) -> None:
    session.add(Call(enterprise=enterprise, about=about, text=text, at=now, note=""))
