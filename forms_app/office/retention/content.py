"""content/rules/retention.toml: how long each kind of data is kept."""

from __future__ import annotations

from forms_app.base.contentfile.keys import Key, Type, Values, in_two_languages, row_id
from forms_app.base.contentfile.rows import Row as FileRow
from forms_app.base.contentfile.rulekind import Reading, RuleKind
from forms_app.base.keeping import Event
from forms_app.office.retention import kinds
from forms_app.office.retention.rules import Retention, Row

MOST_DAYS = 3650


def _row(written: FileRow, values: Values) -> Row:
    data = values["data"]
    after = Event(values["after"])
    if after not in kinds.events(data):
        allowed = " | ".join(kinds.events(data))
        written.fault("after", "“%(data)s”不能从“%(value)s”起算", allowed, data=data)
    return Row(
        values["id"], data, values["days"], after, values["why"], values["why_en"]
    )


def _further(reading: Reading) -> None:
    begins = reading.rule.begins
    ended_on = reading.outside["ended_on"]
    if ended_on and ended_on < begins:
        # A slip in the year would otherwise delete everything in one night.
        says = "应急响应结束的日子（ended_on）早于规则的第一天"
        reading.head.fault("ended_on", says, f"{begins} …")
    known: set[tuple[str, Event]] = set()
    for written, row in reading.written:
        if (row.data, row.after) in known:
            written.fault(
                "after",
                "“%(data)s”的这个起算日已经有一行",
                "一种资料、一个起算日只写一行",
                data=row.data,
            )
        known.add((row.data, row.after))


def _retention(reading: Reading) -> Retention:
    return Retention(
        reading.rule.version,
        reading.rule.basis,
        reading.rows,
        reading.outside["ended_on"],
        reading.outside["backup_folder"],
    )


RETENTION = RuleKind(
    "retention",
    "保存期限",
    "How long data are kept",
    _retention,
    outside=(
        Key(
            "ended_on",
            "应急响应结束的日子；没有结束就不写",
            "The day on which the emergency ended; left out while it lasts",
            Type.DAY,
            example="2020-06-30",
        ),
        Key(
            "backup_folder",
            "备份所在的文件夹；到期的备份也删去",
            "The folder of the backups, which are deleted in time too",
            example="/srv/backups",
        ),
    ),
    rows=(
        row_id("这一行的代号", "The name of the line", example="people-left"),
        Key(
            "data",
            "哪一种资料",
            "The kind of data",
            Type.WORD,
            required=True,
            choices=lambda _beside: kinds.every(),
            example="people",
        ),
        Key(
            "days",
            "多少天以后删去",
            "After how many days they are deleted",
            Type.WHOLE,
            required=True,
            low=1,
            high=MOST_DAYS,
            example="14",
        ),
        Key(
            "after",
            "从什么时候起算",
            "What the days are counted from",
            Type.WORD,
            required=True,
            choices=tuple(Event),
            example="left",
        ),
        *in_two_languages(
            "why",
            "为什么留这么久",
            "Why they are kept so long",
            example=("追溯期已过", "Nothing can be traced any more"),
        ),
    ),
    row=_row,
    further=_further,
    without="没有 rules/retention.toml：到期的个人信息不会删除",
)
