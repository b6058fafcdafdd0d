"""The events, the tables and the fields of a record, as people read them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import language
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import Event
from forms_app.office.retention import kinds
from forms_app.office.retention.doors import Door
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
