"""The steps of a drill, as they are shown while it runs."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.words import Words

STEPS = Words(
    {
        "restore": _l("演练：检查备份，放回一份"),
        "log": _l("演练：和现在的公开日志对照"),
        "audit": _l("演练：核对操作记录"),
        "publish": _l("演练：生成网站"),
        "compare": _l("演练：从头再生成一遍，逐字比较"),
        "list": _l("演练：名单和公开日志逐条核对"),
    }
)
