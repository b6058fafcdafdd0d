"""The duties of accounts."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("改自己的密码"),
        By.GRID_WORKER,
        "/app/staff/password/",
        place=90,
    ),
    Duty(
        _l("给工作人员开账号，定角色和范围；人走了就停用"),
        By.ADMIN,
        "/app/staff/accounts/",
        place=20,
    ),
    Duty(
        _l("改自己的密码"),
        By.KEEPER,
        "/app/gate/password/",
        place=90,
    ),
)
