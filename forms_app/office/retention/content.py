"""content/rules/retention.toml, read into records or told as faults, key by key."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.rows import Judged
from forms_app.base.contentfile.rows import Row as FileRow
from forms_app.base.contentfile.rulefile import RuleFile, in_force
from forms_app.office.retention.rules import EVENTS, Event, Kind, Retention, Row

RULE = "retention"
KEYS = ("id", "data", "days", "after", "why", "why_en")
OUTSIDE = ("ended_on", "backup_folder")
MOST_DAYS = 3650


def read_retention(judged: Judged) -> Retention | None:
    """retention.toml; None beside the faults that were noted."""
    outside = judged.outside(OUTSIDE)
    ended_on = outside.day("ended_on")
    folder = outside.text("backup_folder")
    if ended_on and ended_on < judged.rule.begins:
        # A slip in the year would otherwise delete everything in one night.
        outside.fault(
            "ended_on",
            "应急响应结束的日子（ended_on）早于规则的第一天",
            f"{judged.rule.begins} …",
        )
    rows: list[Row] = []
    for written in judged.rows(KEYS):
        if (row := _row(written)) is None:
            continue
        if any((row.data, row.after) == (other.data, other.after) for other in rows):
            written.fault(
                "after",
                "“%(data)s”的这个起算日已经有一行",
                "一种资料、一个起算日只写一行",
                data=row.data,
            )
        rows.append(row)
    if judged.faults:
        return None
    return Retention(
        judged.rule.version, judged.rule.basis, tuple(rows), ended_on, folder
    )


def _row(written: FileRow) -> Row | None:
    data = written.word("data", Kind)
    after = written.word("after", Event)
    days = written.whole("days", 1, MOST_DAYS, required=True)
    why = written.text("why", required=True)
    why_en = written.text("why_en", required=True)
    if data and after and after not in EVENTS[Kind(data)]:
        allowed = " | ".join(EVENTS[Kind(data)])
        written.fault("after", "“%(data)s”不能从“%(value)s”起算", allowed, data=data)
    if not written.is_good or days is None:
        return None
    return Row(written.text("id"), Kind(data), days, Event(after), why, why_en)


def faults_of(judged: Judged) -> list[Fault]:
    """The faults of the retention rule; of another one, whether its id was meant to be
    this.
    """
    if judged.rule.id == RULE:
        read_retention(judged)
    elif get_close_matches(judged.rule.id, [RULE], 1, 0.8):
        # Under a misspelt id nothing would ever be deleted.
        FileRow(judged, 0, {"id": judged.rule.id}).fault(
            "id", "没有“%(value)s”这条规则", RULE, nearest=[RULE]
        )
    return judged.faults


def retention_on(rules: Iterable[RuleFile], day: date) -> Retention | None:
    """The retention rule in force on a day, from accepted rule files."""
    found = in_force(rules, RULE, day)
    return read_retention(Judged(found)) if found else None
