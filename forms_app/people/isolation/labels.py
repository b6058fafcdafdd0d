"""Reports, slots and alarms in words, as the clerk, the person and the office read
them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from forms_app.base import dates
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import language
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.dates import clock, moment
from forms_app.base.words import Look, Word, Words
from forms_app.people.health_rules.readings import HealthRule, Slot
from forms_app.people.isolation.completeness import Mark
from forms_app.people.isolation.models import Alarm, AlarmStep, Reading, SlotReport
from forms_app.people.isolation.rules import Action, State
from forms_app.people.isolation.temperatures import Cell, Course

People = Mapping[int, tuple[int, str]]


MARKS = Words(
    {
        Mark.IN_TIME: (_l("按时"), Look.VALID),
        Mark.LATE: (_l("晚报"), Look.HELD),
        Mark.MISSING: (_l("缺报"), Look.HELD),
        Mark.WAITING: _l("还没有报"),
        Mark.NOT_YET: _l("未到时间"),
        Mark.NOT_DUE: _l("不用报"),
    }
)
FEVER = Word(_l("发热"), Look.HELD)
ALARM_RAISED = _l("发热或不适的处理")
UNWELL_AT_VISIT = _l("有人不舒服：请单位先单独安置、量体温，在“今天的两报”里报上来。")
ALARMS = Words(
    {
        "fever": _l("发热"),
        "unwell": _l("不舒服"),
    }
)
STATES = Words(
    {
        State.RAISED: (_l("等再量一次"), Look.HELD),
        State.MEASURED: (_l("再量过，等告诉社区"), Look.HELD),
        State.TOLD: (_l("社区已知道"), Look.HELD),
        State.ACTED: _l("已处置"),
        State.CLOSED: _l("已结束"),
    }
)
# on the button of a step, and beside what is to be written there
BUTTONS = Words(
    {
        Action.MEASURE: _l("记下再量的结果"),
        Action.TELL: _l("已经告诉社区"),
        Action.ACT: _l("记下处置"),
        Action.CLOSE: _l("结束"),
    }
)
TO_WRITE = Words(
    {
        Action.MEASURE: _l("再量一次是多少度，例如 36.8"),
        Action.TELL: _l("告诉了谁、怎么告诉的，例如 打值班电话"),
        Action.ACT: _l("怎么处置的，例如 已送发热门诊"),
        Action.CLOSE: _l("结束的理由"),
    }
)
STEPS = Words(
    {
        "reported": _l("报来"),
        Action.MEASURE: _l("再量一次"),
        Action.TELL: _l("告诉社区"),
        Action.ACT: _l("处置"),
        Action.CLOSE: _l("结束"),
    }
)
HINTS = Words(
    {
        "same-value": _l("很多天都是同一个读数"),
        "impossible-jump": _l("相邻两次相差 3 度以上"),
        "all-at-once": _l("一秒钟里来了一百次报备"),
        "somebody-who-left": _l("报了已经离开的人"),
    }
)
CALLS = Words(
    {
        "reached": _l("已联系上"),
        "no-answer": _l("没人接"),
        "will-report": _l("答应马上报"),
    }
)
HOW = Words(
    {
        "well": _l("没有不舒服"),
        "unwell": _l("不舒服"),
        "unread": _l("没有量到"),
    }
)
REST = Words(
    {
        "well": _l("其余的人今天都好"),
        "nobody": _l("今天没有人上班，没有要报的人"),
    }
)
HISTORY = Words(
    {
        "report.keep": _l("报了体温"),
        "missing.call": _l("催报电话"),
        "hint.see": _l("看过提示"),
        "case.own_link": _l("给了本人报体温的链接"),
        "alarm.measure": _l("发热提醒：又量了一次"),
        "alarm.tell": _l("发热提醒：告诉了社区"),
        "alarm.act": _l("发热提醒：处置"),
        "alarm.close": _l("发热提醒：结束"),
        "case.open": _l("开始隔离"),
        "case.visit": _l("随访"),
        "case.outing": _l("同意外出"),
        "case.need": _l("记要办的事"),
        "case.fulfil": _l("办好了"),
        "case.strike": _l("划掉"),
        "case.change": _l("换人或换住处"),
        "case.extend": _l("延长"),
        "case.release": _l("解除隔离"),
        "case.early": _l("提前解除"),
        "case.stop": _l("停止"),
        "case.reopen": _l("重新打开"),
    }
)


def no_report(is_over: bool) -> Word:
    """Of an enterprise whose report of a slot is missing, or did not come yet."""
    return (
        MARKS[Mark.MISSING] if is_over else Word(MARKS[Mark.WAITING].label, Look.HELD)
    )


def slot_name(slot: Slot) -> str:
    return slot.name_en if language() == "en" else slot.name


def named_slot(health: HealthRule, slot_id: str) -> str:
    """The name of a slot that was kept; its id where the rule does not know it any
    more.
    """
    return next(
        (slot_name(slot) for slot in health.slots if slot.id == slot_id), slot_id
    )


def day_and_slot(day: date, slot: Slot) -> str:
    return _("%(day)s%(slot)s", day=dates.day(day), slot=slot_name(slot))


def reading(celsius: str | None, unwell: bool | None, absent: bool) -> str:
    """One reading: 36.5 ℃, unwell; that nothing was measured is said too."""
    said = [f"{celsius} ℃"] if celsius else []
    if unwell:
        said.append(_("不舒服"))
    elif unwell is False and celsius:
        said.append(_("没有不舒服"))
    if absent:
        said.append(_("今天没来"))
    return "，".join(said) or _("没有量到")


def step(taken: AlarmStep) -> str:
    """One step of an alarm and what was written there."""
    is_reading = taken.kind in {"reported", Action.MEASURE} and taken.note[:1].isdigit()
    note = f"{taken.note} ℃" if is_reading else taken.note
    return f"{STEPS.label(taken.kind)}：{note}"


def of_cell(cell: Cell) -> str:
    """One slot of somebody's two weeks: 37.8 ℃, unwell."""
    celsius = None if cell.celsius is None else f"{cell.celsius:.1f}"
    return reading(celsius, cell.unwell or None, cell.absent)


