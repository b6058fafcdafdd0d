"""Confirming what somebody else wrote, letting what is urgent go, having seen it, and not
confirming. Each leaves one audit entry.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from forms_app.base import audit, rebuilds
from forms_app.base.access import Actor
from forms_app.base.audit import AuditEntry
from forms_app.base.refusal import ChangedMeanwhile, Refused
from forms_app.permits.resumption.models import Intent
from forms_app.publishing.countersigns.models import Confirmation, Countersign
from forms_app.publishing.countersigns.rules import Ended, may_confirm, may_have_seen
from forms_app.publishing.intake.edits import subject_of

WHY = "decision"  # for the publisher


def confirm(
    session: Session, found: Countersign, *, actor: Actor, now: datetime
) -> None:
    """The account has read this text and confirms it.

    Raises:
        Refused: it wrote the text, or confirmed it before.
        ChangedMeanwhile: it waits no longer.
    """
    _must_wait(found)
    if not may_confirm(found.writer, found.confirmed_by, actor.id):
        raise Refused("您自己写的、已经确认过的，要另一个人来确认。")
    entry = _entry(session, found, "countersign.confirm", "", actor, now)
    _keep(session, found, entry, is_alone=False)


def let_go(
    session: Session, found: Countersign, reason: str, *, actor: Actor, now: datetime
) -> None:
    """It cannot wait: it goes with this account alone, and is to be seen by another.

    Raises:
        Refused: there is no reason.
        ChangedMeanwhile: it waits no longer.
    """
    _must_wait(found)
    if not reason.strip():
        raise Refused("请写明为什么不能等。")
    entry = _entry(session, found, "countersign.alone", reason, actor, now)
    _keep(session, found, entry, is_alone=True)


def _keep(
    session: Session, found: Countersign, entry: AuditEntry, *, is_alone: bool
) -> None:
    """One confirmation of an account, whatever it said before."""
    account = entry.actor_id
    known = next((one for one in found.confirmations if one.account == account), None)
    if known is None:
        known = Confirmation(account=account)
        found.confirmations.append(known)
    known.at = entry.at
    known.is_alone = is_alone
    known.entry_number = entry.number
    rebuilds.ask(session, WHY, entry.at, found.reference)


def have_seen(
    session: Session, found: Countersign, *, actor: Actor, now: datetime
) -> None:
    """Somebody else has looked at what went with one account.

    Raises:
        Refused: it is whoever wrote it or let it go.
        ChangedMeanwhile: it was seen before.
    """
    alone = [one for one in found.confirmations if one.is_alone and not one.seen_at]
    if not alone:
        raise ChangedMeanwhile
    if not may_have_seen(found.writer, found.confirmed_by, actor.id):
        raise Refused("是您写的或放行的，要另一个人来看。")
    for one in alone:
        one.seen_at = now
        one.seen_by = actor.id
    _entry(session, found, "countersign.seen", "", actor, now)


def decline(
    session: Session, found: Countersign, reason: str, *, actor: Actor, now: datetime
) -> None:
    """It is not confirmed: whoever calls puts the file back to what is public.

    Raises:
        Refused: there is no reason.
        ChangedMeanwhile: it waits no longer.
    """
    _must_wait(found)
    if not reason.strip():
        raise Refused("请写明为什么不确认。")
    found.ended = Ended.DECLINED
    found.ended_at = now
    # what was asked for by a button is not to be done again over the file of before
    settled = update(Intent).where(
        Intent.campaign == found.campaign,
        Intent.reference == found.reference,
        Intent.new_hash == found.text_hash,
    )
    session.execute(settled.values(settled=Ended.DECLINED))
    _entry(session, found, "countersign.decline", reason, actor, now)


def _must_wait(found: Countersign) -> None:
    if found.ended_at is not None or found.is_alone:
        raise ChangedMeanwhile


def _entry(
    session: Session,
    found: Countersign,
    action: str,
    reason: str,
    actor: Actor,
    now: datetime,
) -> AuditEntry:
    subject = found.reference or subject_of(found.path)
    return audit.record(
        session,
        actor=actor,
        action=action,
        subject=subject,
        now=now,
        reason=reason,
        details={"hash": found.text_hash, "campaign": found.campaign},
    )
