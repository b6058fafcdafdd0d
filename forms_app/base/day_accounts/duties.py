"""The duty around one-day accounts."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("给今天来帮忙的人开一日账号，打印卡片"),
        By.REVIEWER,
        "/app/staff/accounts/day/",
        place=5,
    ),
)
