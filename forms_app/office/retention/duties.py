"""The duties of keeping data no longer than it may be kept."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("看个人资料保存到几时；本人要看、要删的，在这里办"),
        By.OFFICE,
        "/app/staff/retention/",
        place=20,
    ),
)
