"""The duties around the second step."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("设好两步验证，打印恢复码"),
        By.GRID_WORKER,
        "/app/second-step/",
        place=91,
    ),
    Duty(
        _l("设好两步验证，打印恢复码"),
        By.KEEPER,
        "/app/second-step/",
        place=91,
    ),
)
