"""Duties as people read them."""

from __future__ import annotations

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.words import Look, Words
from forms_app.ledger.rounds.models import Duty
from forms_app.ledger.rounds.rules import Kind, State

KINDS = Words(
    {
        Kind.DISINFECTION: _l("消毒"),
        Kind.BIN: _l("收隔离垃圾"),
        Kind.BUS: _l("通勤班车"),
        Kind.CANTEEN: _l("食堂错峰用餐"),
        Kind.CHECK: _l("检查重点场所"),
        Kind.OTHER: _l("其他勤务"),
    }
)
STATES = Words(
    {
        State.OVERDUE: (_l("超期"), Look.HELD),
        State.DUE: _l("待做"),
        State.NOT_LAID_OUT: (_l("没有排"), Look.HELD),
        State.DONE: (_l("做了"), Look.VALID),
        State.DROPPED: (_l("不做"), Look.GONE),
    }
)


def name(duty: Duty) -> str:
    """What an item of it is called.

    A bin by its number alone: its place stands with the duty, and goes with it.
    """
    if duty.kind == Kind.BIN:
        return _("收隔离垃圾：%(n)s 号桶", n=duty.id)
    return _("%(kind)s：%(place)s", kind=KINDS.label(duty.kind), place=duty.place)
