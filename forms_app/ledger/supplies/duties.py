"""The duties of the store of supplies."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("看物资还有多少"),
        By.REVIEWER,
        "/app/staff/supplies/",
        place=70,
    ),
    Duty(
        _l("收到捐赠和物资，入库登记"),
        By.REVIEWER,
        "/app/staff/supplies/receive/",
        place=72,
    ),
    Duty(
        _l("把物资发出去，出库登记"),
        By.REVIEWER,
        "/app/staff/supplies/hand-out/",
        place=74,
    ),
)
