"""The kinds of data, the events and the fields of a record, as people read them."""

from __future__ import annotations

from typing import Any

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import language
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.office.retention.rules import (
    ASKED,
    RESTORED,
    Event,
    Kind,
    Retention,
    Row,
)

KINDS: dict[str, Any] = {
    Kind.DRAFTS: _l("没有交的登记"),
    Kind.IMPORTS: _l("没有收下的名单"),
    Kind.PEOPLE: _l("花名册上的人和他们的全部资料"),
    Kind.READINGS: _l("体温和健康情况"),
    Kind.DETERMINATIONS: _l("隔离判定"),
    Kind.CASES: _l("隔离记录"),
    Kind.ALARMS: _l("发热和不适的处理"),
    Kind.HINTS: _l("报备里的疑点"),
    Kind.REPORTS: _l("每日报备"),
    Kind.MISSING_CALLS: _l("催报电话"),
    Kind.SWEEPS: _l("排查走访的记录"),
    Kind.UPLOADS: _l("没有收下的表格"),
    Kind.ITEMS: _l("台账里的事项"),
    Kind.DAY_LEFT: _l("日结时留下的事"),
    Kind.VISITS: _l("走访记录里的备注"),
    Kind.FEEDBACK: _l("报告错误的人留的电话"),
    Kind.DUTIES: _l("定时勤务的安排"),
    Kind.VOLUNTEERS: _l("志愿者"),
    Kind.PASSAGES: _l("监测点的进出登记"),
    Kind.VISITORS: _l("监测点登记过的外来人"),
    Kind.BUS_TRIPS: _l("通勤班车"),
    Kind.SHIFTS: _l("监测点的值守"),
    Kind.SUPPLIES: _l("物资台账里的捐赠人、领用人和备注"),
    Kind.ROBOTS: _l("群机器人的地址"),
    Kind.CALLS: _l("告知电话"),
    Kind.INTENTS: _l("改内容文件的指令"),
    Kind.ATTACHMENTS: _l("照片和 PDF"),
    Kind.SITE_CHECKS: _l("上门核验的文字"),
    Kind.APPLICATIONS: _l("申请里填的内容"),
    Kind.CONTACTS: _l("单位的联系人和电话"),
    Kind.REASONS: _l("操作记录里的理由"),
    Kind.BACKUPS: _l("备份"),
}
EVENTS: dict[str, Any] = {
    Event.SAVED: _l("最后一次保存"),
    Event.DONE: _l("办结"),
    Event.LEFT: _l("离开单位"),
    Event.ISOLATION_OVER: _l("隔离期满"),
    Event.EMERGENCY_ENDED: _l("应急响应结束"),
}
TABLES: dict[str, Any] = {
    "people": _l("花名册上的记录"),
    "movements": _l("来去"),
    "determinations": _l("隔离判定"),
    "isolation_cases": _l("隔离记录"),
    "isolation_events": _l("隔离期间的事"),
    "readings": _l("体温和健康情况"),
    "health_alarms": _l("发热和不适的处理"),
    "alarm_steps": _l("处理的步骤"),
    "report_hints": _l("报备里的疑点"),
    "duties": _l("收隔离垃圾"),
    "home_services": _l("上门服务"),
    "gate_passages": _l("监测点的进出登记"),
    "attachments": _l("照片和 PDF"),
    "roster_imports": _l("没有收下的名单"),
    "audit": _l("操作记录"),
}
FIELDS: dict[str, Any] = {
    "number": _l("编号"),
    "name": _l("姓名"),
    "phone": _l("手机号"),
    "stayed": _l("一直留在本地"),
    "origin": _l("来源地分类"),
    "area": _l("区划代码"),
    "place": _l("地点"),
    "arrived_on": _l("到达日期"),
    "transport": _l("交通工具"),
    "last_day": _l("在外地的最后一天"),
    "room": _l("住处"),
    "per_room": _l("同住人数"),
    "symptoms": _l("不舒服"),
    "source": _l("登记方式"),
    "added_at": _l("登记时间"),
    "left_on": _l("离开日期"),
    "outcome": _l("结果"),
    "ends_on": _l("隔离到哪一天"),
    "day": _l("日期"),
    "at": _l("时间"),
    "belongs_to": _l("属于"),
    "kind": _l("种类"),
    "size": _l("大小（字节）"),
    "made_at": _l("登记时间"),
    "made_by": _l("经办"),
    "by": _l("经办"),
    "note": _l("备注"),
    "celsius": _l("体温"),
    "unwell": _l("不舒服"),
    "slot": _l("时段"),
    "starts_on": _l("开始日期"),
    "due_on": _l("期满日期"),
    "enterprise_supervisor": _l("单位监督人"),
    "grid_supervisor": _l("网格监督人"),
    "follow_up": _l("跟进人"),
    "overridden_reason": _l("改判的理由"),
    "basis": _l("依据"),
    "action": _l("做了什么"),
    "reason": _l("理由"),
}


def kind(word: str) -> str:
    return str(KINDS.get(word, word))


def how_long(row: Row) -> str:
    """ "14 days after leaving the enterprise"."""
    return _("%(event)s后 %(days)s 天", event=EVENTS[row.after], days=row.days)


def why(row: Row) -> str:
    return row.why_en if language() == "en" else row.why


def because(row_id: str, rule: Retention | None) -> str:
    """Why a batch went: the row of the rule in words, or that somebody asked."""
    if row_id == ASKED:
        return _("本人要求")
    if row_id == RESTORED:
        return _("恢复备份以后再次删除")
    found = next((row for row in rule.rows if row.id == row_id), None) if rule else None
    return how_long(found) if found else row_id
