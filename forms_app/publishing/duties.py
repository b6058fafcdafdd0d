"""The duties of publishing."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("别人批准的、写的，看过再确认；紧急放行的，当天看一遍"),
        By.REVIEWER,
        "/app/staff/countersigns/",
        place=84,
    ),
    Duty(
        _l("看网站公布到几时，内容文件有没有写错"),
        By.REVIEWER,
        "/app/staff/publishing/",
        place=85,
    ),
    Duty(
        _l("在网页上写通知、公开信、政策，改内容文件"),
        By.OFFICE,
        "/app/staff/content/",
        place=8,
    ),
    Duty(
        _l("照样做一个专项行动，开始，结束"),
        By.OFFICE,
        "/app/staff/campaigns/",
        place=9,
    ),
    Duty(
        _l("写通知、政策、规则、社区资料，定试点单位：每种文件写什么"),
        By.OFFICE,
        "/help/files/",
        place=10,
    ),
    Duty(
        _l("用程序读名单、数字和文件，订阅新的"),
        By.PUBLIC,
        "/data/",
        place=86,
    ),
)
