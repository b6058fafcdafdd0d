"""The duties of inspections."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("专项检查：按网格和地址一家一家地查，不合格的定好哪天前改好，到期再去看"),
        By.GRID_WORKER,
        "/app/staff/inspections/",
        place=34,
    ),
    Duty(
        _l("没有信号也能检查：先把今天要去的存到手机，回来自动送上去"),
        By.GRID_WORKER,
        "/app/staff/inspections/offline/",
        place=35,
    ),
)
