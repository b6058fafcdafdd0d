"""Where somebody came from: the area a text means, and its class, by
content/rules/regions.toml. Pure.

An area is a code of GB/T 2260 (2 digits a province, 4 a city, 6 a district), or
"abroad".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from forms_app.people.health_rules.rules import Origin, Placed

ABROAD = "abroad"  # the one area that is no code


class Level(StrEnum):
    """Who put a region into its class."""

    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"
    STREET = "street"


@dataclass(frozen=True)
class Region:
    """A row of regions.toml.

    It holds for whoever arrives from `begins` to `until`, both days included.
    """

    id: str
    area: str  # 2, 4 or 6 digits, or "abroad"
    names: tuple[str, ...]
    origin: Origin
    begins: date
    until: date | None
    basis: str
    level: Level

    def holds_on(self, day: date) -> bool:
        return self.begins <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Regions:
    """One version of regions.toml."""

    version: str
    rows: tuple[Region, ...]

    @cached_property
    def areas(self) -> dict[str, str]:
        """The area a name stands for."""
        return {plain(name): row.area for row in self.rows for name in row.names}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """At each place the longest name: 内蒙古, not 蒙古."""
        return re.compile(
            "|".join(map(re.escape, sorted(self.areas, key=len, reverse=True)))
            or r"(?!)"
        )


def plain(text: str) -> str:
    """Without spaces, full-width forms and capitals."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def area_of(place: str, regions: Regions) -> str | None:
    """The area a free text means: the narrowest of those it names.

    None when it names none, or two apart.

    浙江温州 is 3303, which lies in 33; 武汉经上海 is nobody's to decide but an
    officer's.
    """
    found = sorted(
        {regions.areas[match[0]] for match in regions.pattern.finditer(plain(place))},
        key=len,
    )
    if not found or not all(found[-1].startswith(area) for area in found):
        return None
    return found[-1]


def class_of(area: str, day: date, regions: Regions) -> Placed | None:
    """The class of an area for whoever arrives on a day, by the row of the narrowest
    area around it.

    None when no row holds, or two of the same area differ.
    """
    around = [
        row for row in regions.rows if row.holds_on(day) and area.startswith(row.area)
    ]
    narrowest = max((len(row.area) for row in around), default=0)
    rows = [row for row in around if len(row.area) == narrowest]
    if len({row.origin for row in rows}) != 1:
        return None
    return Placed(rows[0].origin, regions.version, rows[0].id)
