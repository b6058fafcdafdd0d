"""Reading accounts: whose area it is, for choosing who is answerable."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.access import Actor, Role
from forms_app.base.accounts.models import Account


def actors(session: Session, roles: Collection[Role]) -> list[Actor]:
    """Who may sign in with one of these roles."""
    found = session.scalars(select(Account).where(Account.active)).unique()
    every = [one.actor for one in found if one.roles]
    return [actor for actor in every if actor.role in roles]


def answerable(
    session: Session,
    community: str,
    grid: str,
    roles: Collection[Role] = frozenset(Role),
) -> list[str]:
    """Names of the accounts that see and work on what belongs there; of these roles,
    beside admins.
    """
    found = session.scalars(
        select(Account).where(Account.active).order_by(Account.username)
    )
    those = [
        one
        for one in found.unique()
        if one.roles and one.actor.may_see(community, grid)
    ]
    return [one.username for one in those if one.actor.role in {*roles, Role.ADMIN}]


def may_answer_for(
    session: Session,
    name: str,
    community: str,
    grid: str,
    roles: Collection[Role] = frozenset(Role),
) -> bool:
    return name in answerable(session, community, grid, roles)
