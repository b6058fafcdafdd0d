"""The duties around what the public reports."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("核实公众报告的错误，答复"),
        By.REVIEWER,
        "/app/staff/lists/mistake/",
        place=50,
    ),
    Duty(
        _l("核实公众提出的异议，答复"),
        By.REVIEWER,
        "/app/staff/lists/objection/",
        place=52,
    ),
    Duty(
        _l("答复了，给留电话的人回电话"),
        By.REVIEWER,
        "/app/staff/feedback/answered/",
        place=54,
    ),
    Duty(
        _l("看大家报告了什么、改了没有；也有这个问题的，按一下"),
        By.PUBLIC,
        "/app/feedback/thread/",
        place=105,
    ),
    Duty(
        _l("报告网站上的错误，对名单提异议"),
        By.PUBLIC,
        "/app/feedback/",
        place=100,
    ),
    Duty(
        _l("用受理号看答复"),
        By.PUBLIC,
        "/app/feedback/mine/",
        place=110,
    ),
)
