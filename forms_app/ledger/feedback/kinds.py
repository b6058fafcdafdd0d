"""Mistakes and objections: raised by the public alone, finished only with an answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.ledger.feedback import queries
from forms_app.ledger.feedback.labels import ABOUTS, STATES
from forms_app.ledger.items.kinds import OFFICE, Kind
from forms_app.ledger.items.models import Item


def more(session: Session, item: Item) -> list[tuple[Any, str]]:
    """Which page it is about, and whom to call back."""
    found = queries.of_item(session, item)
    if found is None:
        return []
    told = [
        (_l("问题"), ABOUTS.label(found.about)),
        (_l("哪一页"), found.page),
        (_l("受理号"), found.number),
        (_l("还有几个人也有这个问题"), str(found.also or "")),
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
    words=STATES,
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
    words=STATES,
    more=more,
)
