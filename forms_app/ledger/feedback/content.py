"""content/rules/feedback.toml: within how many working days is answered, and how long
an objection may be raised.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from forms_app.base.contentfile.keys import Key, Type, row_id
from forms_app.base.contentfile.rulefile import read
from forms_app.base.contentfile.rulekind import Reading, RuleKind
from forms_app.ledger.feedback.rules import OBJECTION_DAYS

KINDS = {"mistake": "错误、报告错误", "objection": "异议"}
MOST_DAYS = 365


@dataclass(frozen=True)
class Periods:
    """One version: working days until an answer by kind, days to object in."""

    answer_days: Mapping[str, int]
    objection_days: int


def _periods(reading: Reading) -> Periods:
    answer_days = {row["id"]: row["answer_days"] for row in reading.rows}
    return Periods(answer_days, reading.outside["objection_days"])


FEEDBACK = RuleKind(
    "feedback",
    "报告错误和异议的期限",
    "When mistakes and objections are answered",
    _periods,
    outside=(
        Key(
            "objection_days",
            "公布以后几天内可以提出异议",
            "For how many days after its publication something may be objected to",
            Type.WHOLE,
            required=True,
            low=1,
            high=MOST_DAYS,
            example="7",
        ),
    ),
    rows=(
        row_id(
            "mistake 报告的错误，objection 异议",
            "A mistake that was reported, or an objection",
            choices=KINDS,
            example="mistake",
        ),
        Key(
            "answer_days",
            "几个工作日内答复",
            "Within how many working days it is answered",
            Type.WHOLE,
            required=True,
            low=1,
            high=MOST_DAYS,
            example="2",
        ),
    ),
)


def objection_days(folder: Path, day: date) -> int:
    """How long after its day something may be objected to, as the rule files of a
    folder say.
    """
    read_ones = (
        read(path.read_bytes(), path.name)[0]
        for path in sorted(folder.glob(FEEDBACK.file))
    )
    found = FEEDBACK.on([rule for rule in read_ones if rule], day)
    return found.objection_days if found else OBJECTION_DAYS
