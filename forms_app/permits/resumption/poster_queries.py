"""Who has its poster (喜报) up, and who does not yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.office import Office
from forms_app.base.paging import Rows
from forms_app.permits.enterprises.content import GRANTED
from forms_app.permits.enterprises.models import Enterprise, Permission
from forms_app.permits.enterprises.queries import visible_to
from forms_app.permits.resumption.labels import HANGING
from forms_app.permits.resumption.models import Poster
from forms_app.permits.resumption.posters import printed_of, without_poster


@dataclass(frozen=True)
class DoorPoster:
    """An enterprise whose permission is in force, and the poster of that, if it was
    printed.
    """

    enterprise: Enterprise
    permission: Permission
    printed: Poster | None


def at_doors(
    session: Session,
    office: Office,
    actor: Actor,
    campaign: str,
    hanging: str,
    community: str,
) -> Rows[DoorPoster]:
    """Within reach, those in force for the longest time in a campaign on top; nobody
    where it has no poster.

    `hanging`: of HANGING; anything else narrows nothing.
    """
    query = (
        select(Permission)
        .join(Enterprise)
        .where(
            visible_to(actor),
            Permission.campaign == campaign,
            Permission.campaign.not_in(without_poster(office)),
            Permission.status.in_(GRANTED),
            Permission.checking.is_(False),
        )
        .order_by(Permission.since, Permission.enterprise_id)
    )
    if community:
        query = query.where(Enterprise.community == community)
    if hanging in HANGING:
        hangs = Permission.poster_posted_at.is_not(None)
        query = query.where(hangs if hanging == "yes" else ~hangs)
    return Rows(session, query, lambda found: _with_posters(session, office, found))


def _with_posters(
    session: Session, office: Office, permissions: Sequence[Permission]
) -> list[DoorPoster]:
    posters = printed_of(session, office, permissions)
    ids = [one.enterprise_id for one in permissions]
    units = session.scalars(select(Enterprise).where(Enterprise.id.in_(ids)))
    by_id = {unit.id: unit for unit in units}
    return [
        DoorPoster(by_id[one.enterprise_id], one, posters.get(one.id))
        for one in permissions
    ]
