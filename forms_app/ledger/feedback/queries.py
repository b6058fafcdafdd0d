"""Reading reports: that of an item, and the one somebody has number and code of."""

from __future__ import annotations

import hmac

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.personal import access_hash
from forms_app.ledger.feedback.models import Report
from forms_app.ledger.items.models import Item


def of_item(session: Session, item: Item) -> Report | None:
    return session.scalar(select(Report).where(Report.item_id == item.id))


def by_number(session: Session, number: str) -> Report | None:
    return session.scalar(select(Report).where(Report.number == number.strip().upper()))


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
