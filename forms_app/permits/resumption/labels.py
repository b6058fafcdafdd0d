"""Applications, checks and calls in words: for the staff's pages and the enterprise's,
and what the office says to an enterprise after a decision.

What it says is a text to read out or to paste. It is always Chinese, whatever language
the staff page is in: it goes to the enterprise.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from babel.support import LazyProxy

from forms_app.base.catalogue import DEFAULT, language
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.dates import moment
from forms_app.base.wording import Wording, lazy_word
from forms_app.base.words import Look, Word, Words
from forms_app.permits.resumption.rules import INSPECTION, Stage, Step

if TYPE_CHECKING:
    from forms_app.permits.enterprises.models import Enterprise
    from forms_app.permits.resumption.models import Application

STAGES = Words(
    {
        Stage.DRAFT: _l("填写中"),
        Stage.SUBMITTED: _l("资料审核中"),
        Stage.RETURNED: _l("退回补正"),
        Stage.ACCEPTED: _l("已受理，等上门核验"),
        Stage.TO_PUT_RIGHT: _l("整改中，等再次核验"),
        Stage.CHECKED: _l("核验通过，等决定"),
        Stage.APPROVED: lazy_word("approved"),
        Stage.REFUSED: _l("没有同意"),
        Stage.CANCELLED: _l("已撤回"),
    }
)
NOT_BEGUN = Word(_l("还没有申请"))
OVERDUE = Word(_l("超期"), Look.HELD)
CLASSES = Words(
    {
        "priority": _l("优先"),
        "orderly": _l("有序"),
        "deferred": _l("暂缓"),
    }
)
STEPS = Words(
    {
        Step.APPROVE: lazy_word("approve"),
        Step.SUSPEND: lazy_word("suspend"),
        Step.RESTORE: lazy_word("restore"),
        Step.REVOKE: _l("撤销"),
    }
)
BODIES = Words(
    {
        "city": _l("市里"),
        "district": _l("区里"),
        "street": _l("街道"),
        "community": _l("社区"),
    }
)
RESULTS = Words(
    {
        "passed": (_l("合格"), Look.VALID),
        "failed": (_l("不合格"), Look.GONE),
        "not-applicable": (_l("不涉及"), Look.WAIT),
    }
)
# of a whole check
VERDICTS = Words(
    {
        "passed": (_l("核验合格"), Look.VALID),
        "failed": (_l("要整改"), Look.HELD),
    }
)
# whether the poster is at the door
HANGING = Words(
    {
        "no": _l("还没有贴"),
        "yes": _l("贴上了"),
    }
)
# of the poster: red all over, or white for the printer of an office
LOOKS = Words(
    {
        "festive": _l("喜庆红底"),
        "white": _l("白底红框，省墨"),
    }
)
PURPOSES = Words(
    {
        "opening": lazy_word("check"),
        "supervision": lazy_word("supervision"),
        INSPECTION: _l("专项检查"),
    }
)
OUTCOMES = Words(
    {
        "reached": _l("已联系上"),
        "no-answer": _l("没人接"),
        "wrong-number": _l("号码不对"),
    }
)
# what a call is about
ABOUT = Words(
    {
        "returned": _l("退回补正"),
        "refused": _l("没有同意"),
        "to-put-right": _l("核验要整改"),
        "approved": lazy_word("approved"),
        "suspended": _l("暂停"),
        "restored": _l("恢复"),
        "revoked": _l("撤销"),
        "withdrawn": _l("从名单撤下"),
    }
)


def promised(due_at: datetime | None) -> Any:
    """By when, in the language of whoever is told."""
    if due_at is None:
        return _l("尽快")
    return LazyProxy(lambda: _("%(at)s 前", at=moment(due_at)), enable_cache=False)


def returned(application: Application, items: Sequence[object], words: Wording) -> str:
    lines = "\n".join(f"{n}. {item}" for n, item in enumerate(items, 1))
    return (
        f"您好，{_named(application.enterprise)}的{words.word('application', DEFAULT)}需要补正以下 "
        f"{len(items)} 处：\n{lines}\n"
        "请用受理编号和查询码打开“我的申请”，只需改这几处，其他内容不用重填。"
    )


def refused(application: Application, reason: str, words: Wording) -> str:
    return (
        f"您好，{_named(application.enterprise)}的{words.word('application', DEFAULT)}"
        f"这次没有同意，理由：{reason}\n"
        "情况有变化后可以重新申请；有疑问请拨打社区值班电话。"
    )


def to_put_right(enterprise: Enterprise, failed: list[str]) -> str:
    lines = "\n".join(f"{n}. {text}" for n, text in enumerate(failed, 1))
    return (
        f"您好，今天上门核验，{_named(enterprise)}有 {len(failed)} 项需要整改：\n"
        f"{lines}\n整改好以后，小分队会再来一次。"
    )


def permission(
    enterprise: Enterprise, about: str, reason: str, words: Wording, has_poster: bool
) -> str:
    """`about` is approved, suspended, restored, revoked or withdrawn."""

    def say(name: str) -> str:
        return words.word(name, DEFAULT)

    poster = f"请从“我的申请”打印{say('poster')}，贴在门口。" if has_poster else ""
    said = {
        "approved": f"已{say('approved')}。{poster}",
        "suspended": f"已{say('suspended')}，理由：{reason}。"
        "请先停下来整改，整改好后联系社区复查。",
        "restored": f"已{say('restore')}。请继续做好承诺的各项措施。",
        "revoked": f"{say('do')}许可已撤销，理由：{reason}。如有异议，请拨打社区值班电话。",
        "withdrawn": f"已从{say('list')}撤下。如有疑问，请拨打社区值班电话。",
    }
    return f"您好，{_named(enterprise)}{said[about]}"


def to_hang(words: Wording) -> LazyProxy:
    """That there is a poster to print, in the language of whoever is told."""

    def says() -> str:
        name = words.word("poster", language())
        inside = name[:1].lower() + name[1:]  # of an English sentence
        return _("请打印%(poster)s，贴在门口。", poster=inside)

    return LazyProxy(says, enable_cache=False)


def _named(enterprise: Enterprise) -> str:
    return f"{enterprise.name}（编号 {enterprise.reference}）"
