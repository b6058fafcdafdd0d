"""What the things on a desk, the figures of a day and the sections of the staff's pages
are called.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import parts
from forms_app.base.words import Look, Word, Words
from forms_app.base.worklist import Task
from forms_app.features import FEATURES
from forms_app.ledger.items.labels import OVERDUE
from forms_app.permits.resumption.stages import moment

# in order; features put their pages into them by name
SECTIONS = Words(
    {
        "today": _l("今天"),
        "applications": _l("申请"),
        "people": _l("人员"),
        "visits": _l("走访"),
        "work": _l("会议与勤务"),
        "public": _l("公众反映"),
        "publishing": _l("发布"),
        "accounts": _l("账号"),
        "gate": _l("进出登记"),
    }
)
FIGURES = Words(
    {
        "received_today": _l("当天收到"),
        "decided_today": _l("当天办结"),
        "received": _l("累计收到"),
        "decided": _l("累计办结"),
        "left_today": _l("还在办"),
        "waiting": _l("等申请人补正或整改"),
        "withdrawn": _l("申请人撤回"),
    }
)
# of what was received: every part of it
PARTS = ("decided", "left_today", "waiting", "withdrawn")
NO_LIMIT = Word(_l("不限时"))
MISSED = Word(_l("缺报"), Look.GONE)
CLOSED = Word(_l("今天日结了"), Look.VALID)
NOT_CLOSED = Word(_l("今天还没有日结"))
CLEARED = Word(_l("清了"), Look.VALID)


@cache
def _tasks() -> dict[str, Any]:
    """Of every feature: a day that was closed may name what has been switched off
    since.
    """
    found = {kind.code: kind.title for kind in parts(FEATURES, "kinds")}
    for feature in FEATURES:
        found |= feature.tasks
    return found


def of(name: str) -> Any:
    """What a task is called, or the kind of item it is."""
    return _tasks().get(name, name)


def adds_up(figures: Mapping[str, Any]) -> str:
    """What was received as the sum of its parts; empty for a day that was closed before
    all of them were counted.
    """
    if not figures.keys() >= {*PARTS, "received"}:
        return ""
    parts_said = " + ".join(f"{FIGURES[name]} {figures[name]}" for name in PARTS)
    return f"{FIGURES['received']} {figures['received']} = {parts_said}"


def due(task: Task, now: datetime) -> Word:
    """By when a thing must be done."""
    if task.is_due(now):
        return OVERDUE
    if task.due_at is None:
        return NO_LIMIT
    return Word(_("%(at)s 前", at=moment(task.due_at)))


def closed(is_closed: bool) -> Word:
    """How the day of a community stands."""
    return CLOSED if is_closed else NOT_CLOSED


def left(number: int) -> Word:
    """What a day that was closed left for the next."""
    return Word(_("留下 %(n)s 件", n=number)) if number else CLEARED
