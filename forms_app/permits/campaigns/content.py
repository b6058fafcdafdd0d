"""content/campaigns/<slug>/campaign.toml: what a campaign is, and whom it is about."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from forms_app.base.contentfile.campaign_folder import CAMPAIGN as CAMPAIGN_KIND
from forms_app.base.contentfile.judges import SLUG
from forms_app.base.contentfile.keys import Key, Type, Values, in_two_languages, row_id
from forms_app.base.contentfile.rows import Row
from forms_app.base.contentfile.rulefile import RuleFile
from forms_app.base.contentfile.rulekind import Reading, Rows, RuleKind
from forms_app.base.documents.kinds_file import ID as KINDS_OF_OFFICE
from forms_app.base.wording import Wording
from forms_app.permits.campaigns.campaign import (
    Campaign,
    Mode,
    Named,
    Published,
    Who,
)
from forms_app.permits.campaigns.words import WORDS
from forms_app.permits.enterprises.content import KINDS
from forms_app.permits.enterprises.trades import TRADES

LONGEST = 24  # characters of a slug, which stands in addresses and on posters
MODES = {Mode.PERMIT: "申请、许可、准予", Mode.INSPECTION: "检查、排查"}
PUBLISHED = {
    Published.PASSED: "合格的",
    Published.ALL: "全部",
    Published.NONE: "不公布",
}
WHO = (
    Key(
        "kinds",
        "只是这些类别的单位；不写就是全部",
        "Only of these kinds; all where it is left out",
        Type.LIST,
        choices=KINDS,
        example='["shop", "trader"]',
        called="单位类别",
    ),
    Key(
        "trades",
        "只是这些行业",
        "Only of these trades",
        Type.LIST,
        choices=lambda beside: beside.rows_of(TRADES.id),
        example='["catering"]',
        called="行业",
    ),
    Key(
        "communities",
        "只是这些社区",
        "Only in these communities",
        Type.LIST,
        choices=lambda beside: beside.communities,
        example='["shequ"]',
        called="社区",
    ),
)
OUTSIDE = (
    Key(
        "title_en",
        "英文名称",
        "Its title in English",
        required=True,
        example="…",
        called="英文名称",
    ),
    Key(
        "mode",
        "permit 先申请再准予；inspection 上门检查，不用申请",
        "permit: apply first; inspection: be checked, nothing to apply for",
        Type.WORD,
        required=True,
        choices=MODES,
        example="permit",
        called="方式",
    ),
    Key(
        "publish",
        "检查的结果公布哪些",
        "Which results of an inspection are public",
        Type.WORD,
        choices=PUBLISHED,
        default=Published.PASSED,
        example="passed",
        called="公布",
    ),
    Key(
        "poster",
        "准予了或者检查合格的，有没有张贴在门口的喜报",
        "Whether there is a poster for the door of whoever is approved or has passed",
        Type.FLAG,
        default=True,
        example="true",
        called="喜报",
    ),
    Key(
        "draft",
        "true 是演练：公众看不到，也不计数",
        "true is a dress rehearsal: nobody outside sees it, and nothing counts",
        Type.FLAG,
        default=False,
        example="false",
        called="演练",
    ),
    Key(
        "ended_on",
        "从哪一天起算保存期限；不写就是最后一天的第二天",
        "From which day its data is kept on; the day after its last one if left out",
        Type.DAY,
        example="2020-05-01",
        called="结束日期",
    ),
    Key(
        "features",
        "这次行动另外要用的功能",
        "The features it needs beside those of the office",
        Type.LIST,
        choices=lambda beside: beside.features,
        example='["rosters"]',
        called="功能",
    ),
    Key(
        "who",
        "关系到哪些单位；不写就是全部",
        "Whom it is about; everybody where it is left out",
        Type.TABLE,
        default={},
        keys=WHO,
        called="对象",
    ),
    Key(
        "words",
        "这次行动自己的说法；一个都不写也可以",
        "What it calls things; every word may be left out",
        Type.TABLE,
        default={},
        keys=WORDS,
        called="用词",
    ),
)


def _named(_row: Row, values: Values) -> Named:
    return Named(values["id"], values["name"], values["name_en"])


def _named_of(rule: RuleFile) -> Mapping[str, Collection[str]]:
    """Measures are sorted by the groups of every campaign."""
    return {f"{KINDS_OF_OFFICE}.measures": rule.named("measure_groups")}


def _further(reading: Reading) -> None:
    """Its id is the name of its folder."""
    rule = reading.rule
    if not SLUG.fullmatch(rule.id) or len(rule.id) > LONGEST:
        says = "“%(value)s”不能用作代号"
        reading.head.fault("id", says, "小写字母、数字和连字符，24 个以内", rule.id)
    elif rule.campaign and rule.id != rule.campaign:
        says = "“%(value)s”和文件夹的名字不一样"
        reading.head.fault("id", says, rule.campaign, rule.id, [rule.campaign])
    ended_on = reading.outside["ended_on"]
    if ended_on and (rule.until is None or ended_on <= rule.until):
        # A slip in the year would otherwise delete everything in one night.
        says = "“%(key)s”要在最后一天（to）以后"
        reading.head.fault("ended_on", says, f"{rule.until or 'to = …'} …")
    if reading.outside["mode"] == Mode.PERMIT and "publish" in reading.head.values:
        says = '“%(key)s”只用于检查（mode = "inspection"）'
        reading.head.fault("publish", says, "删去这一行")


def _campaign(reading: Reading) -> Campaign:
    rule = reading.rule
    said = reading.outside
    return Campaign(
        slug=rule.id,
        zh=rule.title,
        en=said["title_en"],
        basis=rule.basis,
        begins=rule.begins,
        until=rule.until,
        mode=Mode(said["mode"]),
        who=Who(**said["who"]),
        features=said["features"],
        words=Wording.of(said["words"], said["mode"] == Mode.INSPECTION),
        bodies=_all(reading, "bodies"),
        measure_groups=_all(reading, "measure_groups"),
        published=Published(said["publish"]),
        poster=said["poster"],
        draft=said["draft"],
        ended_on=said["ended_on"],
    )


def _all(reading: Reading, name: str) -> tuple[Any, ...]:
    return tuple(record for _row, record in reading.others[name])


def _rows(name: str, title: str, example: tuple[str, str, str]) -> Rows:
    slug, zh, en = example
    keys = (
        row_id("代号", "Its id", example=slug),
        *in_two_languages("name", "名称", "Its name", example=(zh, en)),
    )
    return Rows(name, title, keys, _named, may_be_none=True)


CAMPAIGN: RuleKind[Campaign] = RuleKind(
    CAMPAIGN_KIND,
    "专项行动",
    "A campaign",
    _campaign,
    outside=OUTSIDE,
    others=(
        _rows("bodies", "上门的各方", ("street", "街道", "Street office")),
        _rows(
            "measure_groups", "措施的分组", ("safety", "安全措施", "Safety measures")
        ),
    ),
    named=_named_of,
    further=_further,
    by_campaign=(Mode.PERMIT, Mode.INSPECTION),
)
