"""Reading sweeps: those of one's area, a sweep's units by grid, the roster by class (分类造册)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.access import Actor, Role
from forms_app.enterprises.models import Enterprise
from forms_app.enterprises.queries import visible_to
from forms_app.rosters.models import Person
from forms_app.sweeps.models import Sweep, SweepUnit
from forms_app.sweeps.rules import Coverage, coverage

CLASSES = ("key_area", "abroad", "other_province", "province", "city", "")


def communities_of(actor: Actor, everywhere: dict[str, list[str]]) -> set[str]:
    """The communities somebody may see anything of. `everywhere` has the grids of each community."""
    return {slug for slug, grids in everywhere.items() if any(actor.may_see(slug, grid) for grid in grids)}


def sweeps(session: Session, communities: set[str]) -> list[Sweep]:
    """The newest first."""
    query = select(Sweep).where(Sweep.community.in_(communities)).order_by(Sweep.id.desc()).limit(50)
    return list(session.scalars(query))


def units(session: Session, actor: Actor, sweep: Sweep) -> list[SweepUnit]:
    """Of the grids somebody may see; the gaps first."""
    found = session.scalars(select(SweepUnit).where(SweepUnit.sweep_id == sweep.id).order_by(SweepUnit.id))
    own = [unit for unit in found if actor.may_see(sweep.community, unit.grid)]
    return sorted(own, key=lambda unit: (unit.result != "", unit.grid))


def by_grid(found: list[SweepUnit]) -> dict[str, Coverage]:
    """Coverage of each grid."""
    grids = sorted({unit.grid for unit in found})
    return {grid: coverage(unit.result for unit in found if unit.grid == grid) for grid in grids}


def roster_by_class(session: Session, actor: Actor) -> Iterator[tuple[str, Person]]:
    """Everybody on a roster within reach, by the class that was determined: key areas first."""
    assert actor.role is not Role.GRID_WORKER or actor.grids, "a grid worker has grids"
    query = select(Person).join(Enterprise, Person.enterprise_id == Enterprise.id).where(visible_to(actor))
    query = query.where(Person.left_on.is_(None), Person.confirmed).order_by(Person.enterprise_id, Person.number)
    people = list(session.scalars(query))
    for origin in CLASSES:
        for person in people:
            newest = person.determinations[-1] if person.determinations else None
            if (newest.origin if newest else "") == origin:
                yield origin, person


def day_of(person: Person) -> date | None:
    return None if person.stayed else person.arrived_on