def told(course: Course) -> str:
    """What the picture of two weeks shows, for whoever does not see it."""
    warmths = [cell.celsius for cell in course.read if cell.celsius is not None]
    return _(
        "最近两周 %(n)s 次体温，%(low)s 到 %(high)s ℃，发热 %(fevers)s 次",
        n=len(warmths),
        low=f"{min(warmths):.1f}",
        high=f"{max(warmths):.1f}",
        fevers=course.fevers,
    )


def line(read: Reading, people: People) -> str:
    number, name = people.get(read.person_id, (0, "—"))
    return f"{number} {name}：{reading(read.celsius, read.unwell, read.absent)}"


def rest(kept: SlotReport) -> str:
    """What it says of everybody who is not named."""
    if kept.nobody:
        return _("今天没有人上班，没有要报的人")
    if kept.source in {"own", "staff"}:
        return ""
    return _("其余 %(n)s 人都好", n=kept.covers)


def received(kept: SlotReport) -> str:
    """When it came, and whether in time; only said of what is kept."""
    values = {"at": moment(kept.received_at), "written": moment(kept.written_at)}
    if kept.is_late:
        return _("%(at)s 收到，晚报（%(written)s 写好）。", **values)
    return _("%(at)s 收到，按时（%(written)s 写好）。", **values)


def follows(kept: SlotReport) -> str:
    if kept.follows == "doubled":
        return _("这个时段已经报过，两次一样。两次都留着。")
    if kept.follows == "corrected":
        return _("这个时段已经报过，这一次记为更正。两次都留着。")
    return ""


def differences(earlier: SlotReport, kept: SlotReport, people: People) -> list[str]:
    """What a correction says otherwise than the report before."""
    was, now = (
        {read.person_id: read for read in each.readings} for each in (earlier, kept)
    )
    found = []
    for person_id in sorted(
        was.keys() | now.keys(), key=lambda each: people.get(each, (0, ""))[0]
    ):
        before, after = (_read(each.get(person_id)) for each in (was, now))
        if before != after:
            number, name = people.get(person_id, (0, "—"))
            found.append(f"{number} {name}：{before} → {after}")
    if rest(earlier) != rest(kept):
        found.append(f"{rest(earlier)} → {rest(kept)}")
    return found


def _read(read: Reading | None) -> str:
    return reading(read.celsius, read.unwell, read.absent) if read else _("没有单独写")


def again(alarm: Alarm, health: HealthRule) -> str:
    """What to do at once."""
    values = {
        "name": alarm.person.name,
        "n": health.measure_again_minutes,
        "at": clock(alarm.again_by),
    }
    if alarm.kind == "fever":
        return _(
            "%(name)s发热：请先单独安置，%(n)s 分钟内（%(at)s 以前）再量一次，并告诉社区。",
            **values,
        )
    return _(
        "%(name)s不舒服：请先单独安置，%(n)s 分钟内（%(at)s 以前）再量一次，并告诉社区。",
        **values,
    )


def history() -> Words:
    """What is noted of an enterprise here."""
    return HISTORY
