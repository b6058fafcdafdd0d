"""The duties of putting registrations right."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("更正登记：核对单位要改的名称、代码、地址，照改或写明不改的理由"),
        By.REVIEWER,
        "/app/staff/corrections/",
        place=13,
    ),
)
