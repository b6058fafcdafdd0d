"""Staff accounts: opening one, changing its password or its scope, locking it out and
letting it in again.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_security.utils import hash_password
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor, Role
from forms_app.base.accounts.models import Account, AccountRole, new_uniquifier
from forms_app.base.clock import real_now
from forms_app.base.refusal import Refused

FAILURES_ALLOWED = 5
LOCKED_FOR = timedelta(minutes=15)


def open_account(
    session: Session,
    username: str,
    password: str,
    role: Role,
    *,
    communities: list[str],
    grids: list[str],
    points: list[str] | None = None,
    actor: Actor,
    now: datetime,
) -> Account:
    """Open a staff account.

    Needs a Flask app context, since the password is hashed with its settings.
    """
    if session.scalar(select(Account).where(Account.username == username)):
        raise Refused("账号“%(name)s”已经有了，请换一个名字。", name=username)
    account = Account(
        username=username,
        password=hash_password(password),
        roles=[_row_of(session, role)],
        communities=sorted(communities),
        grids=sorted(grids),
        points=sorted(points or []),
        failures=0,
        created_at=now,
    )
    session.add(account)
    audit.record(
        session,
        actor=actor,
        action="account.open",
        subject=username,
        now=now,
        details={"role": role},
    )
    return account


def _row_of(session: Session, role: Role) -> AccountRole:
    found = session.scalar(select(AccountRole).where(AccountRole.name == role))
    return found or AccountRole(name=role)


def set_password(
    session: Session, account: Account, password: str, *, actor: Actor, now: datetime
) -> None:
    """A new password signs every other device of this account out."""
    account.password = hash_password(password)
    account.fs_uniquifier = new_uniquifier()
    account.failures = 0
    account.locked_until = None
    audit.record(
        session,
        actor=actor,
        action="account.password",
        subject=account.username,
        now=now,
    )


def close_account(
    session: Session, account: Account, *, actor: Actor, now: datetime
) -> None:
    account.active = False
    account.fs_uniquifier = new_uniquifier()
    audit.record(
        session, actor=actor, action="account.close", subject=account.username, now=now
    )


def lock_out(
    session: Session, account: Account, *, actor: Actor, now: datetime
) -> None:
    """Too many wrong passwords in a row: nobody gets in for a quarter of an hour, not
    even with the right one.
    """
    account.locked_until = real_now() + LOCKED_FOR
    account.failures = 0
    audit.record(
        session, actor=actor, action="account.lock", subject=account.username, now=now
    )
