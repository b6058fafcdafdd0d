"""How long a session lasts, by what it opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    STAFF = "staff"
    ENTERPRISE = "enterprise"
    # a registration on its way, a receipt, an own link: nobody's account
    VISITOR = "visitor"


@dataclass(frozen=True)
class Limit:
    """`idle`: since it was used last. `most`: since it began, however much it is used."""

    idle: timedelta
    most: timedelta

    def within(self, rest: timedelta) -> Limit:
        """Not beyond what is left."""
        return Limit(self.idle, min(self.most, rest))


LIMITS = {
    # the desks of an office are shared
    Kind.STAFF: Limit(timedelta(hours=2), timedelta(hours=12)),
    Kind.ENTERPRISE: Limit(timedelta(days=7), timedelta(days=30)),
    Kind.VISITOR: Limit(timedelta(days=30), timedelta(days=30)),
}
# noting each use would be a write for every page
SEEN_EVERY = timedelta(minutes=5)


def kind_of(owner: str) -> Kind:
    """Of "staff:lianhu-reviewer", "enterprise:QT-2B7K9M", or nobody's ""."""
    word = owner.partition(":")[0]
    return Kind(word) if word else Kind.VISITOR


def ends_at(
    owner: str, began: datetime, seen: datetime, own: Limit | None = None
) -> datetime:
    """`own`: the limit of its owner, where not as of its kind."""
    limit = own or LIMITS[kind_of(owner)]
    return min(began + limit.most, seen + limit.idle)
