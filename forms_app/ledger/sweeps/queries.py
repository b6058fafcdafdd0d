"""Reading sweeps: those of one's area, a sweep's units by grid."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.paging import Rows
from forms_app.ledger.sweeps.models import Sweep, SweepUnit
from forms_app.ledger.sweeps.rules import Coverage, coverage


def communities_of(actor: Actor, everywhere: dict[str, list[str]]) -> set[str]:
    """The communities somebody may see anything of.

    `everywhere` has the grids of each community.
    """
    return {
        slug
        for slug, grids in everywhere.items()
        if any(actor.may_see(slug, grid) for grid in grids)
    }


def sweeps(session: Session, communities: set[str]) -> Rows[Sweep]:
    """The newest first."""
    query = (
        select(Sweep).where(Sweep.community.in_(communities)).order_by(Sweep.id.desc())
    )
    return Rows(session, query)


def running(session: Session) -> int:
    """How many are not closed."""
    query = select(func.count()).select_from(Sweep).where(Sweep.closed_at.is_(None))
    return session.scalar(query) or 0


def units(session: Session, actor: Actor, sweep: Sweep) -> list[SweepUnit]:
    """Of the grids somebody may see; the gaps first."""
    found = session.scalars(
        select(SweepUnit).where(SweepUnit.sweep_id == sweep.id).order_by(SweepUnit.id)
    )
    own = [unit for unit in found if actor.may_see(sweep.community, unit.grid)]
    return sorted(own, key=lambda unit: (unit.result != "", unit.grid))


def by_grid(found: list[SweepUnit]) -> dict[str, Coverage]:
    """Coverage of each grid."""
    grids = sorted({unit.grid for unit in found})
    return {
        grid: coverage(unit.result for unit in found if unit.grid == grid)
        for grid in grids
    }
