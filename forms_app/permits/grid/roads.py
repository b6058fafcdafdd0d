"""Which grid a road or a building lies in, as a community file says it."""

from __future__ import annotations

import re

from forms_app.base.contentfile.frontmatter import Parsed
from forms_app.base.contentfile.keys import Form, Key, Type
from forms_app.permits.grid.community import Road

ROADS = Key(
    "Road-*",
    "路和楼在哪个网格；不清楚网格的单位照它认",
    "The grid of roads and buildings: whoever does not know theirs is placed by it",
    Type.PARTS,
    form=Form("路名或楼名 | 门牌号，例如 1-60，全路写 - | 网格代号"),
    example="示例路 | 1-60 | shequ-1",
    called="道路、路、楼",
)
NUMBERS = re.compile(r"(\d{1,5})\s*[-–—~～至到]\s*(\d{1,5})")
Rows = list[tuple[str, list[str]]]  # of the numbered keys: each with its parts


def roads_of(parsed: Parsed, rows: Rows, grids: list[str]) -> tuple[Road, ...]:
    """Each in a grid that is there, with its first and last house or all of them."""
    roads = []
    for key, (name, numbers, grid) in rows:
        line = parsed.lines[key]
        if grid not in grids:
            says = "没有“%(grid)s”这个网格"
            parsed.fault(line, says, " | ".join(grids), grid=grid)
        found = NUMBERS.fullmatch(numbers)
        if found is None and numbers != "-":
            says = "“%(numbers)s”不是门牌号"
            parsed.fault(line, says, "1-60，或 -", numbers=numbers)
        limits = (int(found[1]), int(found[2])) if found else (None, None)
        roads.append(Road(name, grid, *limits))
    return tuple(roads)
