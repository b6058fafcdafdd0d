"""The duty of minding who looks at personal data."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("看谁看过个人信息，不寻常的核实一下"),
        By.OFFICE,
        "/app/staff/looks/",
        place=12,
    ),
)
