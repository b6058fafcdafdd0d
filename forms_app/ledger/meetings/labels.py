"""Modes, posts, bodies and outcomes of a meeting, as people read them."""

from __future__ import annotations

from forms_app.base.catalogue import in_a_row
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.words import Look, Word, Words
from forms_app.ledger.meetings.rules import Body, Chair, Mode, Outcome

MODES = Words(
    {
        Mode.WECHAT: _l("微信"),
        Mode.VIDEO: _l("视频会议"),
        Mode.ON_SITE: _l("现场"),
    }
)
CHAIRS = Words(
    {
        Chair.SECRETARY: _l("社区书记"),
        Chair.DIRECTOR: _l("社区主任"),
        Chair.CITY: _l("市级驻社区干部"),
        Chair.DISTRICT: _l("区级驻社区干部"),
        Chair.STREET: _l("街道干部"),
    }
)
BODIES = Words(
    {
        Body.CITY: _l("市级驻社区干部"),
        Body.DISTRICT: _l("区级驻社区干部"),
        Body.STREET: _l("街道"),
        Body.COMMUNITY: _l("社区"),
        Body.SQUAD: _l("小分队"),
        Body.HEALTH: _l("社区卫生服务中心"),
        Body.POLICE: _l("派出所"),
        Body.ENTERPRISE: _l("单位代表"),
    }
)
OUTCOMES = Words(
    {
        Outcome.CLOSED: (_l("办结"), Look.VALID),
        Outcome.UNDER_WAY: _l("在落实"),
        Outcome.CARRIED: (_l("留到下次"), Look.HELD),
    }
)
OPEN = Word(_l("正在开"))
CLOSED = Word(_l("已结束"), Look.VALID)


def bodies(codes: list[str]) -> str:
    return in_a_row(map(BODIES.label, codes))
