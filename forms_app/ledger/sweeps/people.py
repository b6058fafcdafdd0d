"""Whom a sweep found, in classes: people of the units' enterprises, and people without
an employer who were registered at a unit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from forms_app.ledger.sweeps.models import SweepPerson, SweepUnit
from forms_app.ledger.sweeps.roster import CLASSES
from forms_app.people.rosters.models import Determination, Person


def of_unit(session: Session, unit: SweepUnit) -> list[Person]:
    """In the order in which they were registered; who left is not there any more."""
    query = select(Person).where(_at([unit]), Person.left_on.is_(None))
    return list(session.scalars(query.order_by(Person.id)).unique())


def in_classes(session: Session, units: Sequence[SweepUnit]) -> dict[str, int]:
    """How many people of each class, key areas first; those without any are left out."""
    newest = (
        select(func.max(Determination.id))
        .where(Determination.person_id == Person.id)
        .correlate(Person)
        .scalar_subquery()
    )
    query = (
        select(Determination.origin)
        .select_from(Person)
        .outerjoin(Determination, Determination.id == newest)
        .where(_at(units), Person.left_on.is_(None), Person.confirmed)
    )
    counted = Counter(origin or "" for origin in session.scalars(query))
    return {origin: counted[origin] for origin in CLASSES if counted[origin]}


def _at(units: Sequence[SweepUnit]) -> ColumnElement[bool]:
    """Who belongs to the enterprise of a unit, or was found at it."""
    ids = [unit.id for unit in units]
    firms = select(SweepUnit.enterprise_id).where(
        SweepUnit.id.in_(ids), SweepUnit.enterprise_id.is_not(None)
    )
    found = select(SweepPerson.person_id).where(SweepPerson.unit_id.in_(ids))
    return or_(Person.enterprise_id.in_(firms), Person.id.in_(found))
