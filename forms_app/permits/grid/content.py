"""The community file: content/communities/<slug>.md, read into frozen records.

Numbered keys hold the lists: Grid-1, Squad-1, Place-1, Point-1, Figure-1; Tree-1-2 is
the second unit under the first. The number of a point is for life: Point-2 of xunmei is
xunmei-point-2 in its register. A new point takes a new number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from forms_app.base.contentfile.frontmatter import Parsed, parse
from forms_app.base.contentfile.leaks import digits
from forms_app.base.contentfile.schema import (
    FileKind,
    Key,
    a_date,
    a_slug,
    matching,
    parts,
)

PHONE = matching(
    r"0\d{2,3}-\d{4} ?\d{3,4}|400-\d{3}-\d{4}|\d{5}", "办公电话，例如 010-6200 0005"
)

COMMUNITY = FileKind(
    "community",
    (
        Key("Title", required=True),
        Key("Title-en", required=True),
        Key("Slug", required=True, judge=a_slug),
        Key("Code", required=True, judge=matching(r"\d{12}", "12 位统计用区划代码")),
        Key(
            "Prefix",
            required=True,
            judge=matching(r"[A-Z]{2}", "两个大写字母，例如 QT"),
        ),
        Key("Street", required=True),
        Key(
            "Street-code", required=True, judge=matching(r"\d{9}", "9 位统计用区划代码")
        ),
        Key("Office", required=True),
        Key("Phone", required=True, judge=PHONE),
        Key("Address"),
        Key("Squad-*", judge=parts(4, "代号 | 名称 | 由哪些人组成 | 办公电话")),
        Key("Grid-*", judge=parts(5, "代号 | 名称 | 责任岗位 | 办公电话 | 小分队代号")),
        Key("Place-*", judge=parts(4, "名称 | 类别 | 责任岗位 | 网格代号或 -")),
        Key("Point-*", judge=parts(3, "名称 | 时间 | 需要带什么")),
        Key("Tree-*", judge=parts(2, "单位 | 责任岗位")),
        Key(
            "Figure-*",
            judge=parts(4, "说明 | 数字（带 近、约、多 和单位）| 日期 | 来源"),
        ),
    ),
)

FIGURE = re.compile(
    r"(?P<before>近|约|达|接近|共)?\s*+(?P<number>\d{1,12}(?:\.\d{1,6})?)?(?P<wan>万)?\s*+(?P<after>多|余)?\s*+(?P<unit>[^\d\s]{1,6})"
)


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
class MonitoringPoint:
    slug: str
    name: str
    hours: str
    bring: str


@dataclass(frozen=True)
class Figure:
    """A reported figure: printed as it was said, never added up.

    `number` and `qualifier` are for sorting and search.
    """

    label: str
    printed: str
    qualifier: str
    number: int
    unit: str
    date: date
    source: str


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

    def grid(self, slug: str) -> Grid | None:
        return next((grid for grid in self.grids if grid.slug == slug), None)

    def squad(self, slug: str) -> Squad | None:
        return next((squad for squad in self.squads if squad.slug == slug), None)

    def squad_of(self, grid: str) -> Squad | None:
        found = self.grid(grid)
        return self.squad(found.squad) if found else None

    @property
    def teams(self) -> tuple[Squad, ...]:
        """The squads that are tied to no grid (H4, H12)."""
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


def read_community(data: bytes, path: str) -> tuple[Community | None, Parsed]:
    """A community, or None beside the faults that keep the file from being one."""
    parsed = parse(data, path, COMMUNITY)
    if parsed.faults:
        return None, parsed
    values = parsed.values
    squads = tuple(Squad(*row) for _key, row in _rows(parsed, "Squad"))
    grids = tuple(Grid(*row) for _key, row in _rows(parsed, "Grid"))
    for key, row in _rows(parsed, "Grid"):
        if row[4] not in {squad.slug for squad in squads}:
            allowed = " | ".join(squad.slug for squad in squads)
            parsed.fault(
                parsed.lines[key], "没有“%(squad)s”这个小分队", allowed, squad=row[4]
            )
    if not grids:
        parsed.fault(
            0, "没有网格", "Grid-1: 代号 | 名称 | 责任岗位 | 办公电话 | 小分队代号"
        )
    read = (
        read_figure(parsed, key, row, "说明 | 约700家 | 2020-03-05 | 来源")
        for key, row in _rows(parsed, "Figure")
    )
    figures = tuple(figure for figure in read if figure)
    community = Community(
        values["Slug"],
        values["Title"],
        values["Title-en"],
        values["Code"],
        values["Prefix"],
        values["Street"],
        values["Street-code"],
        values["Office"],
        values["Phone"],
        values.get("Address", ""),
        squads,
        grids,
        tuple(KeyPlace(*row) for _key, row in _rows(parsed, "Place")),
        tuple(
            MonitoringPoint(f"{values['Slug']}-{key.lower()}", *row)
            for key, row in _rows(parsed, "Point")
        ),
        tuple(TreeNode(_path(key), *row) for key, row in _rows(parsed, "Tree")),
        figures,
        parsed.body,
    )
    return (None if parsed.faults else community), parsed


def _rows(parsed: Parsed, stem: str) -> list[tuple[str, list[str]]]:
    """The numbered keys of one stem in the order of their numbers."""
    keys = sorted(
        (
            key
            for key in parsed.values
            if key.startswith(f"{stem}-") and key[-1].isdigit()
        ),
        key=_path,
    )
    return [
        (key, [part.strip() for part in parsed.values[key].split("|")]) for key in keys
    ]


def _path(key: str) -> tuple[int, ...]:
    return tuple(int(number) for number in key.split("-")[1:])


def read_figure(
    parsed: Parsed, key: str, row: list[str], allowed: str
) -> Figure | None:
    """A reported figure of label, number, day and source, or None beside a fault that
    says what is `allowed`.
    """
    label, printed, day, source = row
    found = FIGURE.fullmatch(printed)
    if not found or not (found["number"] or found["wan"]) or a_date(day):
        parsed.wrong(key, "“%(value)s”里的数字或日期读不出", allowed)
        return None
    number = float(found["number"] or 1) * (10000 if found["wan"] else 1)
    qualifier = (found["before"] or "") + (found["after"] or "")
    return Figure(
        label,
        printed,
        qualifier,
        int(number),
        found["unit"],
        date.fromisoformat(day),
        source,
    )
