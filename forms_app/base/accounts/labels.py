"""What is asked before an account is changed, and what its history says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from forms_app.base.accounts.post import ROLES
from forms_app.base.audit import AuditEntry
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import in_a_row
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.words import Words

STEPS = Words(
    {
        "account.open": _l("开了账号"),
        "account.open-for-a-day": _l("开了一日账号"),
        "account.change": _l("改了账号"),
        "account.close": _l("停用"),
        "account.reopen": _l("恢复"),
        "account.reset": _l("重设密码"),
        "account.password": _l("自己改了密码"),
        "account.sign-out-everywhere": _l("所有设备都退出了"),
        "account.end-session": _l("一台设备退出了"),
        "account.unlock": _l("放行"),
        "account.second-step": _l("设好了两步验证"),
        "account.second-step-off": _l("自己取消了两步验证"),
        "account.second-step-reset": _l("重设了两步验证"),
        "account.second-step-reset-asked": _l("提出重设两步验证"),
        "account.second-step-reset-withdrawn": _l("撤回了重设两步验证"),
        "account.passkey": _l("加了一个通行密钥"),
        "account.passkey-removed": _l("删了一个通行密钥"),
        "account.recovery-codes": _l("换了一批恢复码"),
        "account.recovery-code": _l("用了一个恢复码"),
        # of older entries
        "account.lock": _l("连续输错密码，停用一刻钟"),
    }
)
SIGN_INS = Words(
    {
        "account.sign-in": _l("登录"),
        "account.sign-out": _l("退出"),
        "account.failure": _l("密码不对"),
        "account.slow": _l("连续输错密码，那里停一刻钟"),
        "account.passkey-failure": _l("通行密钥不对"),
        "account.code-failure": _l("密码对，验证码不对"),
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
    "sign-out": Ask(
        _l("全部退出"),
        _l("用这个账号登录着的电脑和手机马上都退出，要再登录才能用。密码不变。"),
        _l("全部退出"),
        _l("不退出"),
    ),
    "unlock": Ask(
        _l("放行"),
        _l("在哪里连续输错了密码，那里要停一刻钟。放行以后，密码对就马上能登录。"),
        _l("放行"),
        _l("不放行"),
    ),
    "reset": Ask(
        _l("重设密码"),
        _l(
            "原来的密码马上不能用，会给一个一次性密码，请当面交给本人。两步验证不变；这个岗位换了人的，请把两步验证也重设。"
        ),
        _l("重设密码"),
        _l("不重设"),
    ),
}


@dataclass(frozen=True)
class Step:
    """A line of an account's history; `what`: which of its parts, or why."""

    entry: AuditEntry
    label: str
    what: str


def steps(history: Iterable[tuple[AuditEntry, str | None]]) -> list[Step]:
    """The newest first."""
    found = [
        Step(entry, STEPS.label(entry.action), _what(entry.details) or reason or "")
        for entry, reason in history
    ]
    return found[::-1]


def _what(details: dict[str, Any]) -> str:
    """Which of its parts were changed; the role in its word."""
    parts = [CHANGED.label(key) for key in details if key in CHANGED]
    if "role" in details:
        parts = [_("角色：%(role)s", role=ROLES.label(details["role"])), *parts]
    return in_a_row(parts)
