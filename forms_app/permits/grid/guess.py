"""Which grid an address lies in, by the roads, buildings and key places that community
files name. A guess, which somebody who knows the place confirms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from forms_app.base.typed import folded
from forms_app.permits.grid.community import Community

AFTER = re.compile(r"\d+")  # the number of a house, right behind its road


@dataclass(frozen=True)
class Guess:
    """`by`: the road or building that the address names."""

    community: str
    grid: str
    by: str


def guess(communities: Iterable[Community], address: str) -> Guess | None:
    """The grid of the longest name in the address; None where there is none, or where
    two grids have the same claim.
    """
    text = _joined(address)
    found = [one for each in communities for one in _named(each, text)]
    longest = max((len(one.by) for one in found), default=0)
    claims = {(one.community, one.grid): one for one in found if len(one.by) == longest}
    return next(iter(claims.values())) if len(claims) == 1 else None


def _named(community: Community, text: str) -> Iterator[Guess]:
    for road in community.roads:
        if road.holds(_number_behind(text, _joined(road.name))):
            yield Guess(community.slug, road.grid, road.name)
    for place in community.places:
        if place.grid != "-" and _joined(place.name) in text:
            yield Guess(community.slug, place.grid, place.name)


def _joined(text: str) -> str:
    """Without blanks; 8-1 stays 8-1."""
    return "".join(folded(text).lower().split())


def _number_behind(text: str, name: str) -> int | None:
    """The number behind a name in an address, 0 without one; None without the name."""
    begins = text.find(name)
    if begins < 0 or not name:
        return None
    found = AFTER.match(text, begins + len(name))
    return int(found[0]) if found else 0
