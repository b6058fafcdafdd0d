"""The duties of training."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("看有哪些培训，哪些单位还没有人参加"),
        By.GRID_WORKER,
        "/app/staff/training/",
        place=62,
    ),
    Duty(
        _l("安排一场培训"),
        By.REVIEWER,
        "/app/staff/training/new/",
        place=66,
    ),
    Duty(
        _l("给安全管理员报名参加培训"),
        By.ENTERPRISE,
        "/app/my/training/",
        place=85,
    ),
)
