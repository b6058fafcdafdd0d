"""Reports, slots and alarms in words, as the clerk, the person and the office read
them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import language
from forms_app.people.health_rules.readings import HealthRule, Slot
from forms_app.people.isolation.completeness import Mark
from forms_app.people.isolation.models import Alarm, Reading, SlotReport
from forms_app.people.isolation.rules import Action, State

People = Mapping[int, tuple[int, str]]


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
    return _(
        "%(month)s月%(day)s日%(slot)s",
        month=day.month,
        day=day.day,
        slot=slot_name(slot),
    )


def clock(moment: datetime | None) -> str:
    return moment.strftime("%H:%M") if moment else ""


def moment(at: datetime | None) -> str:
    return at.strftime("%m-%d %H:%M") if at else ""


def mark_label(mark: Mark) -> tuple[str, str]:
    """A label, and the look of its tag."""
    return {
        Mark.IN_TIME: (_("按时"), "valid"),
        Mark.LATE: (_("晚报"), "held"),
        Mark.MISSING: (_("缺报"), "held"),
        Mark.WAITING: (_("还没有报"), "wait"),
        Mark.NOT_YET: (_("不用报"), "wait"),
    }[mark]


def state_label(state: str) -> tuple[str, str]:
    return {
        State.RAISED: (_("等再量一次"), "held"),
        State.MEASURED: (_("再量过，等告诉社区"), "held"),
        State.TOLD: (_("社区已知道"), "held"),
        State.ACTED: (_("已处置"), "wait"),
        State.CLOSED: (_("已结束"), "wait"),
    }[State(state)]


def action_label(action: Action) -> tuple[str, str]:
    """The words on the button, and what to write beside it."""
    return {
        Action.MEASURE: (_("记下再量的结果"), _("再量一次是多少度，例如 36.8")),
        Action.TELL: (_("已经告诉社区"), _("告诉了谁、怎么告诉的，例如 打值班电话")),
        Action.ACT: (_("记下处置"), _("怎么处置的，例如 已送发热门诊")),
        Action.CLOSE: (_("结束"), _("结束的理由")),
    }[action]


def step_label(kind: str) -> str:
    return {
        "reported": _("报来"),
        "measure": _("再量一次"),
        "tell": _("告诉社区"),
        "act": _("处置"),
        "close": _("结束"),
    }[kind]


def hint_label(kind: str) -> str:
    return {
        "same-value": _("很多天都是同一个读数"),
        "impossible-jump": _("相邻两次相差 3 度以上"),
        "all-at-once": _("一秒钟里来了一百次报备"),
        "somebody-who-left": _("报了已经离开的人"),
    }[kind]


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
