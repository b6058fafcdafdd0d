"""The duties of volunteers and of those who plan their work."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("给不能出门的人安排上门服务，看做了没有"),
        By.GRID_WORKER,
        "/app/staff/lists/service/",
        place=60,
    ),
    Duty(
        _l("发布一个岗位"),
        By.GRID_WORKER,
        "/app/staff/posts/new/",
        place=67,
    ),
    Duty(
        _l("看岗位有没有人认领"),
        By.GRID_WORKER,
        "/app/staff/lists/posts/",
        place=68,
    ),
    Duty(
        _l("和登记的志愿者联系"),
        By.REVIEWER,
        "/app/staff/lists/volunteers/",
        place=76,
    ),
    Duty(
        _l("看小分队和各支队伍谁值班"),
        By.REVIEWER,
        "/app/staff/lists/squad-shifts/",
        place=78,
    ),
    Duty(
        _l("看各支队伍有几个人、现在谁值班，把志愿者编进队伍"),
        By.REVIEWER,
        "/app/staff/lists/squads/",
        place=77,
    ),
    Duty(
        _l("给小分队排班"),
        By.REVIEWER,
        "/app/staff/squads/shifts/new/",
        place=79,
    ),
    Duty(
        _l("登记为志愿者"),
        By.VOLUNTEER,
        "/app/volunteer/register/",
        place=10,
    ),
    Duty(
        _l("看哪些岗位还缺人，认领一个"),
        By.VOLUNTEER,
        "/volunteer/",
        place=20,
    ),
    Duty(
        _l("看自己的岗位和上门服务，做完记一下"),
        By.VOLUNTEER,
        "/app/volunteer/",
        place=30,
    ),
    Duty(
        _l("不能出门的人，请志愿者送餐、代购"),
        By.PUBLIC,
        "/app/own/help/",
        place=95,
    ),
)
