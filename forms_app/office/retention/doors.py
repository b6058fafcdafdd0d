"""The features an office has switched off, and what lies behind their closed doors: the
data stay, are backed up, and are forgotten in time like all others.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.base.db import Base
from forms_app.base.feature import (
    Feature,
    active,
    chosen_here,
    installed_here,
    parts,
    unfinished,
)
from forms_app.ledger.items.models import Item


@dataclass(frozen=True)
class Door:
    """One feature that is switched off.

    `rows`: how many records of it are kept. `unfinished`: how many things of it
    somebody has to finish. `is_open`: whether it stays on until they are, or until
    those are of a feature that needs it.
    """

    feature: Feature
    rows: int
    unfinished: int
    is_open: bool


def doors(session: Session) -> list[Door]:
    """Of the office that is answering, in the order of the features."""
    chosen = chosen_here()
    on = {one.name for one in active()}
    return [
        Door(one, rows_of(session, one), unfinished(session, one), one.name in on)
        for one in installed_here()
        if one.name not in chosen
    ]


def rows_of(session: Session, feature: Feature) -> int:
    """The rows of its own tables, and the items of its kinds."""
    room = f"forms_app.{feature.room}."
    counts = [
        select(func.count()).select_from(mapper.local_table)
        for mapper in Base.registry.mappers
        if mapper.class_.__module__.startswith(room)
    ]
    codes = [kind.code for kind in parts([feature], "kinds")]
    if codes:
        counts.append(
            select(func.count()).select_from(Item).where(Item.kind.in_(codes))
        )
    return sum(session.scalar(count) or 0 for count in counts)
