"""The duty of looking at what was taken for junk."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("看一眼疑似垃圾，是真的就放行，不是的删掉"),
        By.REVIEWER,
        "/app/staff/junk/",
        place=56,
    ),
)
