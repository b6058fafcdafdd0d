"""The duties at the monitoring points."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("给监测点排班；测出问题的人，定下可以上岗还是隔离"),
        By.REVIEWER,
        "/app/staff/gates/",
        place=28,
    ),
    Duty(
        _l("在监测点测温，登记每一个进出的人；班车上的人也在这里登记"),
        By.KEEPER,
        "/app/gate/",
        place=10,
    ),
    Duty(
        _l("打印员工的进出码，过监测点不用再填"),
        By.ENTERPRISE,
        "/app/my/people/codes/",
        place=64,
    ),
)
