"""What was left over at the close of a day; the numbers stay."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import Condition, Event, Keeping
from forms_app.office.desk.models import DayClose, DayLeft


def _left_on(newest: date) -> Condition:
    return DayLeft.close_id.in_(select(DayClose.id).where(DayClose.day <= newest))


DAY_LEFT = Keeping(
    "day-left",
    _l("日结时留下的事"),
    DayLeft,
    {Event.SAVED: _left_on},
    emptied={"title": "", "reason": ""},
)
