"""Which approved enterprises have their poster (喜报) up, and which do not yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.paging import Rows
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import visible_to
from forms_app.permits.resumption.labels import HANGING
from forms_app.permits.resumption.models import Poster


@dataclass(frozen=True)
class DoorPoster:
    """An approved enterprise and the poster of that approval, if it was printed."""

    enterprise: Enterprise
    printed: Poster | None


def of_approved(
    session: Session, actor: Actor, hanging: str, community: str
) -> Rows[DoorPoster]:
    """Within reach, those approved first on top: they have waited longest.

    `hanging`: of HANGING; anything else narrows nothing.
    """
    query = (
        select(Enterprise)
        .where(
            visible_to(actor),
            Enterprise.status == "approved",
            Enterprise.checking.is_(False),
        )
        .order_by(Enterprise.status_since, Enterprise.id)
    )
    if community:
        query = query.where(Enterprise.community == community)
    if hanging in HANGING:
        hangs = Enterprise.poster_posted_at.is_not(None)
        query = query.where(hangs if hanging == "yes" else ~hangs)
    return Rows(session, query, lambda found: _with_posters(session, found))


def _with_posters(
    session: Session, enterprises: Sequence[Enterprise]
) -> list[DoorPoster]:
    ids = [one.id for one in enterprises]
    posters = session.scalars(select(Poster).where(Poster.enterprise_id.in_(ids)))
    by_approval = {(one.enterprise_id, one.since): one for one in posters}
    return [
        DoorPoster(one, by_approval.get((one.id, one.status_since)))
        for one in enterprises
        if one.status_since
    ]
