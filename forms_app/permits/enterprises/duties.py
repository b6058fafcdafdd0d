"""The duties of registering."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("上门替单位登记，编进网格"),
        By.GRID_WORKER,
        "/app/staff/register/",
        place=30,
    ),
    Duty(
        _l("登记单位：企业、商铺、楼宇、酒店都登记一次"),
        By.ENTERPRISE,
        "/app/register/",
        place=10,
    ),
    Duty(
        _l("用编号和查询码进入自己的页面"),
        By.ENTERPRISE,
        "/app/my/sign-in/",
        place=15,
    ),
    Duty(
        _l("查一家单位在不在名单上，看试点单位是怎么做的"),
        By.PUBLIC,
        "/enterprises/",
        place=10,
    ),
)
