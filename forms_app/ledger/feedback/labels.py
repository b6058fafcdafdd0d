"""What a report is about and how it stands, as people read it."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.words import Look, Words
from forms_app.ledger.feedback.rules import About
from forms_app.ledger.items.rules import Status

ABOUTS = Words(
    {
        About.NAME: _l("名称、地址或社区写错了"),
        About.LISTED: _l("这家单位不应该在名单上"),
        About.DECISION: _l("对准予、暂停、撤销的决定有异议"),
        About.PAGE: _l("页面打不开，或者显示不对"),
        About.OTHER: _l("别的问题"),
    }
)
# to whoever reported it
STATES = Words(
    {
        Status.OPEN: _l("等候答复"),
        Status.TAKEN: _l("正在核实"),
        Status.DONE: (_l("已答复"), Look.VALID),
    }
)
