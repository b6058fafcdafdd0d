"""Laying out the map of a community, so that the template only draws: its grids as areas,
its roads as bands, and what lies there as numbered marks, which a list beside the map
explains.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from forms_app.permits.grid.community import Community, Spot
from forms_app.permits.grid.squared import squares
from forms_app.publishing.site.daily import Shop

WIDTH = 48  # of a square
HEIGHT = 52  # with room for the name of a grid above its marks
MARK = 11  # half of a mark
LOWER = 9  # than the middle of its square
STEP = 2 * MARK + 4  # between the marks of one square


@dataclass(frozen=True)
class Area:
    """A grid, or a part of one; `name` is empty where another part of it has it."""

    x: int
    y: int
    width: int
    height: int
    name: str
    number: int  # of the grid among those of its community


@dataclass(frozen=True)
class Band:
    """A road, from the middle of its first square to that of its last."""

    x1: int
    y1: int
    x2: int
    y2: int
    name: str


@dataclass(frozen=True)
class Mark:
    """`kind` is place, point or shop; `lang` that of its name."""

    x: int
    y: int
    number: int
    kind: str
    name: str
    lang: str


@dataclass(frozen=True)
class CommunityMap:
    width: int
    height: int
    areas: tuple[Area, ...]
    bands: tuple[Band, ...]
    marks: tuple[Mark, ...]


def draw_map(community: Community, shops: Iterable[Shop]) -> CommunityMap | None:
    """None where nobody has said where its grids lie."""
    names = [grid.slug for grid in community.grids]
    areas = [spot for spot in community.spots if spot.of in names]
    if not areas:
        return None
    roads = {road.name for road in community.roads}
    bands = [spot for spot in community.spots if spot.of in roads]
    marks = tuple(_marks(community, shops))
    across = max(spot.last[0] for spot in community.spots) + 1
    down = max(spot.last[1] for spot in community.spots) + 1
    return CommunityMap(
        max([across * WIDTH, *(mark.x + MARK for mark in marks)]),
        max([down * HEIGHT, *(mark.y + MARK for mark in marks)]),
        tuple(_areas(community, areas)),
        tuple(_band(spot) for spot in bands),
        marks,
    )


def _areas(community: Community, spots: list[Spot]) -> Iterable[Area]:
    numbers = {grid.slug: number for number, grid in enumerate(community.grids)}
    named: set[str] = set()
    for spot in spots:
        grid = community.grids[numbers[spot.of]]
        width = spot.last[0] - spot.first[0] + 1
        height = spot.last[1] - spot.first[1] + 1
        yield Area(
            spot.first[0] * WIDTH,
            spot.first[1] * HEIGHT,
            width * WIDTH,
            height * HEIGHT,
            "" if grid.slug in named else grid.name.partition("（")[0],
            numbers[spot.of],
        )
        named.add(grid.slug)


def _band(spot: Spot) -> Band:
    return Band(*_middle(*spot.first), *_middle(*spot.last), spot.of)


def _middle(column: int, row: int) -> tuple[int, int]:
    return column * WIDTH + WIDTH // 2, row * HEIGHT + HEIGHT // 2


def _marks(community: Community, shops: Iterable[Shop]) -> Iterable[Mark]:
    """Places, then points, then shops; those of one square side by side."""
    of = {spot.of: spot.first for spot in community.spots}
    found = [
        *(("place", one.name, "zh-Hans", of.get(one.name)) for one in community.places),
        *(("point", one.name, "zh-Hans", of.get(one.name)) for one in community.points),
        *(("shop", shop.name, shop.lang, _square(shop.spot)) for shop in shops),
    ]
    beside: dict[tuple[int, int], int] = {}
    number = 0
    for kind, name, lang, square in found:
        if square is None:
            continue
        number += 1
        x, y = _middle(*square)
        shift = beside.get(square, 0) * STEP
        beside[square] = beside.get(square, 0) + 1
        yield Mark(x + shift, y + LOWER, number, kind, name, lang)


def _square(written: str) -> tuple[int, int] | None:
    found = squares(written)
    return found[0] if found else None
