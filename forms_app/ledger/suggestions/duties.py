"""The duties around suggestions."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("给单位提建议，例如午餐改盒饭、错峰用餐；看做到没有"),
        By.GRID_WORKER,
        "/app/staff/lists/suggestion/",
        place=46,
    ),
)
