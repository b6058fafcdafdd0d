"""The duties of visits, and the requests that come from them."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("走访：检查手续、物资、档案，问人员和困难，带去材料"),
        By.GRID_WORKER,
        "/app/staff/visits/",
        place=40,
    ),
    Duty(
        _l("没有网络的地方，用手机记走访"),
        By.GRID_WORKER,
        "/app/staff/visits/offline/",
        place=41,
    ),
    Duty(
        _l("看走访记录"),
        By.GRID_WORKER,
        "/app/staff/lists/visits/",
        place=42,
    ),
    Duty(
        _l("协调解决单位的问题和诉求，写答复"),
        By.GRID_WORKER,
        "/app/staff/lists/request/",
        place=56,
    ),
    Duty(
        _l("看检查和询问的汇总"),
        By.GRID_WORKER,
        "/app/staff/visits/survey/",
        place=80,
    ),
    Duty(
        _l("两个人同一天走访同一家、记得不一样的，定一个"),
        By.REVIEWER,
        "/app/staff/visits/conflicts/",
        place=32,
    ),
    Duty(
        _l("遇到困难，向社区提一个问题"),
        By.ENTERPRISE,
        "/app/my/requests/new/",
        place=75,
    ),
)
