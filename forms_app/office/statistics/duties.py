"""What the public reads in figures."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("看数字：申请和开工多少家、复工多少人、办得多快、每天剩多少"),
        By.PUBLIC,
        "/statistics/",
        place=85,
    ),
)
