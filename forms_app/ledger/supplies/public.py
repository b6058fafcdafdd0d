"""What the site may print of supplies: totals by community and item, and the donors who
wish to be named.

A total is said as exactly as its least exact part. Donations without a name are counted
only from five on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base.disclosure import SMALLEST
from forms_app.base.figures import Counting
from forms_app.ledger.supplies import queries
from forms_app.ledger.supplies.content import Item, items_ever
from forms_app.ledger.supplies.rules import Total
from forms_app.permits.grid.queries import rules


@dataclass(frozen=True)
class ItemTotal:
    """One row of the table. `qualifier` belongs to what was donated."""

    name: str
    name_en: str
    unit: str
    unit_en: str
    donated: int
    qualifier: str
    bought: int
    handed_out: int


@dataclass(frozen=True)
class Supplies:
    """Of one community.

    `unnamed` counts donations without a name, None while they are few.
    """

    as_of: str
    items: list[ItemTotal]
    named: list[str]
    unnamed: int | None


def collect(
    session: Session,
    items: Mapping[str, Item],
    now: datetime,
    previous: Mapping[str, Any],
) -> dict[str, dict[str, Any]]:
    """By community.

    `previous` is what was published last: the time stays while the numbers do.
    """
    names: dict[str, list[str]] = {}
    for community, name in queries.donations(session):
        names.setdefault(community, []).append(name)
    found = {}
    for community, totals in queries.totals(session).items():
        given = names.get(community, [])
        rows = [_row(items.get(slug), slug, total) for slug, total in totals.items()]
        unnamed = given.count("")
        told = Supplies(
            f"{now:%Y-%m-%d %H:%M}",
            rows,
            _once(given),
            unnamed if unnamed >= SMALLEST else None,
        )
        found[community] = _dated(asdict(told), previous.get(community, {}))
    return found


def _row(item: Item | None, slug: str, total: Total) -> ItemTotal:
    words = (
        (item.name, item.name_en, item.unit, item.unit_en)
        if item
        else (slug, slug, "", "")
    )
    return ItemTotal(
        *words, total.donated, str(total.qualifier), total.bought, total.handed_out
    )


def _once(names: list[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, names)))


def _dated(told: dict[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    is_same = all(told[key] == before.get(key) for key in told if key != "as_of")
    return {**told, "as_of": before["as_of"]} if before and is_same else told


def figures(counting: Counting) -> dict[str, Any]:
    office = counting.office
    items = items_ever(rules(office), office.clock.today())
    before = counting.before.get("supplies", {})
    return {"supplies": collect(counting.session, items, counting.now, before)}
