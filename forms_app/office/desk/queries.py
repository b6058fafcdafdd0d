"""Reading closed days: one, the last before a day, which days nobody closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, lazyload

from forms_app.base.paging import Rows
from forms_app.office.desk.models import DayClose, DayLeft
from forms_app.office.desk.rules import not_closed
from forms_app.people.isolation.worklist import MISSING

LOOKED_BACK = 7  # days


def close_of(session: Session, community: str, day: date) -> DayClose | None:
    return session.scalar(
        select(DayClose).where(DayClose.community == community, DayClose.day == day)
    )


def days(session: Session, community: str) -> Rows[DayClose]:
    """The newest first, without what was left: `numbers_left` says how many things that
    were.
    """
    query = (
        select(DayClose)
        .where(DayClose.community == community)
        .order_by(DayClose.day.desc())
    )
    return Rows(session, query.options(lazyload(DayClose.left)))


def numbers_left(session: Session, closes: Iterable[DayClose]) -> dict[int, int]:
    """By close, how many things were left; none where nothing was."""
    ids = [one.id for one in closes]
    query = select(DayLeft.close_id, func.count()).where(DayLeft.close_id.in_(ids))
    return dict(session.execute(query.group_by(DayLeft.close_id)).all())


def left_before(session: Session, communities: list[str], day: date) -> list[DayLeft]:
    """What the last close before a day left open, of each community."""
    newest = select(DayClose.community, func.max(DayClose.day).label("day")).where(
        DayClose.community.in_(communities), DayClose.day < day
    )
    last = newest.group_by(DayClose.community).subquery()
    query = select(DayLeft).join(DayClose, DayLeft.close_id == DayClose.id)
    query = query.join(
        last, (DayClose.community == last.c.community) & (DayClose.day == last.c.day)
    )
    return list(session.scalars(query.order_by(DayLeft.id)))


def is_for_good(left: DayLeft) -> bool:
    """A slot nobody reported yesterday is no open thing of today, but stays said."""
    return left.key.startswith(f"{MISSING}/")


def open_days(session: Session, community: str, today: date) -> list[date]:
    """Days of the last week that nobody closed; none before the first close there ever
    was.
    """
    query = select(DayClose.day).where(DayClose.community == community)
    closed = list(session.scalars(query))
    if not closed:
        return []
    first = max(min(closed), date.fromordinal(today.toordinal() - LOOKED_BACK))
    return not_closed(closed, first, today)
