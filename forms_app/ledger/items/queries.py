"""Reading items: those within somebody's reach, by kind, state, owner and due time;
counts by community.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, case, false, func, or_, select, true
from sqlalchemy.orm import Session, contains_eager, immediateload

from forms_app.base.access import Actor, Role
from forms_app.base.memory import asked_once
from forms_app.base.paging import Rows
from forms_app.base.personal import is_longer
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.rules import UNFINISHED, Status
from forms_app.permits.enterprises.models import Enterprise

COMMUNITY = func.coalesce(Enterprise.community, Item.community)
GRID = func.coalesce(Enterprise.grid, Item.grid)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Within an actor's grids or communities, wherever the enterprise is drawn now; and
    what is one's own.
    """
    if actor.role is Role.ADMIN:
        return true()
    if actor.role is Role.GRID_WORKER:
        return or_(GRID.in_(actor.grids), Item.owner == actor.id)
    if actor.role is None or actor.role is Role.KEEPER:
        return false()
    return COMMUNITY.in_(actor.communities)


def _all() -> Select[Item]:
    return (
        select(Item).outerjoin(Item.enterprise).options(contains_eager(Item.enterprise))
    )


def items(
    session: Session,
    actor: Actor,
    kinds: Collection[str],
    *,
    state: str = "",
    community: str = "",
    grid: str = "",
    owner: str = "",
    now: datetime | None = None,
) -> Rows[Item]:
    """What is due first comes first, then what has no due time, then what is finished.

    `state`: "unfinished", "overdue" or a Status.
    """
    query = _all().where(Item.kind.in_(kinds), visible_to(actor))
    if state == "unfinished":
        query = query.where(Item.status.in_(UNFINISHED))
    elif state == "overdue":
        query = query.where(Item.status.in_(UNFINISHED), Item.due_at < now)
    elif state:
        query = query.where(Item.status == state)
    for column, wanted in ((COMMUNITY, community), (GRID, grid), (Item.owner, owner)):
        query = query.where(column == wanted) if wanted else query
    is_finished = case((Item.status.in_(UNFINISHED), 0), else_=1)
    order = (
        is_finished,
        Item.due_at.is_(None),
        Item.due_at,
        Item.finished_at.desc(),
        Item.id,
    )
    return Rows(session, query.order_by(*order))


def unfinished(session: Session, kinds: Collection[str]) -> int:
    """How many of these kinds there are that somebody has to finish."""
    query = select(func.count()).select_from(Item)
    query = query.where(Item.kind.in_(kinds), Item.status.in_(UNFINISHED))
    return session.scalar(query) or 0


def by_origin(session: Session, origin: str) -> Item | None:
    return session.scalar(select(Item).where(Item.origin == origin))


def parts_of(session: Session, part_of: str) -> list[Item]:
    """The items of a record, in the order they were raised."""
    return list(
        session.scalars(_all().where(Item.part_of == part_of).order_by(Item.id))
    )


@asked_once
def about(session: Session, enterprise: Enterprise, *kinds: str) -> Sequence[Item]:
    """Items about an enterprise, the newest first."""
    query = (
        select(Item)
        .where(Item.enterprise_id == enterprise.id, Item.kind.in_(kinds))
        .options(immediateload(Item.enterprise))
        .order_by(Item.id.desc())
    )
    return session.scalars(query).all()


@dataclass(frozen=True)
class Counts:
    """Of one community and kind, with what a public page may say of them."""

    raised: int
    finished: int
    answered: int
    with_measure: int


def counts(
    session: Session, kind: str, since: datetime | None = None
) -> dict[str, Counts]:
    """By community; counted by the database, which need not read what was written."""
    is_done = case((Item.status == Status.DONE, 1), else_=0)
    told = [
        case((is_longer(column), 1), else_=0) for column in (Item.answer, Item.measure)
    ]
    query = select(
        COMMUNITY, func.count(), *map(func.sum, (is_done, *told))
    ).select_from(Item)
    query = (
        query.outerjoin(Item.enterprise).where(Item.kind == kind).group_by(COMMUNITY)
    )
    if since:
        query = query.where(Item.raised_at >= since)
    return {
        community: Counts(*figures) for community, *figures in session.execute(query)
    }
