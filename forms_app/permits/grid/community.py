"""A community as code reads it: its grids, squads, places and points."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from forms_app.base.contentfile.leaks import digits
from forms_app.base.contentfile.reported import Figure

SENTENCE = re.compile(r"[^。！？]+[。！？]?")


@dataclass(frozen=True)
class Squad:
    slug: str
    name: str
    sources: str
    phone: str


@dataclass(frozen=True)
class Grid:
    slug: str
    name: str
    post: str
    phone: str
    squad: str


@dataclass(frozen=True)
class KeyPlace:
    name: str
    kind: str
    post: str
    grid: str


@dataclass(frozen=True)
class Road:
    """A road or a building that lies in a grid; of a road whose houses lie in several,
    those from `first` to `last`.
    """

    name: str
    grid: str
    first: int | None = None
    last: int | None = None

    @property
    def houses(self) -> str:
        """The numbers of its houses that lie there; empty where all do."""
        return "" if self.first is None else f"{self.first}–{self.last}"

    def holds(self, number: int | None) -> bool:
        """Whether a house lies in it. `number` as an address has it: 0 for none, None
        for an address elsewhere.
        """
        if number is None or self.first is None or self.last is None:
            return number is not None
        return self.first <= number <= self.last


@dataclass(frozen=True)
class Spot:
    """Where something lies on the map of its community, which is drawn on squared paper:
    from its first square to its last, as column and row counted from 0. `of`: a grid by
    its slug; a road, a place or a point by its name.
    """

    of: str
    first: tuple[int, int]
    last: tuple[int, int]


@dataclass(frozen=True)
class MonitoringPoint:
    slug: str
    name: str
    hours: str
    bring: str


@dataclass(frozen=True)
class TreeNode:
    """A unit of the four-level tree; `path` is its place, (1, 2) the second under the
    first.
    """

    path: tuple[int, ...]
    unit: str
    post: str


@dataclass(frozen=True)
class Community:
    slug: str
    title: str
    title_en: str
    code: str
    prefix: str
    street: str
    street_code: str
    office: str
    phone: str
    address: str
    squads: tuple[Squad, ...]
    grids: tuple[Grid, ...]
    places: tuple[KeyPlace, ...]
    points: tuple[MonitoringPoint, ...]
    tree: tuple[TreeNode, ...]
    figures: tuple[Figure, ...]
    about: str  # Markdown
    roads: tuple[Road, ...] = ()
    about_en: str = ""
    spots: tuple[Spot, ...] = ()

    @property
    def says(self) -> dict[str, str]:
        """A sentence about it in each language, empty where nobody wrote one."""
        first = SENTENCE.match(" ".join(self.about.split()))
        return {"zh-Hans": first[0] if first else "", "en": self.about_en}

    def roads_of(self, grid: str) -> tuple[Road, ...]:
        return tuple(road for road in self.roads if road.grid == grid)

    def places_of(self, grid: str) -> tuple[KeyPlace, ...]:
        return tuple(place for place in self.places if place.grid == grid)

    def grid(self, slug: str) -> Grid | None:
        return next((grid for grid in self.grids if grid.slug == slug), None)

    def squad(self, slug: str) -> Squad | None:
        return next((squad for squad in self.squads if squad.slug == slug), None)

    def squad_of(self, grid: str) -> Squad | None:
        found = self.grid(grid)
        return self.squad(found.squad) if found else None

    @property
    def teams(self) -> tuple[Squad, ...]:
        """The squads that are tied to no grid."""
        tied = {grid.squad for grid in self.grids}
        return tuple(squad for squad in self.squads if squad.slug not in tied)

    @cached_property
    def phones(self) -> frozenset[str]:
        """The digits of every office phone declared here."""
        declared = [
            self.phone,
            *(grid.phone for grid in self.grids),
            *(squad.phone for squad in self.squads),
        ]
        return frozenset(map(digits, declared))
