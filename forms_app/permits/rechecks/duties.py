"""The duty of second looks."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("复核：单位说整改好了，第二天以前去看"),
        By.GRID_WORKER,
        "/app/staff/",
        place=36,
    ),
)
