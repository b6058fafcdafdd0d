"""Whether what somebody typed proves that the phone, or the paper, is theirs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from forms_app.base.accounts.models import Account
from forms_app.base.clock import real_now
from forms_app.base.second_step.authenticator import DIGITS, period_shown
from forms_app.base.second_step.models import Authenticator
from forms_app.base.second_step.operations import use_recovery_code
from forms_app.base.second_step.queries import authenticator


def proves(session: Session, account: Account, typed: str, now: datetime) -> bool:
    """A code that the app shows now, or a recovery code; what was taken once is taken
    no more. `now`: office time, for the entry.
    """
    code = "".join(typed.split())
    if len(code) == DIGITS and code.isascii() and code.isdigit():
        return _shows(session, account, code)
    return use_recovery_code(session, account, code, actor=account.actor, now=now)


def _shows(session: Session, account: Account, code: str) -> bool:
    kept = authenticator(session, account.id)
    period = kept and period_shown(kept.secret, code, real_now())
    if not period:
        return False
    # of two requests with the same code one finds it taken
    taken = session.execute(
        update(Authenticator)
        .where(Authenticator.account_id == account.id)
        .where(Authenticator.last_period < period)
        .values(last_period=period)
        .returning(Authenticator.account_id)
    )
    return taken.first() is not None
