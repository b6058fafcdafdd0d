"""content/rules/isolation-*.toml: who stays in, by where they come from.

A class of origins without any row is no fault: its people are asked.
"""

from __future__ import annotations

from forms_app.base.contentfile.keys import Key, Type, Values, in_two_languages, row_id
from forms_app.base.contentfile.rows import Row
from forms_app.base.contentfile.rulekind import Reading, RuleKind
from forms_app.people.health_rules.regions_file import ORIGINS
from forms_app.people.health_rules.rules import (
    DECIDE_WITHIN_HOURS,
    IsolationRow,
    IsolationRule,
    Origin,
    Outcome,
)

# What each is called in Chinese, the usual name first.
OUTCOMES = {
    Outcome.NONE: "不用隔离、不隔离",
    Outcome.HOME: "居家隔离、居家",
    Outcome.DESIGNATED: "指定地点、集中隔离",
    Outcome.ASK: "先问社区",
}

MOST_DAYS = 60
STAYS = (Outcome.HOME, Outcome.DESIGNATED)


def _stays(row: Row) -> bool:
    return row.values.get("outcome") in STAYS


def _isolation_row(row: Row, values: Values) -> IsolationRow:
    after = values["after_days"]
    days = values["days"]
    outcome = Outcome(values["outcome"])
    if _stays(row) and after is not None and days <= after:
        # Whoever the row fits would already be past its days.
        row.fault("days", "“%(key)s”要比 after_days 多", f"days > {after}")
    if outcome is Outcome.NONE and days:
        row.fault("days", "不用隔离的一行不写天数", "满多少天以后才符合，写 after_days")
    if not values["arrival_needed"] and (_stays(row) or after is not None):
        row.fault(
            "arrival_needed", "按天数算的一行要有到达的日子", "arrival_needed = true"
        )
    return IsolationRow(
        values["id"],
        frozenset(map(Origin, values["class"])),
        outcome,
        days,
        frozenset(values["communities"]),
        after,
        values["arrival_needed"],
        values["note"],
        values["note_en"],
    )


def _isolation(reading: Reading) -> IsolationRule:
    return IsolationRule(
        reading.rule.version,
        reading.rule.basis,
        reading.rows,
        reading.outside["decide_within_hours"],
    )


ISOLATION = RuleKind(
    "isolation",
    "按来源地隔离",
    "Who stays in, by where they come from: the first line that fits",
    _isolation,
    outside=(
        Key(
            "decide_within_hours",
            "“先问社区”的人，几小时以内要有决定",
            "Within how many hours the community decides where the rule asks it",
            Type.WHOLE,
            default=DECIDE_WITHIN_HOURS,
            low=1,
            high=72,
            example="4",
        ),
    ),
    rows=(
        row_id("这一行的代号", "The name of the line", example="other-province"),
        Key(
            "class",
            "地区分类，可以写几个",
            "The classes of origins it is about",
            Type.WORDS,
            required=True,
            choices=ORIGINS,
            example='["other_province"]',
            called="地区分类、分类",
        ),
        Key(
            "communities",
            "只在这些社区符合；不写就是所有社区",
            "The communities in which it holds; left out, all of them",
            Type.WORDS,
            choices=lambda beside: beside.communities,
            example='["tonghai"]',
            called="社区",
        ),
        Key(
            "after_days",
            "到达后满这么多天才符合",
            "It fits only so many full days after the arrival",
            Type.WHOLE,
            low=0,
            high=MOST_DAYS,
            example="14",
            called="满多少天",
        ),
        Key(
            "days",
            "隔离满多少天；要隔离的一行必须写",
            "For how many full days somebody stays in",
            Type.WHOLE,
            required=_stays,
            low=1,
            high=MOST_DAYS,
            example="14",
            called="天数",
        ),
        Key(
            "outcome",
            "none 不用隔离，home 居家，designated 指定地点，ask 先问社区",
            "Free, at home, in a designated place, or ask the community",
            Type.WORD,
            required=True,
            choices=OUTCOMES,
            example="home",
            called="结果、措施",
        ),
        Key(
            "arrival_needed",
            "写 false：没有离开过、说不出到达日子的人也符合",
            "false: it also fits who never left and has no day of arrival",
            Type.FLAG,
            default=True,
            example="false",
            called="要有到达日期",
        ),
        *in_two_languages(
            "note",
            "公开的说明",
            "What the public table says",
            example=("从外省来，未满 14 天", "From another province, under 14 days"),
        ),
    ),
    row=_isolation_row,
    needs_basis=True,
)
