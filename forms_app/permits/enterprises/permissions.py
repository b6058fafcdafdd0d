"""What enterprises may do, read over all campaigns."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, func, select

from forms_app.permits.enterprises.models import Permission, Unit

OPEN = "approved"
# on a public list
LISTED = frozenset({OPEN, "suspended"})

# since when a unit may work, for a query of units; null while it may not
open_since: ColumnElement[date] = (
    select(func.min(Permission.since))
    .where(Permission.enterprise_id == Unit.id, Permission.status == OPEN)
    .correlate(Unit)
    .scalar_subquery()
)


def was_open(day: date) -> ColumnElement[bool]:
    """Whether a unit of a query may work, and might on a day already."""
    since = select(Permission.enterprise_id).where(
        Permission.status == OPEN, Permission.since <= day
    )
    return Unit.id.in_(since)


def opened_on(unit: Unit) -> date | None:
    """Since when it may work, in whichever campaign that was first; None while it may
    not.
    """
    found = [one.since for one in unit.permissions.values() if one.status == OPEN]
    return min(found, default=None)


def is_public(unit: Unit) -> bool:
    """Whether it has a page on the site."""
    return any(one.status != "pending" for one in unit.permissions.values())


def listed(unit: Unit) -> list[Permission]:
    """Its permissions that are on a public list."""
    return [one for one in unit.permissions.values() if one.status in LISTED]
