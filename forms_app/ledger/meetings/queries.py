"""Reading meetings: those of one's communities, the agenda of one, how often an item
was on one, what is counted.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from forms_app.base.access import Actor, Role
from forms_app.base.paging import Rows
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.queries import COMMUNITY
from forms_app.ledger.items.rules import UNFINISHED
from forms_app.ledger.meetings.models import Heard, Meeting
from forms_app.ledger.meetings.rules import CODE


def meetings(session: Session, actor: Actor, community: str = "") -> Rows[Meeting]:
    """The newest first, each with what was heard."""
    query = select(Meeting).options(selectinload(Meeting.heard))
    query = query.order_by(Meeting.day.desc(), Meeting.id.desc())
    if actor.role is not Role.ADMIN:
        query = query.where(Meeting.community.in_(actor.communities))
    return Rows(
        session, query.where(Meeting.community == community) if community else query
    )


def open_one(session: Session, community: str) -> Meeting | None:
    return session.scalar(
        select(Meeting).where(
            Meeting.community == community, Meeting.closed_at.is_(None)
        )
    )


def held_on(session: Session, community: str, day: date) -> Meeting | None:
    return session.scalar(
        select(Meeting).where(Meeting.community == community, Meeting.day == day)
    )


def agenda(session: Session, meeting: Meeting) -> list[Item]:
    """Of a closed meeting what was on it; of an open one everything unfinished and what
    was finished since it began.
    """
    query = (
        select(Item)
        .outerjoin(Item.enterprise)
        .options(contains_eager(Item.enterprise))
        .order_by(Item.id)
    )
    if meeting.closed_at:
        return list(
            session.scalars(
                query.join(Heard, Heard.item_id == Item.id).where(
                    Heard.meeting_id == meeting.id
                )
            )
        )
    is_on = or_(Item.status.in_(UNFINISHED), Item.finished_at >= meeting.opened_at)
    return list(
        session.scalars(
            query.where(
                Item.kind == CODE,
                COMMUNITY.is_not_distinct_from(meeting.community),
                is_on,
            )
        )
    )


def earlier(
    session: Session, meeting: Meeting, items: Collection[Item]
) -> dict[int, list[Meeting]]:
    """By item: the meetings it was on before this one, the first one first."""
    query = (
        select(Heard.item_id, Meeting)
        .join(Heard.meeting)
        .where(Meeting.id < meeting.id)
        .order_by(Meeting.id)
    )
    found: dict[int, list[Meeting]] = {}
    for item_id, one in session.execute(
        query.where(Heard.item_id.in_([item.id for item in items]))
    ):
        found.setdefault(item_id, []).append(one)
    return found


def meetings_of(session: Session, item: Item) -> list[Meeting]:
    """The meetings an item was on, the first one first."""
    return list(
        session.scalars(
            select(Meeting)
            .join(Heard)
            .where(Heard.item_id == item.id)
            .order_by(Meeting.id)
        )
    )


def held(session: Session, since: date) -> list[tuple[str, str, int, date]]:
    """Community, mode, how many since a day, the last day."""
    columns = (Meeting.community, Meeting.mode, func.count(), func.max(Meeting.day))
    query = (
        select(*columns)
        .where(Meeting.day >= since)
        .group_by(Meeting.community, Meeting.mode)
    )
    return [
        (community, mode, number, last)
        for community, mode, number, last in session.execute(query)
    ]
