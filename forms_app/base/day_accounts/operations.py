"""One-day accounts: opening one, taking one back. One audit entry each."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor, Role
from forms_app.base.accounts.assignment import give, said_of
from forms_app.base.accounts.models import Account
from forms_app.base.accounts.post import Post
from forms_app.base.accounts.signing_out import sign_out
from forms_app.base.day_accounts.cards import Card
from forms_app.base.refusal import Refused


def open_day_account(
    session: Session,
    card: Card,
    post: Post,
    until: datetime,
    locked: str,
    *,
    actor: Actor,
    now: datetime,
) -> Account:
    """`locked`: the hash of a password that nobody knows.

    Raises:
        Refused: it is for more than one point or one grid, or its time is over.
    """
    places = [*post.communities, *post.grids, *post.points]
    if len(places) != 1 or post.role not in {Role.KEEPER, Role.GRID_WORKER}:
        raise Refused("一日账号只给一个监测点或者一个网格。")
    if until <= now:
        raise Refused("请填以后的时间。")
    account = Account(
        username=card.username, password=locked, created_at=now, until=until
    )
    give(session, account, card.name, post)
    session.add(account)
    session.flush()
    session.add(card.row(account.id, places[0]))
    audit.record(
        session,
        actor=actor,
        action="account.open-for-a-day",
        subject=card.username,
        now=now,
        details={**said_of(account), "until": until.isoformat()},
    )
    return account


def take_back(
    session: Session, account: Account, *, actor: Actor, now: datetime
) -> None:
    """Whoever is signed in with it is out, and its code opens nothing.

    Raises:
        Refused: it is over already.
    """
    if not account.active or account.until is None or account.until <= now:
        raise Refused("这个一日账号已经到时，或者已经收回。")
    account.active = False
    sign_out(session, account)
    audit.record(
        session,
        actor=actor,
        action="account.close",
        subject=account.username,
        now=now,
    )
