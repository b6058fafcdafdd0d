"""The words of cases as staff read them: states, visits, needs, why a case is stopped,
what happened.
"""

from __future__ import annotations

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.words import Look, Word, Words
from forms_app.people.isolation.case_rules import (
    Action,
    Kind,
    Need,
    Progress,
    State,
    Stop,
    Visit,
)
from forms_app.people.isolation.place_queries import Occupancy

STATES = Words(
    {
        State.OPEN: (_l("隔离中"), Look.HELD),
        State.RELEASED: (_l("已解除"), Look.VALID),
        State.STOPPED: (_l("已停止"), Look.GONE),
    }
)
MODES = Words(
    {
        "home": _l("居家隔离"),
        "designated": _l("到指定地点隔离"),
    }
)
VISITS = Words(
    {
        Visit.WELL: _l("都好"),
        Visit.UNWELL: _l("不舒服"),
        Visit.NOBODY: _l("人不在"),
        Visit.OTHER: _l("其他情况"),
    }
)
NEEDS = Words(
    {
        Need.BIN: _l("垃圾桶和收垃圾"),
        Need.MEALS: _l("送餐"),
        Need.SHOPPING: _l("代买东西"),
        Need.OTHER: _l("其他要办的事"),
    }
)
STOPS = Words(
    {
        Stop.LEFT: _l("人已经离开这家单位"),
        Stop.ERROR: _l("开错了"),
    }
)
EVENTS = Words(
    {
        Kind.OPENED: _l("开始隔离"),
        Kind.VISIT: _l("随访"),
        Kind.OUTING: _l("同意外出"),
        Kind.NEED: _l("要办的事"),
        Kind.CHANGED: _l("换人或换住处"),
        Kind.EXTENDED: _l("延长"),
        Kind.RELEASED: _l("解除隔离"),
        Kind.STOPPED: _l("停止"),
        Kind.REOPENED: _l("重新打开"),
    }
)
ACTIONS = Words(
    {
        Action.VISIT: _l("记一次随访"),
        Action.OUTING: _l("同意外出"),
        Action.NEED: _l("记要办的事"),
        Action.CHANGE: _l("换监督人、随访人或住处"),
        Action.EXTEND: _l("延长"),
        Action.RELEASE: _l("解除隔离"),
        Action.EARLY: _l("提前解除"),
        Action.STOP: _l("停止"),
        Action.REOPEN: _l("重新打开"),
        Action.STRIKE: _l("划掉"),
    }
)
# what an action does, before somebody takes it
ABOUT = Words(
    {
        Action.VISIT: _l("去过或者打过电话，都记一次。记错了可以划掉，不会删除。"),
        Action.OUTING: _l("例如看病。只写必要的时间，到点要回来。"),
        Action.NEED: _l(
            "办这件事的人只看到要办什么、送到哪里、打哪个电话，看不到为什么。"
        ),
        Action.CHANGE: _l("监督人病了、换岗了，或者人换了住处。方式和天数不变。"),
        Action.EXTEND: _l("在原来期满的日子上加几天。"),
        Action.RELEASE: _l(
            "报备齐全就可以解除；有缺的，要写明为什么缺着也可以。解除以后，这个人不用再隔离。"
        ),
        Action.EARLY: _l(
            "这和规则不一样，是社区办公室的决定。规则原来怎么说，会一起留着。"
        ),
        Action.STOP: _l(
            "不是期满。人已经离开的，花名册上会一起记为离开；开错了的，这个人会回到“待安排”。"
        ),
        Action.REOPEN: _l("解除或停止点错了，可以改回来。期满的日子不变。"),
        Action.STRIKE: _l("记错了的划掉，原来的内容还看得到。"),
    }
)


def of_place(one: Occupancy) -> Word:
    """Whether somebody can be sent to a designated place."""
    if one.place.closed_at:
        return Word(_("停用"), Look.GONE)
    if one.free < 1:
        return Word(_("住满"), Look.HELD)
    return Word(_("还空 %(n)s 间", n=one.free), Look.VALID)


def progress_shown(found: Progress) -> Word:
    """第 3 天，共 14 天; on the last day and after it, what is to be done."""
    if found.left > 0:
        return Word(_("第 %(day)s 天，共 %(days)s 天", day=found.day, days=found.days))
    if found.left == 0:
        return Word(_("今天满 %(days)s 天，可以解除", days=found.days))
    says = _(
        "满 %(days)s 天已经过了 %(over)s 天，还没有解除",
        days=found.days,
        over=-found.left,
    )
    return Word(says, Look.HELD)


def said(kind: str, code: str | None) -> str:
    """How a visit went, what is needed, by how many days, why it was stopped."""
    if kind == Kind.EXTENDED:
        return _("%(n)s 天", n=code)
    known = {Kind.VISIT: VISITS, Kind.NEED: NEEDS, Kind.STOPPED: STOPS}.get(
        Kind(kind), Words({})
    )
    return known.label(code)


def choose_outcome() -> str:
    return _("请选怎样安排")
