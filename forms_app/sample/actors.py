"""Who acts in the sample office, and when: the accounts of the demo, enterprises for
themselves, moments of 2020.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from forms_app.base.access import VISITOR, Actor, Role
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.permissions import open_since
from forms_app.sample.plans import SHANGHAI

NIGHT = Actor("system", "command-line", Role.ADMIN)


def when(text: str) -> datetime:
    """ "03-05 09:30" of 2020."""
    return datetime.fromisoformat(f"2020-{text}").replace(tzinfo=SHANGHAI)


def office_of(community: str, now: datetime) -> dict[str, Any]:
    """The office of a community does it."""
    return {
        "actor": Actor(
            "staff", f"{community}-reviewer", Role.REVIEWER, frozenset({community})
        ),
        "now": now,
    }


def worker_of(grid: str, now: datetime) -> dict[str, Any]:
    """The grid worker does it."""
    return {
        "actor": Actor(
            "staff", f"{grid}-worker", Role.GRID_WORKER, grids=frozenset({grid})
        ),
        "now": now,
    }


def itself(unit: Enterprise, now: datetime) -> dict[str, Any]:
    """The enterprise does it."""
    return {"actor": Actor("enterprise", unit.reference), "now": now}


def anybody(now: datetime) -> dict[str, Any]:
    """Somebody of the public, who did not sign in."""
    return {"actor": VISITOR, "now": now}


def units(
    session: Session, community: str, *conditions: ColumnElement[bool], **wanted: str
) -> Sequence[Enterprise]:
    """The enterprises of a community in the order in which they registered; `wanted`:
    only those that have these values.
    """
    within = Enterprise.community == community, *conditions
    query = select(Enterprise).where(*within).filter_by(**wanted)
    return session.scalars(query.order_by(Enterprise.id)).all()


def open_units(session: Session, community: str, **wanted: str) -> Sequence[Enterprise]:
    """Those of them that may work."""
    return units(session, community, open_since.is_not(None), **wanted)
