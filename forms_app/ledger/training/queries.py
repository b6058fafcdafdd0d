"""Reading training: sessions, seats taken, who attended, and the enterprises that still
lack it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Subquery, func, select
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.paging import Rows
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.rules import Status
from forms_app.ledger.training.kinds import TRAINING
from forms_app.ledger.training.models import Training
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import visible_to

IS_TRAINING = Item.kind == TRAINING.code


def trainings(
    session: Session,
    communities: set[str],
    since: datetime | None = None,
) -> Rows[Training]:
    """What is next comes first; with `since` only what is not over and not called off."""
    query = select(Training).where(Training.community.in_(communities))
    if since:
        query = query.where(
            Training.at >= since, Training.called_off_at.is_(None)
        ).order_by(Training.at)
    return Rows(session, query.order_by(Training.at.desc(), Training.id))


def counts(session: Session) -> dict[str, tuple[int, int]]:
    """Seats taken and attended, by the part (training/3)."""
    done = func.count(Item.finished_at)
    query = select(Item.part_of, func.count(), done).where(
        IS_TRAINING, Item.status != Status.DROPPED
    )
    return {
        part: (taken, attended)
        for part, taken, attended in session.execute(query.group_by(Item.part_of))
    }


def taken(session: Session, training: Training) -> int:
    return counts(session).get(training.part, (0, 0))[0]


def attended(session: Session, training: Training) -> int:
    return counts(session).get(training.part, (0, 0))[1]


def _has_attended() -> ColumnElement[bool]:
    return (
        select(Item.id)
        .where(
            IS_TRAINING, Item.enterprise_id == Enterprise.id, Item.status == Status.DONE
        )
        .exists()
    )


def lacking(
    session: Session, actor: Actor, community: str = "", grid: str = ""
) -> Rows[Enterprise]:
    """Registered enterprises within reach, as their grids are drawn now, that have
    attended none.
    """
    query = select(Enterprise).where(visible_to(actor), ~_has_attended())
    for column, wanted in ((Enterprise.community, community), (Enterprise.grid, grid)):
        query = query.where(column == wanted) if wanted else query
    return Rows(
        session, query.order_by(Enterprise.community, Enterprise.grid, Enterprise.id)
    )


def by_grid(
    session: Session, condition: ColumnElement[bool]
) -> dict[tuple[str, str], tuple[int, int]]:
    """Registered and trained enterprises of each community and grid.

    `condition`: on enterprises.
    """
    trained = _trained()
    query = select(
        Enterprise.community,
        Enterprise.grid,
        func.count(),
        func.count(trained.c.enterprise_id),
    )
    query = query.outerjoin(trained, trained.c.enterprise_id == Enterprise.id).where(
        condition
    )
    query = query.group_by(Enterprise.community, Enterprise.grid).order_by(
        Enterprise.community, Enterprise.grid
    )
    return {
        (community, grid): (every, done)
        for community, grid, every, done in session.execute(query)
    }


def _trained() -> Subquery:
    done = (IS_TRAINING, Item.status == Status.DONE, Item.enterprise_id.is_not(None))
    return select(Item.enterprise_id).where(*done).distinct().subquery()
