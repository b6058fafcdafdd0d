"""The duties of a sweep."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("一户一户排查、造册，做到一个不漏"),
        By.GRID_WORKER,
        "/app/staff/sweeps/",
        place=48,
    ),
    Duty(
        _l("开始一次排查，定哪几片、查什么人"),
        By.REVIEWER,
        "/app/staff/sweeps/begin/",
        place=60,
    ),
)
