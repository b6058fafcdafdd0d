"""How far each campaign has come."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.permits.enterprises.labels import STATUSES
from forms_app.permits.enterprises.models import Permission

Counts = Mapping[str, Mapping[str, int]]


def counts(session: Session) -> Counts:
    """By campaign and status, in the order of STATUSES, how many enterprises there are;
    what has none is left out.
    """
    query = select(Permission.campaign, Permission.status, func.count())
    found = dict[str, dict[str, int]]()
    for campaign, status, number in session.execute(
        query.group_by(Permission.campaign, Permission.status)
    ):
        found.setdefault(campaign, {})[status] = number
    order = {status: place for place, status in enumerate(STATUSES)}
    return {
        campaign: dict(
            sorted(one.items(), key=lambda pair: order.get(pair[0], len(order)))
        )
        for campaign, one in found.items()
    }
