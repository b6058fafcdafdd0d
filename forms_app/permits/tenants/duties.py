"""The duties around tenants."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("商场、楼宇、物业替租户登记和申请"),
        By.ENTERPRISE,
        "/app/my/tenants/",
        place=55,
    ),
)
