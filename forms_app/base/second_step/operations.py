"""The second step of an account: set up, new recovery codes, one of them used, given up,
reset. One audit entry each.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.accounts.models import Account
from forms_app.base.refusal import Refused
from forms_app.base.second_step import queries
from forms_app.base.second_step.factors import (
    forget_authenticator,
    replace_codes,
    start_over,
)
from forms_app.base.second_step.models import Authenticator
from forms_app.base.second_step.recovery import hash_of


def set_up(
    session: Session,
    account: Account,
    secret: str,
    period: int,
    seed: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """The app shows the codes of this secret; the one of `period` was typed to prove it.
    Recovery codes that the account has stay.

    Raises:
        Refused: the account has one already.
    """
    if queries.authenticator(session, account.id):
        raise Refused("这个账号已经有两步验证了。")
    session.add(
        Authenticator(
            account_id=account.id, secret=secret, last_period=period, since=now
        )
    )
    if not queries.codes_left(session, account.id):
        replace_codes(session, account, seed)
    _entry(session, account, "account.second-step", actor, now)


def renew_codes(
    session: Session, account: Account, seed: str, *, actor: Actor, now: datetime
) -> None:
    """Ten others; those before open nothing any more."""
    replace_codes(session, account, seed)
    _entry(session, account, "account.recovery-codes", actor, now)


def use_recovery_code(
    session: Session, account: Account, typed: str, *, actor: Actor, now: datetime
) -> bool:
    """Whether it is one of the account's; then it is none any more."""
    code_hash = hash_of(account.username, typed)
    code = queries.recovery_code(session, account.id, code_hash)
    if code is None:
        return False
    session.delete(code)
    session.flush()
    left = {"left": queries.codes_left(session, account.id)}
    _entry(session, account, "account.recovery-code", actor, now, details=left)
    return True


def give_up(session: Session, account: Account, *, actor: Actor, now: datetime) -> None:
    """The app shows nothing that is taken any more; passkeys stay."""
    forget_authenticator(session, account)
    _entry(session, account, "account.second-step-off", actor, now)


def reset(
    session: Session, account: Account, reason: str, *, actor: Actor, now: datetime
) -> None:
    """Somebody lost phone and codes.

    Raises:
        Refused: there is none.
    """
    if not queries.has_second_step(session, account.id):
        raise Refused("这个账号没有两步验证。")
    start_over(session, account)
    _entry(session, account, "account.second-step-reset", actor, now, reason=reason)


def _entry(
    session: Session,
    account: Account,
    action: str,
    actor: Actor,
    now: datetime,
    **told: Any,
) -> None:
    audit.record(
        session, actor=actor, action=action, subject=account.username, now=now, **told
    )
