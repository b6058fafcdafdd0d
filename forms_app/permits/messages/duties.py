"""The duties around messages to enterprises."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("看给单位的消息到了没有，没到的再发一次或者打电话"),
        By.REVIEWER,
        "/app/staff/lists/outbox/",
        place=26,
    ),
)
