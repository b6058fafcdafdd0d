"""Kinds, spots and states, as people read them."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.words import Look, Word, Words
from forms_app.ledger.publicity.models import Posting
from forms_app.ledger.publicity.rules import Kind, Spot, State

KINDS = Words(
    {
        Kind.LETTER: _l("公开信"),
        Kind.POSTER: _l("海报"),
        Kind.LEAFLET: _l("宣传单"),
    }
)
SPOTS = Words(
    {
        Spot.DOOR: _l("门上"),
        Spot.GATE: _l("大门口"),
        Spot.LIFT: _l("电梯"),
        Spot.BOARD: _l("告示栏里"),
        Spot.INSIDE: _l("室内"),
    }
)
STATES = Words(
    {
        State.WAITING: _l("等待发送"),
        State.SENDING: _l("正在发送"),
        State.SENT: (_l("已发出"), Look.VALID),
        State.FAILED: (_l("没有发出"), Look.HELD),
        State.UNCLEAR: (_l("不清楚"), Look.HELD),
        State.PASTE: _l("请复制到群里"),
        State.PASTED: (_l("已人工发出"), Look.VALID),
    }
)
WHY = Words(
    {
        "away": _l("连不上群机器人"),
        "refused": _l("群机器人不接收（地址失效、被停用或发得太多）"),
        "nonsense": _l("群机器人的回答看不懂"),
        "slow": _l("群机器人没有在规定时间内回答"),
        "stopped": _l("发送到一半时程序停了"),
        "address": _l("群机器人的地址不在允许的范围内"),
    }
)


HOWS = Words({"online": _l("网上阅知"), "told": _l("当面告知")})
NOT_POSTED = Word(_l("没贴"))
ACKNOWLEDGED = Word(_l("已阅知"), Look.VALID)


def spot(posting: Posting | None) -> Word:
    """Where it hangs at an enterprise, or that it does not."""
    if posting is None or not posting.posted_at:
        return NOT_POSTED
    return Word(SPOTS.label(posting.spot), Look.VALID)
