"""The map of a community, as its file says it: drawn on squared paper, which anybody can
count off and write down.
"""

from __future__ import annotations

import re

from forms_app.base.contentfile.frontmatter import Parsed
from forms_app.base.contentfile.keys import Form, Key, Type
from forms_app.permits.grid.community import Community, Spot
from forms_app.permits.grid.roads import Rows

COLUMNS = "ABCDEFGHIJKL"
HIGHEST = 16  # rows
ALLOWED = "例如 B2，或 A1-D3：列 A 到 L，行 1 到 16"
MAP = Key(
    "Map-*",
    "画在社区图上的哪几格；像方格纸，列是字母 A 到 L，行是数字，从左上角起",
    "Where it lies on the map of the community: on squared paper, columns A to L and "
    "rows from 1, from the upper left corner",
    Type.PARTS,
    form=Form("网格代号、路名、重点场所或监测点 | 从哪格到哪格，例如 A1-D3 或 B2"),
    example="shequ-1 | A1-D3",
    called="社区图、图",
)
SQUARES = re.compile(r"([A-L])(\d{1,2})(?:\s*[-－–—~～至到]\s*([A-L])(\d{1,2}))?", re.I)
Square = tuple[int, int]


def squares(written: str) -> tuple[Square, Square] | None:
    """The upper left and the lower right square of what is written as B2 or A1-D3; None
    where that is no place on the paper.
    """
    found = SQUARES.fullmatch(written.strip())
    if found is None:
        return None
    ends = [
        _square(found[1], found[2]),
        _square(found[3] or found[1], found[4] or found[2]),
    ]
    if not all(0 <= down < HIGHEST for _across, down in ends):
        return None
    across, down = zip(*ends, strict=True)
    return (min(across), min(down)), (max(across), max(down))


def _square(column: str, row: str) -> Square:
    return COLUMNS.index(column.upper()), int(row) - 1


def spots_of(parsed: Parsed, rows: Rows, community: Community) -> tuple[Spot, ...]:
    """Each of something that the file names, on a place of the paper."""
    known = [
        *(grid.slug for grid in community.grids),
        *(road.name for road in community.roads),
        *(place.name for place in community.places),
        *(point.name for point in community.points),
    ]
    found = []
    for key, (of, where) in rows:
        line = parsed.lines[key]
        place = squares(where)
        if of not in known:
            says = "没有“%(of)s”这个网格、路、重点场所或监测点"
            parsed.fault(line, says, " | ".join(known), of=of)
        if place is None:
            says = "“%(where)s”不是图上的格子"
            parsed.fault(line, says, ALLOWED, where=where)
        else:
            found.append(Spot(of, *place))
    return tuple(found)
