"""Reading reports: that of an item, the one somebody has number and code of, those of a
page, and whose reporter is to be called.
"""

from __future__ import annotations

import hmac
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.paging import Rows
from forms_app.base.personal import access_hash, is_longer
from forms_app.ledger.feedback.models import Report
from forms_app.ledger.feedback.rules import OBJECTIONS
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.queries import COMMUNITY, visible_to


def of_item(session: Session, item: Item) -> Report | None:
    return session.scalar(select(Report).where(Report.item_id == item.id))


def by_number(session: Session, number: str) -> Report | None:
    return session.scalar(select(Report).where(Report.number == number.strip().upper()))


def open_about(session: Session, page: str) -> list[Report]:
    """What was reported of a page and is not answered; no objection is among it."""
    query = (
        select(Report)
        .join(Report.item)
        .where(
            Report.page == page,
            Item.finished_at.is_(None),
            Report.about.not_in(OBJECTIONS),
        )
        .order_by(Report.id)
    )
    return list(session.scalars(query)) if page else []


def every(session: Session) -> Rows[Report]:
    """All of them, the newest first."""
    return Rows(session, select(Report).order_by(Report.id.desc()))


def since(session: Session, moment: datetime) -> list[tuple[datetime, datetime | None]]:
    """Of what came in since then, when it did and when it was answered."""
    query = (
        select(Item.raised_at, Item.finished_at)
        .join(Report, Report.item_id == Item.id)
        .where(Item.raised_at >= moment)
    )
    return [(raised, finished) for raised, finished in session.execute(query)]


def to_tell(session: Session, actor: Actor, community: str = "") -> Rows[Report]:
    """What is answered, and whoever reported it left a phone and was not called yet."""
    query = (
        select(Report)
        .join(Report.item)
        .outerjoin(Item.enterprise)
        .where(
            visible_to(actor),
            Item.finished_at.is_not(None),
            Report.told_at.is_(None),
            is_longer(Report.phone),
        )
    )
    query = query.where(COMMUNITY.in_([community])) if community else query
    return Rows(session, query.order_by(Item.finished_at))


def by_code(session: Session, number: str, code: str) -> Report | None:
    """The report whose code this is.

    The comparison takes the same time whatever is wrong.
    """
    found = by_number(session, number)
    expected = found.code_hash if found else "0" * 64
    return (
        found
        if hmac.compare_digest(expected, access_hash(number.strip().upper(), code))
        and found
        else None
    )
