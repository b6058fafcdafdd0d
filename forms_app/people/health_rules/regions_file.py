"""content/rules/regions.toml: which class a place of origin is of, in which days."""

from __future__ import annotations

import re
from datetime import date

from forms_app.base.contentfile.keys import Key, Type, Values, row_id
from forms_app.base.contentfile.rows import Row
from forms_app.base.contentfile.rulekind import Reading, RuleKind
from forms_app.people.health_rules.regions import ABROAD, Level, Region, Regions, plain
from forms_app.people.health_rules.rules import Origin

# What each is called in Chinese, the usual name first.
ORIGINS = {
    Origin.CITY: "本市",
    Origin.PROVINCE: "本省其他市、本省",
    Origin.OTHER_PROVINCE: "外省",
    Origin.KEY_AREA: "重点地区",
    Origin.ABROAD: "境外、国外",
}
LEVELS = {
    Level.PROVINCE: "省",
    Level.CITY: "市",
    Level.DISTRICT: "区、县",
    Level.STREET: "街道、镇",
}

AREA = re.compile(r"[1-9][0-9]([0-9]{2}){0,2}")


def _region(row: Row, values: Values) -> Region:
    area = values["area"]
    if area != ABROAD and not AREA.fullmatch(area):
        row.fault(
            "area", "“%(value)s”不是区划代码", "2、4 或 6 位数字，加引号；境外写 abroad"
        )
    if not all(map(plain, values["names"])):
        row.fault("names", "名称是空的", 'names = ["…"]')
    row.span()
    return Region(
        values["id"],
        area,
        values["names"],
        Origin(values["class"]),
        values["from"],
        values["to"],
        values["basis"],
        Level(values["level"]),
    )


def _between_regions(reading: Reading) -> None:
    """A name means one place, and a place has one row on a day."""
    meant: dict[str, tuple[Row, Region]] = {}
    for n, (row, region) in enumerate(reading.written):
        for name in region.names:
            other_row, other = meant.setdefault(plain(name), (row, region))
            if other.area != region.area:
                row.fault(
                    "names",
                    "“%(value)s”在第 %(first)s 行指的是另一个地方",
                    "",
                    name,
                    first=other_row.line,
                )
        for other_row, other in reading.written[:n]:
            if other.area == region.area and _overlap(region, other):
                says = "这个地区在同一天有两行，另一行在第 %(first)s 行"
                row.fault(
                    "from", says, "一行的 to 在另一行的 from 之前", first=other_row.line
                )


def _overlap(one: Region, other: Region) -> bool:
    return one.begins <= (other.until or date.max) and other.begins <= (
        one.until or date.max
    )


def _regions(reading: Reading) -> Regions:
    return Regions(reading.rule.version, reading.rows)


REGIONS = RuleKind(
    "regions",
    "地区分类",
    "Which class a place of origin is of",
    _regions,
    rows=(
        row_id("地区的代号", "The name of the line", example="wenzhou"),
        Key(
            "area",
            "国标区划代码的前 2 位（省）、4 位（市）或 6 位（县）；境外写 abroad",
            "The first 2, 4 or 6 digits of the official code, or abroad",
            required=True,
            example="3303",
            called="区划代码",
        ),
        Key(
            "names",
            "大家平时怎么写这个地方",
            "How people write the place",
            Type.WORDS,
            example='["温州"]',
            called="地名、名称",
        ),
        Key(
            "class",
            "地区分类",
            "The class of origins",
            Type.WORD,
            required=True,
            choices=ORIGINS,
            example="key_area",
            called="地区分类、分类",
        ),
        Key(
            "from",
            "从这一天起到达的人按这一行算",
            "The first day of arrival it holds for",
            Type.DAY,
            required=True,
            example="2020-01-26",
            called="生效日期、开始日期",
        ),
        Key(
            "to",
            "到这一天为止，这一天也算；不写就一直算",
            "The last such day; left out while there is none",
            Type.DAY,
            example="2020-02-29",
            called="结束日期、截止日期",
        ),
        Key(
            "basis",
            "依据的文件",
            "The document it rests on",
            Type.BASIS,
            required=True,
            example="isolation-by-origin",
            called="依据",
        ),
        Key(
            "level",
            "哪一级定的",
            "Who decided it",
            Type.WORD,
            required=True,
            choices=LEVELS,
            example="city",
            called="级别",
        ),
    ),
    row=_region,
    further=_between_regions,
    needs_basis=True,
)
