"""content/rules/visit.toml: what a visit looks at, asks and leaves, read into records
or told as faults.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.rows import Judged
from forms_app.base.contentfile.rows import Row as FileRow
from forms_app.base.contentfile.rulefile import RuleFile, in_force
from forms_app.ledger.visits.rules import CheckList, Line, Section

RULE = "visit"
KEYS = ("id", "section", "text", "text_en", "answers", "labels", "labels_en")


def read_check_list(judged: Judged) -> CheckList | None:
    """visit.toml; None beside the faults that were noted."""
    judged.outside()
    lines = [_line(row) for row in judged.rows(KEYS)]
    if judged.faults:
        return None
    return CheckList(judged.rule.version, tuple(line for line in lines if line))


def _line(row: FileRow) -> Line | None:
    section = row.word("section", Section)
    words = (row.text("text", required=True), row.text("text_en", required=True))
    has_answers = section not in {"", Section.LEFT}
    answers, labels, labels_en = (
        row.words(name, required=has_answers)
        for name in ("answers", "labels", "labels_en")
    )
    if not len(answers) == len(labels) == len(labels_en):
        row.fault(
            "answers", "answers、labels、labels_en 要一样多", "每个代号都有中文和英文"
        )
    if section == Section.LEFT and answers:
        row.fault("answers", "留下的材料没有答案", "删去这一行")
    if len(set(answers)) < len(answers):
        row.fault("answers", "同一个代号写了两次", "换一个代号")
    if not row.is_good:
        return None
    return Line(
        row.text("id"),
        Section(section),
        words,
        dict(zip(answers, zip(labels, labels_en, strict=True), strict=True)),
    )


def faults_of(judged: Judged) -> list[Fault]:
    """The faults of the visit rule; of another one, whether its id was meant to be
    this.
    """
    if judged.rule.id == RULE:
        read_check_list(judged)
    elif get_close_matches(judged.rule.id, [RULE], 1, 0.8):
        # Under a misspelt id there would be nothing to ask at a visit.
        FileRow(judged, 0, {"id": judged.rule.id}).fault(
            "id", "没有“%(value)s”这条规则", RULE, nearest=[RULE]
        )
    return judged.faults


def check_list_on(rules: Iterable[RuleFile], day: date) -> CheckList | None:
    """The check list in force on a day, from accepted rule files."""
    found = in_force(rules, RULE, day)
    return _accepted(found) if found else None


@lru_cache(16)
def _accepted(found: RuleFile) -> CheckList | None:
    """Kept, since a sheet of visits asks for it in every row."""
    return read_check_list(Judged(found))
