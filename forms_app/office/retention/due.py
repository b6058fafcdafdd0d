"""What is due by the rule, and what no rule speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.base.db import Base
from forms_app.base.office import Office
from forms_app.office.retention import backups
from forms_app.office.retention.keeping import (
    PLACES,
    count,
    encrypted_tables,
    placed_tables,
)
from forms_app.office.retention.rules import Kind, Retention, Row, newest_due


@dataclass(frozen=True)
class Due:
    """How many of a kind go by a row of the rule."""

    row: Row
    number: int


@dataclass(frozen=True)
class Kept:
    """A kind, or a table, that no row of the rule speaks of, and how many of it there
    are.
    """

    what: str
    number: int


def due(
    session: Session, office: Office, rule: Retention, today: date, places: list[Path]
) -> list[Due]:
    """Every row of the rule in the order of the run; what two rows of a kind name is
    counted once.
    """
    found = []
    for kind in Kind:
        seen: set[object] = set()
        for row in rule.rows_of(kind):
            keys = set(keys_of(session, office, rule, row, today, places))
            found.append(Due(row, len(keys - seen)))
            seen |= keys
    return found


def keys_of(
    session: Session,
    office: Office,
    rule: Retention,
    row: Row,
    today: date,
    places: list[Path],
    most: int | None = None,
) -> list[int] | list[Path]:
    """The keys of what goes by a row, at most so many; of backups, their files."""
    newest = newest_due(row, today)
    if row.data is Kind.BACKUPS:
        return backups.due(office, row, newest, rule.ended_on, places)
    keeping = PLACES[row.data]
    query = (
        select(keeping.key)
        .where(keeping.due(row.after, newest, rule.ended_on))
        .order_by(keeping.key)
    )
    return list(session.scalars(query.limit(most)))


def kept_without_rule(session: Session, rule: Retention) -> list[Kept]:
    """What is never deleted, since nothing says when."""
    placed = placed_tables()
    found = [
        Kept(
            kind,
            count(session, PLACES[kind].there(), PLACES[kind]) if kind in PLACES else 0,
        )
        for kind in rule.unmentioned
    ]
    strangers = [
        Base.metadata.tables[name] for name in sorted(encrypted_tables() - set(placed))
    ]
    counted = {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in strangers
    }
    return found + [Kept(name, number) for name, number in counted.items()]
