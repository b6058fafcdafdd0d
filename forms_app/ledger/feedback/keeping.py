"""The phone of whoever reported a mistake."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import Condition, Event, Keeping, at
from forms_app.ledger.feedback.models import Report
from forms_app.ledger.items.models import Item


def _answered(newest: date) -> Condition:
    return Report.item_id.in_(select(Item.id).where(at(Item.finished_at)(newest)))


PHONES = Keeping(
    "feedback",
    _l("报告错误的人留的电话"),
    Report,
    {Event.DONE: _answered},
    emptied={"phone": ""},
)
