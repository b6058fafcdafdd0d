"""Reading visits: an enterprise's, those that conflict, whom to visit next and why,
what was left where, counts.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, immediateload

from forms_app.base.access import Actor
from forms_app.base.paging import Rows
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.rules import UNFINISHED
from forms_app.ledger.visits.kinds import REQUEST
from forms_app.ledger.visits.models import Visit
from forms_app.ledger.visits.rules import HEALTH_RECORDS, Outcome, Why
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import (
    COMMUNITY,
    visible_in_order,
    visible_to,
)

STANDS = Visit.set_aside.is_(False)


def by_client_id(session: Session, client_id: str) -> Visit | None:
    return session.scalar(select(Visit).where(Visit.client_id == client_id))


def visits_of(session: Session, enterprise: Enterprise) -> Rows[Visit]:
    """The newest first, those set aside among them."""
    query = select(Visit).where(Visit.enterprise_id == enterprise.id)
    loads = [immediateload(Visit.enterprise)]
    return Rows(session, query.order_by(Visit.at.desc(), Visit.id.desc()), loads=loads)


def newest(session: Session, enterprise: Enterprise) -> Visit | None:
    """The newest that counts."""
    query = select(Visit).where(Visit.enterprise_id == enterprise.id, STANDS)
    return session.scalar(query.order_by(Visit.at.desc(), Visit.id.desc()).limit(1))


def last_id(session: Session, enterprise: Enterprise) -> int:
    """What somebody who opens the form knows of: the base of the visit that is written
    on it.
    """
    return (
        session.scalar(
            select(func.max(Visit.id)).where(Visit.enterprise_id == enterprise.id)
        )
        or 0
    )


def newer_by_others(
    session: Session, enterprise: Enterprise, base: int, actor: Actor
) -> Visit | None:
    """What somebody else recorded that the writer of a visit did not know of."""
    query = select(Visit).where(
        Visit.enterprise_id == enterprise.id,
        Visit.id > base,
        Visit.by != actor.id,
        STANDS,
    )
    return session.scalar(query.order_by(Visit.id.desc()).limit(1))


def health_records(
    session: Session, enterprise: Enterprise
) -> tuple[str, datetime] | None:
    """The newest answer about the health records, and when it was given."""
    for visit in visits_of(session, enterprise):
        if not visit.set_aside and HEALTH_RECORDS in visit.answers:
            return visit.answers[HEALTH_RECORDS], visit.at
    return None


def visits(
    session: Session,
    actor: Actor,
    *,
    outcome: str = "",
    community: str = "",
    grid: str = "",
    by: str = "",
) -> Rows[Visit]:
    """Within reach, the newest first."""
    query = select(Visit).join(Visit.enterprise).where(visible_to(actor))
    asked = (
        (Visit.outcome, outcome),
        (Enterprise.community, community),
        (Enterprise.grid, grid),
        (Visit.by, by),
    )
    for column, wanted in asked:
        query = query.where(column == wanted) if wanted else query
    return Rows(session, query.order_by(Visit.at.desc(), Visit.id.desc()))


def conflicts(
    session: Session, actor: Actor, community: str = ""
) -> list[tuple[Visit, Visit]]:
    """Pairs that wait for somebody of the office: what came later, and what it did not
    know of.
    """
    query = select(Visit).join(Visit.enterprise).where(visible_in_order(actor))
    if community:
        query = query.where(COMMUNITY.in_([community]))
    waiting = session.scalars(
        query.where(Visit.conflicts_with.is_not(None), Visit.settled_at.is_(None))
    )
    pairs = ((visit, session.get(Visit, visit.conflicts_with)) for visit in waiting)
    return [(visit, other) for visit, other in pairs if other]


def due_again(
    session: Session, actor: Actor, until: datetime, community: str = ""
) -> list[Visit]:
    """The newest visit of each enterprise where somebody has to try again before
    `until`.
    """
    later = aliased(Visit)
    is_later = or_(later.at > Visit.at, and_(later.at == Visit.at, later.id > Visit.id))
    newer = exists().where(
        later.enterprise_id == Visit.enterprise_id, later.set_aside.is_(False), is_later
    )
    query = (
        select(Visit)
        .join(Visit.enterprise)
        .where(visible_in_order(actor), STANDS, Visit.next_try < until, ~newer)
    )
    if community:
        query = query.where(COMMUNITY.in_([community]))
    return list(session.scalars(query.order_by(Visit.next_try, Visit.id)))


@dataclass(frozen=True)
class ToVisit:
    """An enterprise to be visited, and why.

    `base` is the newest visit the list knows of.
    """

    reference: str
    name: str
    address: str
    place: str
    grid: str
    why: tuple[Why, ...]
    next_try: datetime | None
    last_at: datetime | None
    base: int


TOLD = ("reference", "name", "address", "place", "grid")


def to_visit(
    session: Session, actor: Actor, now: datetime, letterless: Collection[int] = ()
) -> list[ToVisit]:
    """Whom to visit next, by building and floor.

    `letterless`: enterprises where a letter is still to be posted.
    """
    columns = (Enterprise.id, *(getattr(Enterprise, name) for name in TOLD))
    last = _last(session)
    known = _known(session)
    open_requests = _with_open_request(session)
    found: list[ToVisit] = []
    for number, *told in session.execute(select(*columns).where(visible_to(actor))):
        at, outcome, next_try = last.get(number, (None, "", None))
        why = _why(number, at, outcome, next_try, now, open_requests, letterless)
        if why:
            rest: dict[str, Any] = {
                "why": why,
                "next_try": next_try,
                "last_at": at,
                "base": known.get(number, 0),
            }
            found.append(ToVisit(**dict(zip(TOLD, told, strict=True)), **rest))
    return sorted(
        found,
        key=lambda one: (
            one.grid,
            in_order(one.address),
            in_order(one.place),
            one.reference,
        ),
    )


def _why(
    number: int,
    at: datetime | None,
    outcome: str,
    next_try: datetime | None,
    now: datetime,
    open_requests: Collection[int],
    letterless: Collection[int],
) -> tuple[Why, ...]:
    gone = outcome in {Outcome.MOVED, Outcome.CLOSED}
    checked = (
        (Why.NEVER, at is None),
        (Why.TRY_AGAIN, next_try is not None and next_try.date() <= now.date()),
        (Why.DIFFICULTY, number in open_requests),
        (Why.LETTER, number in letterless and not gone),
    )
    return tuple(why for why, holds in checked if holds)


def _last(session: Session) -> dict[int, tuple[datetime | None, str, datetime | None]]:
    query = select(Visit.enterprise_id, Visit.at, Visit.outcome, Visit.next_try).where(
        STANDS
    )
    rows = session.execute(query.order_by(Visit.at, Visit.id))
    return {number: (at, outcome, next_try) for number, at, outcome, next_try in rows}


def _known(session: Session) -> dict[int, int]:
    rows = session.execute(
        select(Visit.enterprise_id, func.max(Visit.id)).group_by(Visit.enterprise_id)
    )
    return {row[0]: row[1] for row in rows}


def _with_open_request(session: Session) -> set[int]:
    query = select(Item.enterprise_id).where(
        Item.kind == REQUEST.code, Item.status.in_(UNFINISHED)
    )
    return {number for number in session.scalars(query) if number}


def in_order(text: str) -> list[tuple[int, str]]:
    """2 before 10: floors and buildings as people count them."""
    return [
        (int(part), "") if part.isdecimal() else (-1, part)
        for part in re.split(r"(\d+)", text)
        if part
    ]


def counts(session: Session) -> dict[str, tuple[int, int]]:
    """By community: visits, and enterprises that were visited."""
    query = select(
        Enterprise.community,
        func.count(),
        func.count(func.distinct(Visit.enterprise_id)),
    )
    query = (
        query.select_from(Visit)
        .join(Visit.enterprise)
        .where(STANDS)
        .group_by(Enterprise.community)
    )
    return {
        community: (made, visited)
        for community, made, visited in session.execute(query)
    }


def may_see_photos(_session: Session, _number: int, actor: Actor) -> bool | None:
    """Photos of a visit are of staff; which of them may see one its grid says."""
    return None if actor.is_staff else False
