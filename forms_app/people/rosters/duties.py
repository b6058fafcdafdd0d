"""The duties of keeping a roster."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("建员工健康档案：谁从哪里回来，谁离开；有人返岗，第一时间报告"),
        By.ENTERPRISE,
        "/app/my/people/",
        place=60,
    ),
    Duty(
        _l("把二维码贴在墙上，让员工自己填健康登记"),
        By.ENTERPRISE,
        "/app/my/people/wall/",
        place=62,
    ),
)
