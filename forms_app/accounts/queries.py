"""Reading accounts: whose area it is, for choosing who is answerable."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.accounts.models import Account


def answerable(session: Session, community: str, grid: str) -> list[str]:
    """Names of the accounts that see and work on what belongs there."""
    found = session.scalars(select(Account).where(Account.active).order_by(Account.username))
    return [one.username for one in found.unique() if one.roles and one.actor.may_see(community, grid)]


def may_answer_for(session: Session, name: str, community: str, grid: str) -> bool:
    return name in answerable(session, community, grid)
