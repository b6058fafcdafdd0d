"""Where a unit that registers lies: as it says, else by its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forms_app.permits.enterprises.rules import GridBy
from forms_app.permits.grid.community import Community
from forms_app.permits.grid.guess import guess

NOWHERE = "?"  # who knows neither grid nor community


@dataclass(frozen=True)
class Placed:
    """A community and a grid of it. `by`: how the grid is known."""

    community: str
    grid: str
    by: GridBy


def placed(
    communities: Mapping[str, Community], spot: str, address: str
) -> Placed | None:
    """`spot`: a grid, a community, or NOWHERE. None where nothing tells the community.

    Of a community whose address tells no grid it is the first one, for staff to say.
    """
    for community in communities.values():
        if community.grid(spot):
            return Placed(community.slug, spot, GridBy.SAID)
    own = communities.get(spot)
    found = guess([own] if own else communities.values(), address)
    if found:
        return Placed(found.community, found.grid, GridBy.GUESSED)
    return Placed(own.slug, own.grids[0].slug, GridBy.UNKNOWN) if own else None
