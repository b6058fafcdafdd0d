"""The duties around the time of a check."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("照约好的时间上门；单位来电话的，替他们约或者改约"),
        By.GRID_WORKER,
        "/app/staff/lists/agenda/",
        place=34,
    ),
    Duty(
        _l("选上门核验的时间，不方便可以改一次"),
        By.ENTERPRISE,
        "/app/my/visit/",
        place=46,
    ),
)
