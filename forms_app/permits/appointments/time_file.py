"""content/rules/check-times.toml: when somebody may come to check at the door, for how
many at a time, and on which days nobody does.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from forms_app.base.contentfile.keys import Key, Type, Values, row_id
from forms_app.base.contentfile.rows import Row
from forms_app.base.contentfile.rulekind import Reading, Rows, RuleKind
from forms_app.permits.appointments.rules import WEEKDAYS, CheckTimes, Off, Times

SHORTEST = 10
LONGEST = 480
MOST_PLACES = 50
MOST_AHEAD = 72
IN_CHINESE = ("一", "二", "三", "四", "五", "六", "日")
CALLED = {
    day: f"周{name}、星期{name}" for day, name in zip(WEEKDAYS, IN_CHINESE, strict=True)
}


def _times(row: Row, values: Values) -> Times:
    length = _between(values)
    if length < timedelta(minutes=SHORTEST):
        row.fault("end", "“%(key)s”早于 start", f'end > "{values["start"]:%H:%M}"')
    minutes = values["minutes"] or int(length.total_seconds() // 60)
    if timedelta(minutes=minutes) > length:
        says = "从 start 到 end 没有这么长"
        row.fault("minutes", says, f"minutes <= {length.total_seconds() // 60:.0f}")
    return Times(
        values["id"],
        values["community"],
        values["grids"],
        frozenset(map(WEEKDAYS.index, values["weekdays"])),
        values["start"],
        values["end"],
        minutes,
        values["places"],
    )


def _between(values: Values) -> timedelta:
    """From the beginning to the end of a row."""
    of_any_day = datetime(2000, 1, 1)
    ends = datetime.combine(of_any_day, values["end"])
    return ends - datetime.combine(of_any_day, values["start"])


def _off(row: Row, values: Values) -> Off:
    row.span()
    return Off(values["from"], values["to"] or values["from"], values["community"])


def _check_times(reading: Reading) -> CheckTimes:
    off = tuple(record for _row, record in reading.others["off"])
    ahead = timedelta(hours=reading.outside["ahead_hours"])
    return CheckTimes(reading.rows, off, ahead)


CHECK_TIMES = RuleKind(
    "check-times",
    "上门核验可以约的时间",
    "When a check at the door may be agreed for",
    _check_times,
    outside=(
        Key(
            "ahead_hours",
            "至少提前几个小时约；再近就不能约、也不能改了",
            "How many hours ahead a time is agreed at the latest, or moved",
            Type.WHOLE,
            high=MOST_AHEAD,
            default=2,
            example="2",
            called="提前几小时",
        ),
    ),
    rows=(
        row_id("这一行的代号", "The name of this row", example="shequ-mornings"),
        Key(
            "community",
            "哪个社区；写了 grids 的可以不写",
            "Which community; not needed beside grids",
            Type.WORD,
            required=lambda row: "grids" not in row.values,
            choices=lambda beside: beside.communities,
            example="shequ",
            called="社区",
        ),
        Key(
            "grids",
            "只是这些网格；它们有了自己的行，就不用社区的行",
            "Only these grids; with rows of their own they use none of their community",
            Type.WORDS,
            choices=lambda beside: beside.grids,
            example='["shequ-1"]',
            called="网格",
        ),
        Key(
            "weekdays",
            "星期几",
            "On which days of the week",
            Type.WORDS,
            required=True,
            choices=CALLED,
            example='["mon", "wed"]',
            called="星期",
        ),
        Key(
            "start",
            "几点开始",
            "When it begins",
            Type.CLOCK,
            required=True,
            example="09:00",
            called="开始",
        ),
        Key(
            "end",
            "几点结束",
            "When it ends",
            Type.CLOCK,
            required=True,
            example="12:00",
            called="结束",
        ),
        Key(
            "minutes",
            "每次多少分钟，从开始到结束一次接一次；不写就是整段一次",
            "How many minutes a visit has, one after the other; else it is the whole",
            Type.WHOLE,
            low=SHORTEST,
            high=LONGEST,
            example="60",
            called="分钟",
        ),
        Key(
            "places",
            "同一个时间最多几家",
            "How many enterprises at the same time",
            Type.WHOLE,
            required=True,
            low=1,
            high=MOST_PLACES,
            example="2",
            called="几家",
        ),
    ),
    row=_times,
    others=(
        Rows(
            "off",
            "不上门的日子",
            (
                Key(
                    "from",
                    "从哪一天起不上门",
                    "From which day nobody comes",
                    Type.DAY,
                    required=True,
                    example="2020-04-04",
                ),
                Key(
                    "to",
                    "到哪一天为止，这一天也算；不写就是一天",
                    "Until which day, this one included; else it is one day",
                    Type.DAY,
                    example="2020-04-06",
                ),
                Key(
                    "community",
                    "只是这个社区；不写就是全部",
                    "Only in this community; else everywhere",
                    Type.WORD,
                    choices=lambda beside: beside.communities,
                    example="shequ",
                    called="社区",
                ),
                Key("note", "说明", "A remark", example="清明节"),
            ),
            row=_off,
            may_be_none=True,
        ),
    ),
)
