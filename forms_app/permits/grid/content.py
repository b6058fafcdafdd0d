"""The community file: content/communities/<slug>.md, read into frozen records.

Numbered keys hold the lists: Grid-1, Squad-1, Place-1, Point-1, Figure-1; Tree-1-2 is
the second unit under the first. The number of a point is for life: Point-2 of xunmei is
xunmei-point-2 in its register. A new point takes a new number.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.contentfile.beside import ACCEPTED, Beside
from forms_app.base.contentfile.front import FrontMatter
from forms_app.base.contentfile.frontmatter import Parsed, parse
from forms_app.base.contentfile.judges import in_parts
from forms_app.base.contentfile.keys import PHONE, Form, Key, Type
from forms_app.base.contentfile.reported import Figure, read_figure
from forms_app.base.contentfile.section import Block, Section
from forms_app.permits.grid.community import (
    Community,
    Grid,
    KeyPlace,
    MonitoringPoint,
    Squad,
    TreeNode,
)
from forms_app.permits.grid.roads import ROADS, roads_of
from forms_app.permits.grid.squared import MAP, spots_of

KEYS = (
    Key(
        "Title",
        "名称",
        "Its name",
        required=True,
        example="示例社区",
        called="名称、标题",
    ),
    Key(
        "Title-en",
        "英文名称",
        "Its name in English",
        required=True,
        example="Shili",
        called="英文名称",
    ),
    Key(
        "Slug",
        "代号，和文件名一样",
        "Its slug, which is the name of the file",
        Type.ID,
        required=True,
        example="shequ",
        called="代号",
    ),
    Key(
        "Code",
        "统计用区划代码",
        "Its official code",
        Type.CODE,
        required=True,
        form=Form("12 位统计用区划代码", r"\d{12}"),
        example="000000000001",
        called="区划代码、代码",
    ),
    Key(
        "Prefix",
        "编号的开头，一个社区一个",
        "How its reference numbers begin, another one for each community",
        Type.CODE,
        required=True,
        form=Form("两个大写字母，例如 QT", "[A-Z]{2}"),
        example="SQ",
        called="编号开头、前缀",
    ),
    Key(
        "Street",
        "所在的街道",
        "The street it belongs to",
        required=True,
        example="……",
        called="街道",
    ),
    Key(
        "Street-code",
        "街道的区划代码",
        "The official code of the street",
        Type.CODE,
        required=True,
        form=Form("9 位统计用区划代码", r"\d{9}"),
        example="000000000",
        called="街道代码",
    ),
    Key(
        "Office",
        "办公室的名称",
        "What its office is called",
        required=True,
        example="示例社区居民委员会",
        called="办公室、单位",
    ),
    Key(
        "Phone",
        "办公电话",
        "The phone of its office",
        Type.CODE,
        required=True,
        form=PHONE,
        example="12345",
        called="电话、办公电话",
    ),
    Key(
        "Address",
        "办公地点",
        "Where its office is",
        example="……",
        called="地址、办公地点",
    ),
    Key(
        "About-en",
        "英文页上介绍它的一两句话",
        "A sentence or two about it, for English pages",
        example="Mostly a mall and offices.",
        called="英文介绍",
    ),
    Key(
        "Squad-*",
        "小分队，从 Squad-1 起",
        "Its squads, from Squad-1 on",
        Type.PARTS,
        form=Form("代号 | 名称 | 由哪些人组成 | 办公电话"),
        example="squad-1 | 第一小分队 | 网格员 | 12345",
        called="小分队",
    ),
    Key(
        "Grid-*",
        "网格，从 Grid-1 起，至少一个",
        "Its grids, from Grid-1 on; one at least",
        Type.PARTS,
        form=Form("代号 | 名称 | 责任岗位 | 办公电话 | 小分队代号"),
        example="shequ-1 | 第一网格 | 社区“两委”委员 | 12345 | squad-1",
        called="网格",
    ),
    Key(
        "Place-*",
        "重点场所",
        "Its key places",
        Type.PARTS,
        form=Form("名称 | 类别 | 责任岗位 | 网格代号或 -"),
        example="示例广场 | 商业广场 | 管理办公室 | shequ-1",
        called="重点场所",
    ),
    ROADS,
    MAP,
    Key(
        "Point-*",
        "监测点；号码一直不变，新的点用新的号码",
        "Its monitoring points; a number is for life, a new point takes a new one",
        Type.PARTS,
        form=Form("名称 | 时间 | 需要带什么"),
        example="东门 | 7:00–21:00 | 身份证件",
        called="监测点",
    ),
    Key(
        "Tree-*",
        "四级体系；Tree-1-2 是 Tree-1 下面的第二个",
        "The tree of units; Tree-1-2 is the second under Tree-1",
        Type.PARTS,
        form=Form("单位 | 责任岗位"),
        example="社区 | 社区书记",
        called="四级体系、体系",
    ),
    Key(
        "Figure-*",
        "别处通报的数字，照原样写",
        "Figures that others reported, as they were said",
        Type.PARTS,
        form=Form("说明 | 数字（带 近、约、多 和单位）| 日期 | 来源"),
        example="登记的单位 | 约700家 | 2020-03-05 | 通报",
        called="数字、通报数字",
    ),
)
FRONT = FrontMatter(KEYS)
OF_FIGURE = "说明 | 约700家 | 2020-03-05 | 来源"


class Communities(Section[Community]):
    """The folder of communities."""

    def read(
        self, data: bytes, path: str, beside: Beside = ACCEPTED
    ) -> tuple[Community | None, Parsed]:
        community, parsed = read_community(data, path)
        name = Path(path).stem
        if community and community.slug != name:
            says = "“%(value)s”和文件名不一样"
            parsed.wrong("Slug", says, "文件名就是代号", name)
        if community and community.prefix in beside.prefixes:
            says = "“%(value)s”已经是另一个社区的编号开头"
            parsed.wrong("Prefix", says, "两个大写字母，例如 QT")
        return (None if parsed.faults else community), parsed


COMMUNITIES = Communities("communities", _l("社区"), (Block(KEYS),))


def read_community(data: bytes, path: str) -> tuple[Community | None, Parsed]:
    """A community, or None beside the faults that keep the file from being one."""
    parsed = parse(data, path, FRONT)
    if parsed.faults:
        return None, parsed
    values = parsed.values
    squads = tuple(Squad(*row) for _key, row in _rows(parsed, "Squad"))
    grids = _grids(parsed, squads)
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
        _figures(parsed),
        parsed.body,
        roads_of(parsed, _rows(parsed, "Road"), [grid.slug for grid in grids]),
        values.get("About-en", ""),
    )
    spots = spots_of(parsed, _rows(parsed, "Map"), community)
    community = replace(community, spots=spots)
    return (None if parsed.faults else community), parsed


def _grids(parsed: Parsed, squads: tuple[Squad, ...]) -> tuple[Grid, ...]:
    """One at least, each tied to a squad that is there."""
    rows = _rows(parsed, "Grid")
    slugs = [squad.slug for squad in squads]
    for key, row in rows:
        if row[4] not in slugs:
            says = "没有“%(squad)s”这个小分队"
            parsed.fault(parsed.lines[key], says, " | ".join(slugs), squad=row[4])
    if not rows:
        allowed = "Grid-1: 代号 | 名称 | 责任岗位 | 办公电话 | 小分队代号"
        parsed.fault(0, "没有网格", allowed)
    return tuple(Grid(*row) for _key, row in rows)


def _figures(parsed: Parsed) -> tuple[Figure, ...]:
    read = (
        read_figure(parsed, key, row, OF_FIGURE) for key, row in _rows(parsed, "Figure")
    )
    return tuple(figure for figure in read if figure)


def _rows(parsed: Parsed, stem: str) -> list[tuple[str, list[str]]]:
    """The numbered keys of one stem in the order of their numbers."""
    keys = [
        key for key in parsed.values if key.startswith(f"{stem}-") and key[-1].isdigit()
    ]
    return [(key, in_parts(parsed.values[key])) for key in sorted(keys, key=_path)]


def _path(key: str) -> tuple[int, ...]:
    return tuple(int(number) for number in key.split("-")[1:])
