"""Phases and modes of a campaign, as people read them."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.words import Look, Words
from forms_app.permits.campaigns.campaign import Mode, Phase

PHASES = Words(
    {
        Phase.DRAFT: (_l("演练"), Look.HELD),
        Phase.COMING: (_l("还没开始"), Look.WAIT),
        Phase.RUNNING: (_l("进行中"), Look.VALID),
        Phase.OVER: (_l("已结束"), Look.WAIT),
    }
)
MODES = Words(
    {Mode.PERMIT: _l("先申请再准予"), Mode.INSPECTION: _l("上门检查，不用申请")}
)
