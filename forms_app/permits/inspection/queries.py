"""Reads of inspections: whom they are about, and how each stands.

How somebody stands is what the accepted file says (Permission); by when something is put
right is what was noted at the last check.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from forms_app.base.access import Actor
from forms_app.base.office import Office
from forms_app.base.paging import Rows
from forms_app.permits.campaigns.campaign import Campaign
from forms_app.permits.campaigns.queries import running
from forms_app.permits.enterprises.models import Enterprise, Permission
from forms_app.permits.enterprises.queries import COMMUNITY, visible_in_order
from forms_app.permits.inspection.rules import NOTHING_SAID, Standing
from forms_app.permits.resumption import check_queries
from forms_app.permits.resumption.models import SiteCheck
from forms_app.permits.resumption.rules import INSPECTION


def inspections(office: Office, day: date) -> dict[str, Campaign]:
    """Those that hold on a day, by slug."""
    return {one.slug: one for one in running(office, day) if one.is_inspection}


def is_subject(campaign: Campaign, enterprise: Enterprise) -> bool:
    """Whom it is about, and whoever has a file in it already."""
    return (
        campaign.who.includes(enterprise.kind, enterprise.trade, enterprise.community)
        or campaign.slug in enterprise.permissions
    )


def included(campaign: Campaign) -> ColumnElement[bool]:
    """The same of enterprises and their permissions, for `subjects`."""
    who = campaign.who
    asked = (
        (Enterprise.kind, who.kinds),
        (Enterprise.trade, who.trades),
        (Enterprise.community, who.communities),
    )
    narrowed = [column.in_(own) for column, own in asked if own]
    return or_(and_(true(), *narrowed), Permission.id.is_not(None))


def subjects(campaign: Campaign, *columns: Any) -> Select[Any]:
    """Of enterprises, each with its permission and its last inspection, if any."""
    own = and_(
        Permission.enterprise_id == Enterprise.id, Permission.campaign == campaign.slug
    )
    return (
        select(*(columns or (Enterprise,)))
        .select_from(Enterprise)
        .outerjoin(Permission, own)
        .outerjoin(SiteCheck, SiteCheck.id == _last_of(campaign.slug))
        .where(included(campaign))
    )


def _last_of(campaign: Any) -> ColumnElement[int]:
    """The last inspection of the enterprise of a row that counts."""
    other = aliased(SiteCheck)
    return (
        select(func.max(other.id))
        .where(
            other.enterprise_id == Enterprise.id,
            other.campaign == campaign,
            *_counts(other),
        )
        .correlate(Enterprise, Permission)
        .scalar_subquery()
    )


def _counts(check: Any) -> tuple[ColumnElement[bool], ...]:
    """That a check is an inspection which says how somebody stands: what passed for
    somebody who knew nothing of another's check takes nothing of that one back.
    """
    knew = or_(check.conflicts_with.is_(None), check.passed.is_(False))
    return check.purpose == INSPECTION, knew


def in_state(state: str, day: date) -> ColumnElement[bool]:
    """The condition for a state of STATES on a day, for a query of `subjects`."""
    mending = Permission.status == Standing.MENDING
    unchecked = or_(Permission.id.is_(None), Permission.status.in_(NOTHING_SAID))
    found: dict[str, ColumnElement[bool]] = {
        "due": or_(unchecked, is_due_again(day)),
        Standing.UNCHECKED: unchecked,
        Standing.MENDING: mending,
        "overdue": and_(mending, SiteCheck.due_on < day),
        Standing.PASSED: Permission.status == Standing.PASSED,
        Standing.SUSPENDED: Permission.status == Standing.SUSPENDED,
    }
    return found[state]


def is_due_again(day: date) -> ColumnElement[bool]:
    """Whom somebody has to look at again: whoever was suspended, and whoever has
    something to put right whose first day has come, or of whom nobody set one. That
    counts also where the file was faulty when it failed, and says passed since.
    """
    has_come = or_(SiteCheck.due_on.is_(None), SiteCheck.due_on <= day)
    failed = or_(Permission.status == Standing.MENDING, SiteCheck.passed.is_(False))
    return or_(Permission.status == Standing.SUSPENDED, and_(failed, has_come))


def to_look_at_again(
    session: Session,
    actor: Actor,
    campaigns: Collection[str],
    day: date,
    community: str = "",
) -> Rows[Permission]:
    """Whoever is due to be looked at again, the first day first."""
    query = (
        select(Permission)
        .join(Enterprise, Permission.enterprise_id == Enterprise.id)
        .outerjoin(SiteCheck, SiteCheck.id == _last_of(Permission.campaign))
        .where(
            visible_in_order(actor),
            Permission.campaign.in_(campaigns),
            Permission.status.not_in(NOTHING_SAID),
            is_due_again(day),
        )
        .order_by(SiteCheck.due_on, Permission.id)
    )
    if community:
        query = query.where(COMMUNITY.in_([community]))
    return Rows(session, query)


def last_checks(
    session: Session, campaign: str, enterprises: Iterable[Enterprise]
) -> dict[int, SiteCheck]:
    """The last inspection of each that counts, by the id of the enterprise."""
    counts = _counts(SiteCheck)
    return check_queries.last_checks(session, campaign, enterprises, *counts)


def due_today(
    session: Session, actor: Actor, campaign: Campaign, day: date
) -> Rows[Enterprise]:
    """Whoever is to be looked at on a day, by grid and address."""
    query = subjects(campaign).where(visible_in_order(actor), in_state("due", day))
    return Rows(session, query.order_by(*BY_DOOR))


def next_door(
    session: Session, actor: Actor, campaign: Campaign, after: Enterprise, day: date
) -> Enterprise | None:
    """The next one to check after this: in the same grid first, then by address."""
    others = due_today(session, actor, campaign, day).query.where(
        Enterprise.id != after.id
    )
    near_first = others.order_by(None).order_by(Enterprise.grid != after.grid, *BY_DOOR)
    return session.scalar(near_first.limit(1))


BY_DOOR = (Enterprise.grid, Enterprise.address, Enterprise.id)
