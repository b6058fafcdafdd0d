"""Cutting a community's list into pages, so that one approval or removal changes a
handful of files.

By month; by day where a month has more than 200 rows. The community's own page shows
its newest part.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from forms_app.base import dates
from forms_app.publishing.site.entries import Entry

ROWS_A_MONTH = 200


@dataclass(frozen=True)
class ListPage:
    path: str
    heading: str
    rows: list[Entry]
    parts: list[tuple[str, str]]  # address and label of the parts
    part_label: str = ""
    up: tuple[str, str] | None = None


def parts_of(root: str, name: str, rows: list[Entry]) -> list[ListPage]:
    """The pages of one list, below this address; `rows` newest first."""
    up = (f"/{root}", name)
    pages: list[ListPage] = []
    parts: list[tuple[str, str]] = []
    for month, of_month in groupby(rows, key=lambda e: e.since[:7]):
        in_month = list(of_month)
        label = dates.month(month)
        days: list[tuple[str, str]] = []
        if len(in_month) > ROWS_A_MONTH:
            for day, of_day in groupby(in_month, key=lambda e: e.since):
                said = dates.day(day)
                days.append((f"/{root}{day}/", said))
                heading = f"{name} {said}"
                pages.append(
                    ListPage(f"{root}{day}/", heading, list(of_day), [], "", up)
                )
        pages.append(
            ListPage(
                f"{root}{month}/",
                f"{name} {label}",
                [] if days else in_month,
                days,
                "",
                up,
            )
        )
        parts.append((f"/{root}{month}/", label))
    newest = pages[0] if pages else None
    return [
        ListPage(
            root,
            name,
            newest.rows if newest else [],
            parts,
            newest.heading if newest else "",
        ),
        *pages,
    ]
