"""What the public reads about communities."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l(
            "看自己的社区：网格和责任岗位、四级责任体系、重点场所、收到的捐赠、上报的数字"
        ),
        By.PUBLIC,
        "/communities/",
        place=20,
    ),
    Duty(
        _l("查自己的单位在哪个网格：写路名和门牌号，或者楼名"),
        By.PUBLIC,
        "/app/grid/",
        place=21,
    ),
)
