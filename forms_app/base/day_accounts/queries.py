"""Reading one-day accounts: by the code on a card, by batch, by whoever looks after them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.access import Actor, Role
from forms_app.base.accounts.models import Account
from forms_app.base.accounts.post import Scopes
from forms_app.base.day_accounts.codes import hash_of
from forms_app.base.day_accounts.models import DayCode
from forms_app.base.paging import Rows


def opened_by(session: Session, code: str, now: datetime) -> Account | None:
    """The account of a code, while it lasts."""
    query = (
        select(Account)
        .join(DayCode, DayCode.account_id == Account.id)
        .where(DayCode.code_hash == hash_of(code), Account.active, Account.until > now)
    )
    return session.scalars(query).unique().one_or_none()


def is_code_of(session: Session, account_id: int, code: str) -> bool:
    kept = session.get(DayCode, account_id)
    return kept is not None and kept.code_hash == hash_of(code)


def of_batch(session: Session, batch: str) -> Sequence[Account]:
    """In the order in which they are numbered."""
    query = (
        select(Account)
        .join(DayCode, DayCode.account_id == Account.id)
        .where(DayCode.batch == batch)
        .order_by(Account.id)
    )
    return session.scalars(query).unique().all()


def at(
    session: Session, places: Collection[str], lasting: bool, now: datetime
) -> Rows[Account]:
    """Of these points and grids, those that open something now, or those that are over;
    the newest first.
    """
    is_open = Account.active & (Account.until > now)
    query = (
        select(Account)
        .join(DayCode, DayCode.account_id == Account.id)
        .where(DayCode.place.in_(places), is_open if lasting else ~is_open)
    )
    return Rows(session, query.order_by(Account.id.desc()), key=Account.id)


def is_at(session: Session, account_id: int, places: Collection[str]) -> bool:
    kept = session.get(DayCode, account_id)
    return kept is not None and kept.place in places


def within(actor: Actor, scopes: Scopes) -> Scopes:
    """The communities that somebody looks after."""
    return Scopes(
        tuple(
            area
            for area in scopes.areas
            if actor.role is Role.ADMIN or area.slug in actor.communities
        )
    )
