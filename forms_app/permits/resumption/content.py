"""The rule files of resuming work: what is looked at at the door, the supplies, the
classes.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields

from forms_app.base.contentfile.keys import Key, Type, Values, in_two_languages, row_id
from forms_app.base.contentfile.rows import Row
from forms_app.base.contentfile.rulekind import Reading, RuleKind
from forms_app.permits.enterprises.content import KINDS
from forms_app.permits.enterprises.trades import TRADES
from forms_app.permits.resumption.rules import CLASSES

SUBJECTS = ("enterprise", "park")
PAGES = {
    "people": "人员",
    "supplies": "物资、物资准备",
    "measures": "措施、防护措施",
    "commitment": "承诺、承诺书",
}
MOST_DAYS = 365
MOST = 100_000
# Names of their own that the page of supplies has: an item cannot be called so.
TAKEN = frozenset({"complete", "data", "errors", "meta", "process", "validate"})


@dataclass(frozen=True)
class CheckLine:
    """One line of the check at the door."""

    slug: str
    subject: str
    text: str
    answer: str | None = None  # the page of the application it answers to


@dataclass(frozen=True)
class CheckList:
    """One version of site-check.toml."""

    version: str
    lines: tuple[CheckLine, ...]

    def of(self, subjects: Collection[str]) -> list[str]:
        return [line.slug for line in self.lines if line.subject in subjects]

    @property
    def texts(self) -> dict[str, str]:
        return {line.slug: line.text for line in self.lines}


def _check_line(_row: Row, values: Values) -> CheckLine:
    return CheckLine(values["id"], values["subject"], values["text"], values["answer"])


def _check_list(reading: Reading) -> CheckList:
    return CheckList(reading.rule.version, reading.rows)


SITE_CHECK = RuleKind(
    "site-check",
    "上门核验表",
    "What is looked at at the door",
    _check_list,
    rows=(
        row_id("这一行的代号", "The name of the line", example="masks"),
        Key(
            "subject",
            "enterprise 看单位；park 看园区、商场，楼宇和酒店也看",
            "Of an enterprise, or of a park, a mall, a building or a hotel",
            Type.WORD,
            required=True,
            choices=dict(zip(SUBJECTS, ("单位、企业", "园区、商场"), strict=True)),
            example="enterprise",
            called="对象",
        ),
        Key(
            "text",
            "看什么",
            "What is looked at",
            required=True,
            example="口罩够用",
            called="内容",
        ),
        Key(
            "answer",
            "申请里对应的一页",
            "The page of the application it answers to",
            Type.WORD,
            choices=PAGES,
            example="supplies",
            called="对应的一页",
        ),
    ),
    row=_check_line,
    without="没有 rules/site-check.toml：没有人能上门核验",
)


@dataclass(frozen=True)
class Supply:
    """What an enterprise must have before it opens."""

    slug: str
    zh: str
    en: str
    unit: str
    per_person_day: float
    days: int
    at_least: float

    def name(self, lang: str) -> str:
        return self.en if lang == "en" else self.zh

    def needed(self, people: int) -> int:
        """How much of it so many people need."""
        return max(int(self.per_person_day * self.days * people), int(self.at_least))

    def days_of_cover(self, stock: int, people: int) -> int | None:
        """For how many days the stock lasts; None for what is not used up by the day."""
        a_day = self.per_person_day * people
        return int(stock // a_day) if a_day else None


def _supply(row: Row, values: Values) -> Supply:
    if values["id"] in TAKEN:
        row.fault("id", "“%(value)s”不能用作代号", "换一个代号")
    if values["per_person_day"] is None and values["at_least"] is None:
        row.fault("id", "没有写要备多少", "per_person_day 和 days，或者 at_least")
    return Supply(
        values["id"],
        values["name"],
        values["name_en"],
        values["unit"],
        values["per_person_day"] or 0,
        values["days"] or 0,
        values["at_least"] or 0,
    )


def _supplies(reading: Reading) -> tuple[Supply, ...]:
    return reading.rows


SUPPLIES = RuleKind(
    "supplies",
    "开工必备防疫物资",
    "What an enterprise must have before it opens",
    _supplies,
    rows=(
        row_id("物资的代号", "The name of the item", example="masks"),
        *in_two_languages("name", "物资", "The item", example=("口罩", "Masks")),
        Key("unit", "单位", "Its unit", required=True, example="个", called="单位"),
        Key(
            "per_person_day",
            "每人每天用多少；和 days 一起写",
            "How much a person uses in a day; goes with days",
            Type.NUMBER,
            required=lambda row: "days" in row.values,
            low=0,
            high=MOST,
            example="1",
            called="每人每天",
        ),
        Key(
            "days",
            "至少够用几天",
            "For how many days it must last",
            Type.WHOLE,
            required=lambda row: "per_person_day" in row.values,
            low=1,
            high=MOST_DAYS,
            example="7",
            called="天数",
        ),
        Key(
            "at_least",
            "不论人数，至少要有多少",
            "How much there must be, however few people there are",
            Type.NUMBER,
            low=0,
            high=MOST,
            example="5",
            called="至少",
        ),
    ),
    row=_supply,
    without="没有 rules/supplies.toml：申请时不问物资，也看不出够不够",
)


@dataclass(frozen=True)
class PriorityRow:
    """A class and whom it is for: every condition that is set must hold."""

    slug: str
    label: str
    reason: str
    trades: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    key_area_staff: bool = False
    all_local: bool = False


@dataclass(frozen=True)
class Priority:
    """One version of priority.toml; its rows in order, the first that fits wins."""

    basis: str
    rows: tuple[PriorityRow, ...]

    def reason(self, slug: str | None) -> str:
        return next((row.reason for row in self.rows if row.slug == slug), "")


def _priority_row(_row: Row, values: Values) -> PriorityRow:
    conditions = {
        each.name: values[each.name]
        for each in fields(PriorityRow)
        if each.name in values
    }
    return PriorityRow(slug=values["id"], label=values["class"], **conditions)


def _priority(reading: Reading) -> Priority:
    return Priority(reading.rule.basis, reading.rows)


PRIORITY = RuleKind(
    "priority",
    "优先、有序、暂缓三类的划分",
    "Who opens first: the first line that fits",
    _priority,
    rows=(
        row_id("这一行的代号", "The name of the line", example="gathering"),
        Key(
            "class",
            "priority 优先，orderly 有序，deferred 暂缓",
            "First, in order, or later",
            Type.WORD,
            required=True,
            choices=dict(zip(CLASSES, ("优先", "有序", "暂缓"), strict=True)),
            example="deferred",
            called="类别、分类",
        ),
        Key(
            "reason",
            "为什么",
            "Why",
            required=True,
            example="人员聚集，暂缓开工",
            called="理由、原因",
        ),
        Key(
            "trades",
            "只是这些行业",
            "Only of these trades",
            Type.WORDS,
            choices=lambda beside: beside.rows_of(TRADES.id),
            example='["culture-sport"]',
            called="行业",
        ),
        Key(
            "kinds",
            "只是这些类别的单位",
            "Only of these kinds",
            Type.WORDS,
            choices=KINDS,
            example='["shop"]',
            called="单位类别",
        ),
        Key(
            "key_area_staff",
            "写 true：首批人员中有从重点地区返回且未满 14 天的",
            "true: somebody is back from a key area for fewer than 14 days",
            Type.FLAG,
            default=False,
            example="true",
            called="重点地区人员",
        ),
        Key(
            "all_local",
            "写 true：首批人员都在本省",
            "true: everybody is from this province",
            Type.FLAG,
            default=False,
            example="true",
            called="都是本省",
        ),
    ),
    row=_priority_row,
    without="没有 rules/priority.toml：申请没有分类建议，决定没有现成的依据",
)
