"""The day's work in a dozen numbers and four pictures: our own counts, summed over the
communities.

Only what this office counted from its own rows is summed; what communities report is
never added up. No number is of people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Figures = Mapping[str, Any]  # figures.json
COUNTED = ("received_today", "decided_today", "left_today", "received", "decided")
VISITED = ("visits", "enterprises", "raised", "answered")


@dataclass(frozen=True)
class Overview:
    """`numbers` by name, in the order they are printed; `pictures`: rows of name and
    value.
    """

    numbers: dict[str, int]
    by_day: list[tuple[str, int, int]]  # day, received, answered
    valid: list[tuple[str, int]]  # by community
    # by community, percent of enterprises where its letter hangs
    posted: list[tuple[str, int]]
    settled: list[tuple[str, int]]  # raised, answered, with a measure, closed


def overview(
    figures: Figures, valid: Mapping[str, int], names: Mapping[str, str]
) -> Overview:
    """`valid`: how many enterprises of each community are valid now; `names` of the
    communities.
    """
    counted = figures.get("communities", {}).values()
    visits = figures.get("visits", {}).values()
    meetings = figures.get("meetings", {}).get("communities", {}).values()
    numbers = {name: _sum(counted, name) for name in COUNTED} | {
        "valid": sum(valid.values())
    }
    if "visits" in figures:
        numbers |= {name: _sum(visits, name) for name in VISITED}
    settled = [
        (name, _sum(meetings, name))
        for name in ("raised", "answered", "with_measure", "closed")
    ]
    if "meetings" in figures:
        numbers |= {"issues": settled[0][1], "settled": settled[2][1]}
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
