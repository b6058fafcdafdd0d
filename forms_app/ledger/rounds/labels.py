"""Duties as people read them."""

from __future__ import annotations

from typing import Any

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.ledger.items import labels as items
from forms_app.ledger.rounds.models import Duty
from forms_app.ledger.rounds.rules import Kind, State

KINDS: dict[str, Any] = {
    Kind.DISINFECTION: _l("消毒"),
    Kind.BIN: _l("收隔离垃圾"),
    Kind.BUS: _l("通勤班车"),
    Kind.CANTEEN: _l("食堂错峰用餐"),
    Kind.OTHER: _l("其他勤务"),
}
STATES: dict[str, Any] = {
    State.OVERDUE: _l("超期"),
    State.DUE: _l("待做"),
    State.NOT_LAID_OUT: _l("没有排"),
    State.DONE: _l("做了"),
    State.DROPPED: _l("不做"),
}
LOOKS = {
    State.OVERDUE: "held",
    State.DUE: "wait",
    State.NOT_LAID_OUT: "held",
    State.DONE: "valid",
    State.DROPPED: "gone",
}


def name(duty: Duty) -> str:
    """What an item of it is called.

    A bin by its number alone: its place stands with the duty, and goes with it.
    """
    return (
        _("收隔离垃圾：%(n)s 号桶", n=duty.id)
        if duty.kind == Kind.BIN
        else _("%(kind)s：%(place)s", kind=KINDS[duty.kind], place=duty.place)
    )


def owner(duty: Duty) -> str:
    """Who answers for it: a squad by its name, an account as it is called."""
    return items.owner(duty.owner, duty.where[0])
