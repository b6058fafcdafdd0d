"""Mistakes and objections: raised by the public alone, finished only with an answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.ledger.feedback import queries
from forms_app.ledger.feedback.rules import About
from forms_app.ledger.items.kinds import OFFICE, Kind
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.rules import Status

ABOUTS: dict[About, Any] = {
    About.NAME: _l("名称、地址或社区写错了"),
    About.LISTED: _l("这家单位不应该在名单上"),
    About.DECISION: _l("对准予、暂停、撤销的决定有异议"),
    About.PAGE: _l("页面打不开，或者显示不对"),
    About.OTHER: _l("别的问题"),
}


# What whoever reported it reads.
WORDS: dict[str, Any] = {
    Status.OPEN: _l("等候答复"),
    Status.TAKEN: _l("正在核实"),
    Status.DONE: _l("已答复"),
}


def more(session: Session, item: Item) -> list[tuple[Any, str]]:
    """Which page it is about, and whom to call back."""
    found = queries.of_item(session, item)
    if found is None:
        return []
    told = [
        (_l("问题"), str(ABOUTS[About(found.about)])),
        (_l("哪一页"), found.page),
        (_l("受理号"), found.number),
    ]
    return [
        (label, value)
        for label, value in (*told, (_l("回电话（只用来答复）"), found.phone))
        if value
    ]


MISTAKE = Kind(
    code="mistake",
    title=_l("报告的错误"),
    about=_l("公众从网站上报告的错误。写了答复才能办结，报告的人凭受理号看得到答复。"),
    empty=_l("没有这样的报告。"),
    needs=("answer",),
    due_in=timedelta(days=2),  # where no rule says more
    roles=OFFICE,
    raised_by=frozenset(),
    may_drop=False,
    words=WORDS,
    more=more,
)
OBJECTION = Kind(
    code="objection",
    title=_l("异议"),
    about=_l(
        "公众对名单和决定提出的异议。写了答复才能办结，提出的人凭受理号看得到答复。"
    ),
    empty=_l("没有这样的异议。"),
    needs=("answer",),
    due_in=timedelta(days=5),  # where no rule says more
    roles=OFFICE,
    raised_by=frozenset(),
    may_drop=False,
    words=WORDS,
    more=more,
)
