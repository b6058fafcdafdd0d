"""Reading accounts: one by its name, whose area it is, what they are called."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.access import Actor, Role
from forms_app.base.accounts.models import Account


def account_named(session: Session, username: str) -> Account | None:
    query = select(Account).where(Account.username == username)
    return session.scalars(query).unique().one_or_none()


def every_account(session: Session) -> list[Account]:
    """But those for a day. Those that are open first, each kind by name."""
    query = (
        select(Account)
        .where(Account.until.is_(None))
        .order_by(Account.active.desc(), Account.username)
    )
    return list(session.scalars(query).unique())


def admins(session: Session) -> list[str]:
    """Who may sign in and look after the accounts."""
    return [actor.id for actor in actors(session, {Role.ADMIN})]


def names(session: Session) -> dict[str, str]:
    """What each account is called, closed ones too: what they did stays theirs."""
    query = select(Account.username, Account.name)
    return {username: name or username for username, name in session.execute(query)}


def actors(session: Session, roles: Collection[Role]) -> list[Actor]:
    """Who may sign in with one of these roles, today and on other days."""
    lasting = select(Account).where(Account.active, Account.until.is_(None))
    found = session.scalars(lasting).unique()
    every = [one.actor for one in found if one.roles]
    return [actor for actor in every if actor.role in roles]


def answerable(
    session: Session,
    community: str,
    grid: str,
    roles: Collection[Role] = frozenset(Role),
) -> dict[str, str]:
    """The accounts that see and work on what belongs there, each with what it is
    called; of these roles, beside admins. None is for a day: what one had to do would be
    left.
    """
    found = session.scalars(
        select(Account)
        .where(Account.active, Account.until.is_(None))
        .order_by(Account.username)
    )
    those = [
        one
        for one in found.unique()
        if one.roles and one.actor.may_see(community, grid)
    ]
    able = {*roles, Role.ADMIN}
    return {one.username: one.shown for one in those if one.actor.role in able}


def may_answer_for(
    session: Session,
    name: str,
    community: str,
    grid: str,
    roles: Collection[Role] = frozenset(Role),
) -> bool:
    return name in answerable(session, community, grid, roles)
