"""campaigns/<slug>/priority.toml: who opens first."""

from __future__ import annotations

from dataclasses import dataclass

from forms_app.base.contentfile.keys import Key, Type, Values, row_id
from forms_app.base.contentfile.rows import Row
from forms_app.base.contentfile.rulekind import Reading, RuleKind
from forms_app.base.questions.conditions import Condition
from forms_app.permits.campaigns.campaign import Mode
from forms_app.permits.enterprises.content import KINDS
from forms_app.permits.enterprises.trades import TRADES
from forms_app.permits.resumption.application_file import conditions_of
from forms_app.permits.resumption.rules import CLASSES


@dataclass(frozen=True)
class PriorityRow:
    """A class and whom it is for: every condition that is set must hold."""

    slug: str
    label: str
    reason: str
    trades: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Priority:
    """One version of priority.toml; its rows in order, the first that fits wins."""

    basis: str
    rows: tuple[PriorityRow, ...]

    def reason(self, slug: str | None) -> str:
        return next((row.reason for row in self.rows if row.slug == slug), "")


def _priority_row(row: Row, values: Values) -> PriorityRow:
    return PriorityRow(
        values["id"],
        values["class"],
        values["reason"],
        values["trades"],
        values["kinds"],
        conditions_of(row),
    )


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
            example="人员聚集，暂缓",
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
            "when",
            "只是这样回答的申请；几个条件都要符合",
            "Only with these answers; all of them must hold",
            Type.LIST,
            example='["power = off"]',
            called="条件",
        ),
    ),
    row=_priority_row,
    without="没有 priority.toml：申请没有分类建议，决定没有现成的依据",
    by_campaign=(Mode.PERMIT,),
)
