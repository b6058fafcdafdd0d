"""content/rules/hours.toml: when the office is open, and within how many office hours
it promises each step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from forms_app.base.contentfile.keys import Key, Type, Values
from forms_app.base.contentfile.rows import Row
from forms_app.base.contentfile.rulekind import Reading, RuleKind

MOST_HOURS = 500


@dataclass(frozen=True)
class OpenDays:
    """From one day to another, both included, open between these times."""

    begins: date
    until: date
    opens: time
    closes: time


@dataclass(frozen=True)
class Hours:
    """One version of hours.toml. `promised` are office hours by the name of the stage."""

    days: tuple[OpenDays, ...]
    promised: Mapping[str, float]


def _open_days(row: Row, values: Values) -> OpenDays:
    row.span()
    if values["close"] < values["open"]:
        row.fault("close", "“%(key)s”早于 open", f'close > "{values["open"]:%H:%M}"')
    return OpenDays(values["from"], values["to"], values["open"], values["close"])


def _hours(reading: Reading) -> Hours:
    promised = reading.outside["promise"]
    return Hours(
        reading.rows, {stage: hours for stage, hours in promised.items() if hours}
    )


def _promise(name: str, means: str, means_en: str, example: str) -> Key:
    return Key(
        name, means, means_en, Type.NUMBER, low=0.5, high=MOST_HOURS, example=example
    )


HOURS = RuleKind(
    "hours",
    "办公时间和办理时限",
    "Office hours, and what is promised within them",
    _hours,
    outside=(
        Key(
            "promise",
            "各环节多少个办公小时内办完；不写就不承诺",
            "Within how many office hours each step is done; nothing else is promised",
            Type.TABLE,
            default={},
            keys=(
                _promise("review_hours", "资料审核", "Reviewing the papers", "8"),
                _promise("site_check_hours", "上门核验", "The check at the door", "8"),
                _promise("decide_hours", "作出决定", "Deciding", "4"),
            ),
        ),
    ),
    rows=(
        Key(
            "from",
            "从哪一天起",
            "The first day",
            Type.DAY,
            required=True,
            example="2020-02-08",
        ),
        Key(
            "to",
            "到哪一天为止，这一天也算；后面的行算数",
            "The last day; a later line holds over an earlier one",
            Type.DAY,
            required=True,
            example="2020-04-30",
        ),
        Key(
            "open",
            "几点开门；和 close 一样就是不办公",
            "When it opens; as close, the office is shut",
            Type.CLOCK,
            required=True,
            example="08:00",
        ),
        Key(
            "close",
            "几点关门",
            "When it closes",
            Type.CLOCK,
            required=True,
            example="20:00",
        ),
        Key("note", "说明", "A remark", example="清明节半天"),
    ),
    row=_open_days,
)
