"""The duties of the daily meeting."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("碰头会定给自己的事：写答复，写措施"),
        By.GRID_WORKER,
        "/app/staff/lists/meeting/",
        place=58,
    ),
    Duty(
        _l("早上开碰头会，现场或者视频"),
        By.REVIEWER,
        "/app/staff/meetings/open/",
        place=18,
    ),
    Duty(
        _l("看每次碰头会的记录，把提出的问题定下来"),
        By.REVIEWER,
        "/app/staff/lists/meetings/",
        place=19,
    ),
)
