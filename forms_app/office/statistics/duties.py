"""What the public reads in figures."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("看数字：申请和准予多少家、办得多快、每天剩多少"),
        By.PUBLIC,
        "/statistics/",
        place=85,
    ),
)
