"""What the public may read of visits: how many, and how many requests were raised and
answered, by community.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base.figures import Counting
from forms_app.ledger.items import queries as items
from forms_app.ledger.visits import queries
from forms_app.ledger.visits.kinds import REQUEST


@dataclass(frozen=True)
class Visits:
    """Counts of one community. No count is about people."""

    visits: int
    enterprises: int
    raised: int
    answered: int


def collect(session: Session) -> dict[str, dict[str, int]]:
    """By community."""
    made = queries.counts(session)
    asked = items.counts(session, REQUEST.code)
    return {
        community: asdict(
            Visits(
                *made.get(community, (0, 0)),
                raised=asked[community].raised if community in asked else 0,
                answered=asked[community].answered if community in asked else 0,
            )
        )
        for community in sorted({*made, *asked})
    }


def figures(counting: Counting) -> dict[str, Any]:
    return {"visits": collect(counting.session)}
