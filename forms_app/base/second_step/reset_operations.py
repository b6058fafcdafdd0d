"""Resetting the second step of somebody else in the browser: one administrator asks, another
one does it. One audit entry each.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.accounts.models import Account
from forms_app.base.refusal import Refused
from forms_app.base.second_step import queries
from forms_app.base.second_step.factors import start_over
from forms_app.base.second_step.models import AskedReset


def ask_for_reset(
    session: Session, account: Account, reason: str, *, actor: Actor, now: datetime
) -> None:
    """In place of an earlier wish that nobody followed in its time.

    Raises:
        Refused: it is one's own, there is no second step, somebody asked already, or no
            other administrator could do it.
    """
    if actor == account.actor:
        raise Refused("自己的两步验证要请另外两位管理员来重设。")
    if not queries.has_second_step(session, account.id):
        raise Refused("这个账号没有两步验证。")
    if queries.asked_reset(session, account.id, now):
        raise Refused("已经有人提出了，等另一位管理员确认。")
    if not queries.who_may_reset(session, account, actor.id):
        raise Refused(
            "没有另一位管理员能确认。请管服务器的人运行 kaigong staff reset-second-step %(name)s",
            name=account.username,
        )
    _forget(session, account)
    session.add(
        AskedReset(
            account_id=account.id, asked_by=actor.id, asked_at=now, reason=reason
        )
    )
    audit.record(
        session,
        actor=actor,
        action="account.second-step-reset-asked",
        subject=account.username,
        now=now,
        reason=reason,
    )


def confirm_reset(
    session: Session, account: Account, *, actor: Actor, now: datetime
) -> None:
    """Somebody else does what was asked for.

    Raises:
        Refused: nobody asked, or only whoever confirms now; or it is one's own.
    """
    asked = _asked(session, account, now)
    if actor.id in {asked.asked_by, account.username}:
        raise Refused("要由另一位管理员来确认。")
    start_over(session, account)
    audit.record(
        session,
        actor=actor,
        action="account.second-step-reset",
        subject=account.username,
        now=now,
        reason=asked.reason,
    )


def withdraw_reset(
    session: Session, account: Account, *, actor: Actor, now: datetime
) -> None:
    """Any administrator may: nothing is reset.

    Raises:
        Refused: nobody asked.
    """
    _asked(session, account, now)
    _forget(session, account)
    audit.record(
        session,
        actor=actor,
        action="account.second-step-reset-withdrawn",
        subject=account.username,
        now=now,
    )


def _asked(session: Session, account: Account, now: datetime) -> AskedReset:
    asked = queries.asked_reset(session, account.id, now)
    if asked is None:
        raise Refused("没有人提出重设，或者已经过了一天。请重新提出。")
    return asked


def _forget(session: Session, account: Account) -> None:
    kept = session.get(AskedReset, account.id)
    if kept:
        session.delete(kept)
        session.flush()
