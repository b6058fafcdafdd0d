"""What an account is for, written into its rows, and as an entry of the audit keeps it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.access import Role
from forms_app.base.accounts.models import Account, AccountRole
from forms_app.base.accounts.post import Post


def give(session: Session, account: Account, name: str, post: Post) -> None:
    """Part of a step that leaves its entry in the audit.

    Raises:
        Refused: the role could see nothing with this scope.
    """
    if lack := post.lack():
        raise lack
    account.name = name
    account.roles = [_row_of(session, post.role)]
    account.communities = list(post.communities)
    account.grids = list(post.grids)
    account.points = list(post.points)


def said_of(account: Account) -> dict[str, Any]:
    """What an entry keeps of an account: codes, as of everything."""
    return {
        "role": account.roles[0].name,
        "communities": account.communities,
        "grids": account.grids,
        "points": account.points,
    }


def _row_of(session: Session, role: Role) -> AccountRole:
    found = session.scalar(select(AccountRole).where(AccountRole.name == role))
    return found or AccountRole(name=role)
