"""content/rules/feedback.toml: within how many working days is answered, and how long
an objection may be raised.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.rows import Judged
from forms_app.base.contentfile.rows import Row as FileRow
from forms_app.base.contentfile.rulefile import RuleFile, in_force, read
from forms_app.ledger.feedback.rules import OBJECTION_DAYS

RULE = "feedback"
KINDS = ("mistake", "objection")
MOST_DAYS = 365


def faults_of(judged: Judged) -> list[Fault]:
    """The faults of this rule; of another one, whether its id was meant to be this."""
    if judged.rule.id == RULE:
        judged.outside(("objection_days",)).whole(
            "objection_days", 1, MOST_DAYS, required=True
        )
        for row in judged.rows(("id", "answer_days")):
            row.word("id", KINDS)
            row.whole("answer_days", 1, MOST_DAYS, required=True)
    elif get_close_matches(judged.rule.id, [RULE], 1, 0.8):
        FileRow(judged, 0, {"id": judged.rule.id}).fault(
            "id", "没有“%(value)s”这条规则", RULE, nearest=[RULE]
        )
    return judged.faults


def answer_days(rule: RuleFile | None, kind: str) -> int | None:
    """Within how many working days this kind is answered; None where no rule says."""
    return (
        next((row["answer_days"] for row in rule.rows if row["id"] == kind), None)
        if rule
        else None
    )


def objection_days(folder: Path, day: date) -> int:
    """How long after its day something may be objected to, as the rule files of a
    folder say.
    """
    read_ones = (
        read(path.read_bytes(), path.name)[0]
        for path in sorted(folder.glob("feedback*.toml"))
    )
    found = in_force(_there(read_ones), RULE, day)
    days = found.extra.get("objection_days") if found else None
    # a plain folder was judged by nobody
    return days if type(days) is int else OBJECTION_DAYS


def _there(rules: Iterable[RuleFile | None]) -> list[RuleFile]:
    return [rule for rule in rules if rule]
