"""What is asked before an account is changed, and what its history says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from forms_app.base.accounts.post import ROLES
from forms_app.base.audit import AuditEntry
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.words import Words

STEPS = Words(
    {
        "account.open": _l("开了账号"),
        "account.change": _l("改了账号"),
        "account.close": _l("停用"),
        "account.reopen": _l("恢复"),
        "account.reset": _l("重设密码"),
        "account.password": _l("自己改了密码"),
        "account.lock": _l("连续输错密码，停用一刻钟"),
    }
)
CHANGED = Words(
    {
        "name": _l("显示的名字"),
        "communities": _l("负责的社区"),
        "grids": _l("负责的网格"),
        "points": _l("看守的监测点"),
    }
)


@dataclass(frozen=True)
class Ask:
    """The question of a page that confirms, what follows, and the two buttons' words."""

    title: Any
    what: Any
    yes: Any
    no: Any


QUESTIONS = {
    "close": Ask(
        _l("停用账号"),
        _l("停用以后，他马上退出，不能再登录。他做过的事仍然留在记录里。"),
        _l("停用"),
        _l("不停用"),
    ),
    "reopen": Ask(
        _l("恢复账号"),
        _l(
            "恢复以后，角色和范围同停用以前一样。原来的密码不能再用，会给一个一次性密码。"
        ),
        _l("恢复"),
        _l("不恢复"),
    ),
    "reset": Ask(
        _l("重设密码"),
        _l("原来的密码马上不能用，会给一个一次性密码，请当面交给本人。"),
        _l("重设密码"),
        _l("不重设"),
    ),
}


@dataclass(frozen=True)
class Step:
    """A line of an account's history."""

    entry: AuditEntry
    label: str
    what: str


def steps(history: Iterable[tuple[AuditEntry, str | None]]) -> list[Step]:
    """The newest first."""
    found = [
        Step(entry, STEPS.label(entry.action), _what(entry.details))
        for entry, _reason in history
    ]
    return found[::-1]


def _what(details: dict[str, Any]) -> str:
    """Which of its parts were changed; the role in its word."""
    parts = [CHANGED.label(key) for key in details if key in CHANGED]
    if "role" in details:
        parts = [_("角色：%(role)s", role=ROLES.label(details["role"])), *parts]
    return "、".join(parts)
