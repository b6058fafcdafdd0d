"""The day's work in a few numbers and pictures: our own counts, summed over the
communities.

Only what this office counted from its own rows is summed; what communities report is
never added up. No number is of people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

Figures = Mapping[str, Any]  # figures.json
COUNTED = ("received_today", "decided_today", "left_today", "received", "decided")
Day = tuple[str, int, int]  # its date, received, answered


@dataclass(frozen=True)
class Overview:
    """`numbers` by name; the others are what pictures are drawn of: rows of name and
    value.
    """

    numbers: dict[str, int]
    by_day: list[Day]
    valid: list[tuple[str, int]]  # by community
    # by community, percent of enterprises where its letter hangs
    posted: list[tuple[str, int]]
    settled: list[tuple[str, int]]  # raised, answered, with a measure, closed

    @property
    def yesterday(self) -> Day | None:
        return self.by_day[-2] if len(self.by_day) > 1 else None

    @property
    def busiest(self) -> Day | None:
        """The day on which most came in, the latest of several; None where nothing did."""
        most = max(reversed(self.by_day), key=itemgetter(1), default=None)
        return most if most and most[1] else None

    @property
    def largest(self) -> tuple[str, int] | None:
        """The community with the most; None where no enterprise is valid."""
        most = max(self.valid, key=itemgetter(1), default=None)
        return most if most and most[1] else None


def overview(
    figures: Figures, valid: Mapping[str, int], names: Mapping[str, str]
) -> Overview:
    """`valid`: how many enterprises of each community are valid now; `names` of the
    communities.
    """
    counted = figures.get("communities", {}).values()
    meetings = figures.get("meetings", {}).get("communities", {}).values()
    numbers = {name: _sum(counted, name) for name in COUNTED} | {
        "valid": sum(valid.values())
    }
    settled = [
        (name, _sum(meetings, name))
        for name in ("raised", "answered", "with_measure", "closed")
    ]
    return Overview(
        numbers=numbers,
        by_day=[
            (day, received, decided)
            for day, received, decided in figures.get("by_day", [])
        ],
        valid=[(names[slug], number) for slug, number in valid.items()],
        posted=_posted(figures.get("publicity", {}).get("communities", {}), names),
        settled=settled,
    )


def _sum(communities: Iterable[Mapping[str, Any]], name: str) -> int:
    return sum(int(one.get(name) or 0) for one in communities)


def _posted(
    publicity: Mapping[str, list[Mapping[str, Any]]], names: Mapping[str, str]
) -> list[tuple[str, int]]:
    """Of each community the letter that hangs at the most doors."""
    found = []
    for slug, materials in publicity.items():
        told = [one["posted_percent"] for one in materials if one["kind"] == "letter"]
        letters = [percent for percent in told if percent is not None]
        if letters and slug in names:
            found.append((names[slug], int(max(letters))))
    return found
