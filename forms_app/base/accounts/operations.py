"""Staff accounts: opening one, changing what it is for, closing it, opening it again,
its password, signing it out, letting it in again. One audit entry each.

Passwords are hashed with the settings of the Flask app, so all of it needs one.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor, Role
from forms_app.base.accounts import tries
from forms_app.base.accounts.assignment import give, said_of
from forms_app.base.accounts.models import Account
from forms_app.base.accounts.password import hashed
from forms_app.base.accounts.post import Post
from forms_app.base.accounts.queries import account_named, admins
from forms_app.base.accounts.signing_out import sign_out
from forms_app.base.feature import facts
from forms_app.base.refusal import Refused
from forms_app.base.sessions.models import StoredSession

USERNAME = re.compile(r"[a-z0-9][a-z0-9.-]{2,59}")


def open_account(
    session: Session,
    username: str,
    password: str,
    post: Post,
    *,
    name: str = "",
    must_change: bool = False,
    actor: Actor,
    now: datetime,
) -> Account:
    """Open a staff account.

    Raises:
        Refused: the name is taken or not one, the password is too weak, or the role
            could see nothing with this scope.
    """
    if not USERNAME.fullmatch(username):
        raise Refused("账号只用小写字母、数字、点和连字符，例如 lianhu-reviewer")
    if account_named(session, username):
        raise Refused("账号“%(name)s”已经有了，请换一个名字。", name=username)
    account = Account(
        username=username,
        password=hashed(password, username),
        must_change=must_change,
        created_at=now,
    )
    give(session, account, name, post)
    session.add(account)
    audit.record(
        session,
        actor=actor,
        action="account.open",
        subject=username,
        now=now,
        details=said_of(account),
    )
    return account


def change_account(
    session: Session,
    account: Account,
    name: str,
    post: Post,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Another name to be shown, another role, another scope; in force at once.

    Raises:
        Refused: the role could see nothing with this scope, no admin would be left, or
            the account is for a day.
    """
    _must_last(account)
    if post.role is not Role.ADMIN:
        _must_leave_an_admin(session, account)
    before = said_of(account)
    changed: dict[str, Any] = {"name": True} if name != account.name else {}
    give(session, account, name, post)
    for key, value in said_of(account).items():
        if value != before[key]:
            changed[key] = value
    audit.record(
        session,
        actor=actor,
        action="account.change",
        subject=account.username,
        now=now,
        details=changed,
    )


def _must_last(account: Account) -> None:
    if account.until:
        raise Refused("一日账号只能收回，不能改。要改，请另开一个。")


def _must_leave_an_admin(session: Session, account: Account) -> None:
    if admins(session) == [account.username]:
        raise Refused(
            "这是最后一个管理员账号。请先给别人开一个管理员账号，不然谁也管不了账号了。"
        )


def set_password(
    session: Session, account: Account, password: str, *, actor: Actor, now: datetime
) -> None:
    """One's own new password; it signs every other device of this account out."""
    account.must_change = False
    _renew(session, account, password)
    _entry(session, account, "account.password", actor, now)


def reset_password(
    session: Session, account: Account, password: str, *, actor: Actor, now: datetime
) -> None:
    """Somebody forgot it: this one is told to them, and changed when they sign in.

    Raises:
        Refused: the account is closed, or for a day.
    """
    _must_last(account)
    if not account.active:
        raise Refused("这个账号停用了，请先恢复。")
    account.must_change = True
    _renew(session, account, password)
    _entry(session, account, "account.reset", actor, now)


def _renew(session: Session, account: Account, password: str) -> None:
    account.password = hashed(password, account.username)
    sign_out(session, account)
    tries.forget_everywhere(account.username)


def close_account(
    session: Session, account: Account, *, actor: Actor, now: datetime
) -> None:
    """Nobody signs in with it any more, and whoever is signed in is out. What its owner
    proves to be it by is forgotten: a post is opened again for somebody else.

    Raises:
        Refused: no admin would be left.
    """
    _must_leave_an_admin(session, account)
    account.active = False
    facts("closing", session, account)
    sign_out(session, account)
    _entry(session, account, "account.close", actor, now)


def reopen_account(
    session: Session, account: Account, password: str, *, actor: Actor, now: datetime
) -> None:
    """The account works again with what it was for, and a password of its own: who left
    may know the old one.

    Raises:
        Refused: it is not closed, or was for a day.
    """
    _must_last(account)
    if account.active:
        raise Refused("这个账号没有停用。")
    account.active = True
    account.must_change = True
    _renew(session, account, password)
    _entry(session, account, "account.reopen", actor, now)


def sign_out_everywhere(
    session: Session, account: Account, *, actor: Actor, now: datetime
) -> None:
    """Every device that is signed in with this account is out."""
    sign_out(session, account)
    _entry(session, account, "account.sign-out-everywhere", actor, now)


def end_session(
    session: Session,
    account: Account,
    stored: StoredSession,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """One device of this account is out."""
    session.delete(stored)
    _entry(session, account, "account.end-session", actor, now)


def unlock(session: Session, account: Account, *, actor: Actor, now: datetime) -> None:
    """Wherever wrong passwords were typed, the right one is taken again."""
    tries.forget_everywhere(account.username)
    _entry(session, account, "account.unlock", actor, now)


def _entry(
    session: Session, account: Account, action: str, actor: Actor, now: datetime
) -> None:
    audit.record(session, actor=actor, action=action, subject=account.username, now=now)
