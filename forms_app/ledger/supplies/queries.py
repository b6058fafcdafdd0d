"""Reading the ledger: what is in stock, the totals, the entries newest first.

Sums are made by the database.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased, selectinload

from forms_app.base.quantity import Qualifier
from forms_app.ledger.supplies.models import SupplyEntry
from forms_app.ledger.supplies.rules import Kind, Part, Total, total


def stock(session: Session, community: str, item: str) -> int:
    """The sum of all entries."""
    query = select(func.sum(SupplyEntry.amount))
    return (
        session.scalar(
            query.where(SupplyEntry.community == community, SupplyEntry.item == item)
        )
        or 0
    )


def is_mended(session: Session, entry: SupplyEntry) -> bool:
    return (
        session.scalar(
            select(SupplyEntry.id).where(SupplyEntry.corrects_id == entry.id)
        )
        is not None
    )


def _standing(query: Any) -> Any:
    """Only what is neither mended nor mends."""
    counter = aliased(SupplyEntry)
    is_countered = (
        select(counter.id).where(counter.corrects_id == SupplyEntry.id).exists()
    )
    return query.where(SupplyEntry.kind != Kind.CORRECTION, ~is_countered)


def totals(session: Session) -> dict[str, dict[str, Total]]:
    """By community and item, of everything that was not mended."""
    of = (
        SupplyEntry.community,
        SupplyEntry.item,
        SupplyEntry.kind,
        SupplyEntry.qualifier,
    )
    parts: dict[tuple[str, str], list[Part]] = {}
    query = _standing(select(*of, func.sum(SupplyEntry.amount))).group_by(*of)
    for community, item, kind, qualifier, amount in session.execute(
        query.order_by(*of)
    ):
        parts.setdefault((community, item), []).append(
            Part(Kind(kind), Qualifier(qualifier), int(amount))
        )
    found: dict[str, dict[str, Total]] = {}
    for (community, item), some in parts.items():
        found.setdefault(community, {})[item] = total(some)
    return found


def donations(session: Session) -> list[tuple[str, str]]:
    """Community and public name, empty without the wish, of every donation that was not
    mended, the oldest first.
    """
    columns = (SupplyEntry.community, SupplyEntry.may_name, SupplyEntry.public_name)
    query = (
        _standing(select(*columns))
        .where(SupplyEntry.kind == Kind.DONATION)
        .order_by(SupplyEntry.id)
    )
    return [
        (community, name if may_name else "")
        for community, may_name, name in session.execute(query)
    ]


def ledger(
    session: Session,
    communities: Collection[str],
    *,
    community: str = "",
    item: str = "",
    kind: str = "",
) -> list[SupplyEntry]:
    """The entries of these communities, the newest first, narrowed to what was asked
    for.
    """
    query = (
        select(SupplyEntry)
        .where(SupplyEntry.community.in_(communities))
        .order_by(SupplyEntry.id.desc())
    )
    for column, word in (
        (SupplyEntry.community, community),
        (SupplyEntry.item, item),
        (SupplyEntry.kind, kind),
    ):
        query = query.where(column == word) if word else query
    return list(
        session.scalars(
            query.options(
                *map(selectinload, (SupplyEntry.enterprise, SupplyEntry.mended_by))
            )
        )
    )
