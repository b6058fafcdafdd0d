"""Kinds and states of messages, as people read them."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.wording import lazy_word
from forms_app.base.words import Look, Words
from forms_app.permits.messages.rules import Kind, State

KINDS = Words(
    {
        Kind.REGISTERED: _l("登记好了"),
        Kind.RECEIVED: _l("收到申请"),
        Kind.RETURNED: _l("退回补正"),
        Kind.VISIT: _l("约好了上门的时间"),
        Kind.REFUSED: _l("没有同意"),
        Kind.TO_PUT_RIGHT: _l("核验要整改"),
        Kind.APPROVED: lazy_word("approved"),
        Kind.SUSPENDED: _l("暂停"),
        Kind.RESTORED: _l("恢复"),
        Kind.REVOKED: _l("撤销"),
        Kind.WITHDRAWN: _l("从名单撤下"),
        Kind.ANSWERED: _l("问题有了答复"),
        Kind.MISSING_REPORT: _l("报备还没有收到"),
        Kind.TRAINING: _l("新的培训"),
        Kind.TRAINING_OFF: _l("培训取消"),
        Kind.LETTER: _l("新的公开信"),
        Kind.PHONE: _l("确认电话的验证码"),
    }
)
STATES = Words(
    {
        State.WAITING: _l("等待发送"),
        State.SENDING: _l("正在发送"),
        State.SENT: (_l("已发出"), Look.VALID),
        State.FAILED: (_l("没有发出"), Look.HELD),
        State.UNCLEAR: (_l("不清楚"), Look.HELD),
        State.TOLD: (_l("已另外告知"), Look.VALID),
    }
)
WHY = Words(
    {
        "away": _l("连不上"),
        "later": _l("对方现在不接收"),
        "refused": _l("对方不接收这个号码或地址"),
        "slow": _l("对方没有在规定时间内回答"),
        "nonsense": _l("对方的回答看不懂"),
        "stopped": _l("发送到一半时程序停了"),
        "no-channel": _l("这个渠道已经不用了"),
        "no-address": _l("没有留号码或地址"),
    }
)
