"""content/rules/accounts.toml: who signs in in two steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from forms_app.base.access import Role
from forms_app.base.contentfile.keys import Key, Type
from forms_app.base.contentfile.rulefile import RuleFile
from forms_app.base.contentfile.rulekind import Reading, RuleKind

CALLED = {
    Role.ADMIN: "管理员",
    Role.OFFICE: "办公室",
    Role.REVIEWER: "审核员",
    Role.GRID_WORKER: "网格员",
    Role.KEEPER: "值守员",
}


@dataclass(frozen=True)
class AccountRules:
    """`second_step`: the roles that open nothing without it. Of an office that says
    nothing of it, those that see everything of a community or of all.
    """

    second_step: frozenset[Role] = frozenset({Role.ADMIN, Role.OFFICE})


def _accounts(reading: Reading) -> AccountRules:
    return AccountRules(frozenset(map(Role, reading.outside["second_step"])))


ACCOUNTS = RuleKind(
    "accounts",
    "账号的规则",
    "Rules of accounts",
    _accounts,
    outside=(
        Key(
            "second_step",
            "哪些角色登录要两步验证；一个也不要就写 []",
            "The roles that sign in in two steps; [] for none",
            Type.LIST,
            required=True,
            choices={str(role): called for role, called in CALLED.items()},
            example='["admin", "office"]',
            called="两步验证",
        ),
    ),
)


def rules_on(rules: Iterable[RuleFile], day: date) -> AccountRules:
    return ACCOUNTS.on(rules, day) or AccountRules()
