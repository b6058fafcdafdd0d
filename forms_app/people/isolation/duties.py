"""The duties of isolation, arrivals and the two daily reports."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("有人发热、不舒服，马上一步一步处理"),
        By.GRID_WORKER,
        "/app/staff/alarms/",
        place=12,
    ),
    Duty(
        _l("看早晚两报谁没有报，打电话催"),
        By.GRID_WORKER,
        "/app/staff/reports/",
        place=15,
    ),
    Duty(
        _l("看今天谁返岗，报告得及不及时"),
        By.GRID_WORKER,
        "/app/staff/arrivals/",
        place=20,
    ),
    Duty(
        _l("看哪些单位还没有建健康档案"),
        By.GRID_WORKER,
        "/app/staff/arrivals/without-records/",
        place=22,
    ),
    Duty(
        _l("登记不在单位上班的居民，看要不要隔离"),
        By.GRID_WORKER,
        "/app/staff/residents/",
        place=24,
    ),
    Duty(
        _l("安排隔离，定两个监督的人；每天跟踪随访，到期解除"),
        By.GRID_WORKER,
        "/app/staff/isolation/",
        place=26,
    ),
    Duty(
        _l("规则没有说清楚的人，由社区决定"),
        By.REVIEWER,
        "/app/staff/isolation/undecided/",
        place=15,
    ),
    Duty(
        _l("登记指定隔离点，看还空几间"),
        By.REVIEWER,
        "/app/staff/isolation/places/",
        place=20,
    ),
    Duty(
        _l("看体温报告里不寻常的地方"),
        By.REVIEWER,
        "/app/staff/hints/",
        place=25,
    ),
    Duty(
        _l("规则变了，看影响哪些人，再改判"),
        By.REVIEWER,
        "/app/staff/isolation/affected/",
        place=80,
    ),
    Duty(
        _l("每天两次报告体温，有人发热马上报"),
        By.ENTERPRISE,
        "/app/my/report/",
        place=70,
    ),
    Duty(
        _l("看最近两周报了哪些，漏了哪些"),
        By.ENTERPRISE,
        "/app/my/report/history/",
        place=72,
    ),
    Duty(
        _l("居家隔离的人，用社区给的链接自己报体温"),
        By.PUBLIC,
        "/app/own/",
        place=90,
    ),
)
