"""The events, the tables and the fields of a record, as people read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import language
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.dates import moment
from forms_app.base.keeping import Event
from forms_app.base.words import Words
from forms_app.office.retention import kinds
from forms_app.office.retention.doors import Door
from forms_app.office.retention.drills import TOO_OLD, Drill, Drills, Outcome
from forms_app.office.retention.rules import (
    ASKED,
    BETWEEN,
    RESTORED,
    Retention,
    Row,
)

EVENTS: dict[str, Any] = {
    Event.SAVED: _l("最后一次保存"),
    Event.DONE: _l("办结"),
    Event.LEFT: _l("离开单位"),
    Event.ISOLATION_OVER: _l("期满"),
    Event.EMERGENCY_ENDED: _l("应急响应结束"),
}
# how a drill ended
OUTCOMES = Words(
    {
        Outcome.WORKED: _l("放得回来"),
        Outcome.NO_FOLDER: _l(
            "没有写备份放在哪个文件夹（backup_folder），或者看不到它"
        ),
        Outcome.NO_BACKUP: _l("备份的文件夹里还没有备份"),
        Outcome.NO_ROOM: _l("磁盘放不下（要多少 / 还有多少）"),
        Outcome.NO_KEYS: _l(
            "密钥换过了，打开它要口令，这台机器上没有：请用 --passphrase-file 演练一次"
        ),
        Outcome.NOT_RESTORED: _l("备份放不回来"),
        Outcome.NO_DATABASE: _l("旁边的数据库没有建成"),
        Outcome.AUDIT: _l("操作记录对不上"),
        Outcome.NOT_BUILT: _l("网站生成不出来"),
        Outcome.DIFFERENT: _l("生成两遍，有文件不一样"),
        Outcome.LIST: _l("名单和公开日志对不上"),
        Outcome.LOG: _l(
            "备份里的公开日志，不是现在这份日志的开头（备份 / 现在的行数）"
        ),
        Outcome.STOPPED: _l("中途停了"),
    }
)
AUDIT = _l("操作记录")
LOOKS = _l("谁看过")
# of columns that many tables have; a room says what its own are called
FIELDS: dict[str, Any] = {
    "number": _l("编号"),
    "day": _l("日期"),
    "at": _l("时间"),
    "kind": _l("种类"),
    "made_at": _l("登记时间"),
    "made_by": _l("经办"),
    "by": _l("经办"),
    "note": _l("备注"),
    "basis": _l("依据"),
    "action": _l("做了什么"),
    "reason": _l("理由"),
    "why": _l("看的时候在办什么"),
}


def table(name: str) -> str:
    """What somebody reads over the rows of a table in a copy."""
    if name == "audit":
        return str(AUDIT)
    if name == "looks":
        return str(LOOKS)
    found = kinds.records().get(name)
    return str(found.title) if found else name


def fields() -> dict[str, Any]:
    """What somebody reads beside the values of a row in a copy, by the column."""
    found = dict(FIELDS)
    for record in kinds.records().values():
        found |= record.fields
    return found


def door(one: Door) -> str:
    """Whether a feature that is switched off is closed by now."""
    if not one.is_open:
        return _("已经关上")
    return _("还开着，办完就关") if one.unfinished else _("还开着，别的功能要用")


def how_long(row: Row) -> str:
    """ "14 days after leaving the enterprise"."""
    if row.campaign:
        told = {"campaign": row.campaign, "days": row.days}
        return _("专项行动 %(campaign)s 结束后 %(days)s 天", **told)
    return _("%(event)s后 %(days)s 天", event=EVENTS[row.after], days=row.days)


def why(row: Row) -> str:
    return row.why_en if language() == "en" else row.why


def because(row_id: str, rule: Retention | None) -> str:
    """Why a batch went: the row of the rule in words, or that somebody asked."""
    if row_id == ASKED:
        return _("本人要求")
    if row_id == RESTORED:
        return _("恢复备份以后再次删除")
    campaign, _between, own = row_id.rpartition(BETWEEN)
    found = next((row for row in rule.rows if row.id == own), None) if rule else None
    return how_long(replace(found, campaign=campaign)) if found else row_id


def drilled(drill: Drill) -> str:
    """What came of a drill, for a terminal."""
    if not drill.worked:
        return _("备份演练没有成功：%(why)s", why=outcome(drill))
    told = _(
        "备份演练成功：%(file)s，%(made)s 做的，%(age)s；用了 %(seconds)s 秒。"
        "%(rows)s 条记录，%(files)s 个文件，%(decisions)s 个公开的决定。",
        file=drill.backup,
        made=moment(drill.made_at),
        age=_age(drill),
        seconds=drill.seconds,
        rows=drill.rows,
        files=drill.files,
        decisions=drill.decisions,
    )
    if drill.has_passphrase:
        return told
    return told + _("口令没有试（这台机器上没有）：请用 --passphrase-file 再演练一次。")


def outcome(drill: Drill) -> str:
    """Why it did not work, with what a program said of it."""
    told = OUTCOMES.label(drill.outcome)
    return f"{told}（{drill.detail}）" if drill.detail else told


def _age(drill: Drill) -> str:
    made = datetime.fromisoformat(drill.made_at)
    days = (datetime.fromisoformat(drill.at) - made).days
    return _("%(n)s 天前", n=days) if days else _("不到一天前")


def last_drill(found: Drills, now: datetime) -> str:
    """What a desk and an examination say of it."""
    last = found.last
    if last is None:
        return _("还没有演练过。请运行 kaigong restore --drill")
    if not last.worked:
        when = moment(found.worked_at) if found.worked_at else _("从来没有")
        return _(
            "%(at)s 没有成功：%(why)s。上次成功：%(worked)s",
            at=moment(last.at),
            why=outcome(last),
            worked=when,
        )
    told = _(
        "上次成功：%(at)s，备份是 %(made)s 做的。",
        at=moment(last.at),
        made=moment(last.made_at),
    )
    if found.is_well(now):
        return told
    late = _("超过 %(n)s 天了，请运行 kaigong restore --drill", n=TOO_OLD.days)
    return told + late
