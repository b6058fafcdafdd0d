"""The rule files of a check at the door: what is looked at, and the supplies."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from forms_app.base.contentfile.keys import Key, Type, Values, in_two_languages, row_id
from forms_app.base.contentfile.rows import Row
from forms_app.base.contentfile.rulekind import Reading, RuleKind
from forms_app.base.questions import at_door
from forms_app.base.questions.conditions import Condition, all_hold
from forms_app.base.questions.judging import NAMES_OF_FORMS
from forms_app.base.questions.question import Wording, field_name
from forms_app.base.questions.questionnaire import Questionnaire
from forms_app.permits.campaigns.campaign import Mode
from forms_app.permits.resumption.application_file import conditions_of, pages_beside

SUBJECTS = ("enterprise", "park")
MOST_DAYS = 365
MOST = 100_000


@dataclass(frozen=True)
class CheckLine:
    """One line of the check at the door."""

    slug: str
    subject: str
    text: Wording
    answer: str | None = None  # the page of the application it answers to
    when: tuple[Condition, ...] = ()


LookedAt = list[tuple[str, Wording]]  # that are looked at, as id and text


@dataclass(frozen=True)
class CheckList:
    """One version of site-check.toml."""

    version: str
    lines: tuple[CheckLine, ...]
    # of whoever checks, after the lines
    asked: Questionnaire = field(default_factory=at_door.asking)

    def of(
        self, subjects: Collection[str], answers: Mapping[str, Any] = {}
    ) -> list[str]:
        """The lines for these subjects. `answers` of the application, by id: some are
        only looked at because of an answer.
        """
        return [
            line.slug
            for line in self.lines
            if line.subject in subjects and all_hold(line.when, answers)
        ]

    @property
    def texts(self) -> dict[str, Wording]:
        return {line.slug: line.text for line in self.lines}


def _check_line(row: Row, values: Values) -> CheckLine:
    text = Wording(values["text"], values["text_en"])
    words = (values["id"], values["subject"], text, values["answer"])
    return CheckLine(*words, conditions_of(row))


def _check_list(reading: Reading) -> CheckList:
    asked = at_door.questionnaire(reading)
    return CheckList(reading.rule.version, reading.rows, asked)


SITE_CHECK = RuleKind(
    "site-check",
    "上门核验表",
    "What is looked at at the door",
    _check_list,
    rows=(
        row_id("这一行的代号", "The name of the line", example="extinguishers"),
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
            example="灭火器在有效期内",
            called="内容",
        ),
        Key(
            "text_en",
            "看什么（英文）；不写就显示中文",
            "The same in English; the Chinese where it is left out",
            example="The extinguishers are in date",
            called="英文内容",
        ),
        Key(
            "answer",
            "申请里对应的一页",
            "The page of the application it answers to",
            Type.WORD,
            choices=pages_beside,
            example="supplies",
            called="对应的一页",
        ),
        Key(
            "when",
            "只在申请里有这些答案时才看",
            "Only looked at with these answers",
            Type.LIST,
            example='["power = off"]',
            called="条件",
        ),
    ),
    row=_check_line,
    others=(at_door.QUESTIONS,),
    further=at_door.judge,
    without="没有 site-check.toml：没有人能上门核验",
    by_campaign=(Mode.PERMIT, Mode.INSPECTION),
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
    if field_name(values["id"]) in NAMES_OF_FORMS:
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
    "必备的物资",
    "What an enterprise must have before it opens",
    _supplies,
    rows=(
        row_id("物资的代号", "The name of the item", example="extinguishers"),
        *in_two_languages(
            "name", "物资", "The item", example=("灭火器", "Fire extinguishers")
        ),
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
    by_campaign=(Mode.PERMIT,),
)
