"""The duties of a day at the desk."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("早上先看今天要办的：超时的在最前面"),
        By.GRID_WORKER,
        "/app/staff/",
        place=10,
    ),
    Duty(
        _l("查找单位、申请、告示"),
        By.GRID_WORKER,
        "/app/staff/search/",
        place=27,
    ),
    Duty(
        _l("下班前做日结：今天收的、办的、剩的，剩下的写明为什么"),
        By.REVIEWER,
        "/app/staff/day/",
        place=90,
    ),
    Duty(
        _l("开门之前，看还要填写哪些"),
        By.ADMIN,
        "/app/staff/opening/",
        place=10,
    ),
)
