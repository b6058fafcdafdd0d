"""The read log by reader, and what is unusual in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from forms_app.base.access import Actor, Role
from forms_app.base.accounts.models import Account
from forms_app.base.audit import AuditEntry
from forms_app.base.office import Office
from forms_app.base.paging import Rows
from forms_app.base.read_log import READ
from forms_app.base.reads import Look
from forms_app.base.zone import office_zone
from forms_app.office.looks.models import UnusualReading
from forms_app.office.looks.rules import Read, Why
from forms_app.permits.grid.queries import directory


@dataclass(frozen=True)
class Reader:
    """An account with what it looked at since a moment."""

    account: str
    pages: int
    people: int
    last: datetime


def communities_of(office: Office, account: Account) -> set[str]:
    """Where an account works: of a grid worker, where the grids lie."""
    of_grids = {
        one.slug
        for one in directory(office).values()
        if any(grid.slug in account.grids for grid in one.grids)
    }
    return {*account.communities, *of_grids}


def accounts_within(office: Office, session: Session, actor: Actor) -> dict[str, str]:
    """The accounts whose reading somebody answers for, each with a community of theirs:
    an admin for all, the office for those that work nowhere but in its communities.
    """
    every = session.scalars(select(Account)).unique()
    of_each = {one.username: communities_of(office, one) for one in every}
    if actor.role is Role.ADMIN:
        return {name: min(of, default="") for name, of in of_each.items()}
    own = set(actor.communities)
    return {name: min(of) for name, of in of_each.items() if of and of <= own}


def readers(session: Session, accounts: list[str], since: datetime) -> list[Reader]:
    """Those who looked at somebody, who saw most people first."""
    people = func.count(distinct(Look.of))
    query = (
        select(
            AuditEntry.actor_id,
            func.count(distinct(AuditEntry.number)),
            people,
            func.max(AuditEntry.at),
        )
        .join(Look, Look.entry_number == AuditEntry.number)
        .where(AuditEntry.at >= since, AuditEntry.actor_id.in_(accounts))
        .group_by(AuditEntry.actor_id)
        .order_by(people.desc(), AuditEntry.actor_id)
    )
    return [Reader(*row) for row in session.execute(query)]


def looks_by(session: Session, account: str) -> Rows[AuditEntry]:
    """What an account looked at, the newest first."""
    query = select(AuditEntry).where(
        AuditEntry.action == READ, AuditEntry.actor_id == account
    )
    return Rows(session, query.order_by(AuditEntry.number.desc()))


def reads_since(session: Session, since: datetime) -> Iterator[Read]:
    """Everything that was looked at, by the clock of the office."""
    zone = office_zone()
    query = (
        select(AuditEntry.actor_id, Look.of, AuditEntry.at)
        .join(Look, Look.entry_number == AuditEntry.number)
        .where(AuditEntry.at >= since)
        .execution_options(yield_per=1000)
    )
    for by, whom, at in session.execute(query):
        yield Read(by, whom, at.astimezone(zone))


def unseen(
    office: Office, session: Session, actor: Actor
) -> list[tuple[UnusualReading, str]]:
    """What nobody has looked into, each with a community, of those whom somebody
    answers for; of one person whom many looked at, for who sees every community.
    """
    if actor.role not in {Role.OFFICE, Role.ADMIN}:
        return []
    query = select(UnusualReading).where(UnusualReading.seen_at.is_(None))
    waiting = list(session.scalars(query.order_by(UnusualReading.began_at)))
    if not waiting:
        return []
    own = accounts_within(office, session, actor)
    is_admin = actor.role is Role.ADMIN
    return [
        (one, own.get(one.who, ""))
        for one in waiting
        if one.who in own or (is_admin and one.why == Why.ONE)
    ]
