"""content/rules/accounts.toml: who signs in in two steps, and how long accounts stay signed
in, and how long one-day accounts last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from forms_app.base.access import Role
from forms_app.base.contentfile.keys import Key, Type, Values
from forms_app.base.contentfile.rows import Row
from forms_app.base.contentfile.rule_folder import RULES
from forms_app.base.contentfile.rulefile import RuleFile
from forms_app.base.contentfile.rulekind import Reading, Rows, RuleKind
from forms_app.base.office import Office
from forms_app.base.sessions.rules import LIMITS, Kind, Limit

CALLED = {
    Role.ADMIN: "管理员",
    Role.OFFICE: "办公室",
    Role.REVIEWER: "审核员",
    Role.GRID_WORKER: "网格员",
    Role.KEEPER: "值守员",
}
USUAL = LIMITS[Kind.STAFF]


@dataclass(frozen=True)
class AccountRules:
    """`second_step`: the roles that open nothing without it. Of an office that says
    nothing of it, those that see everything of a community or of all. `limits`: how
    long a session of a role lasts, where not as long as usual.
    """

    second_step: frozenset[Role] = frozenset({Role.ADMIN, Role.OFFICE})
    limits: Mapping[Role, Limit] = field(default_factory=dict)
    day_hours: int = 24

    def session_limit(self, role: Role) -> Limit:
        return self.limits.get(role, USUAL)


def _accounts(reading: Reading) -> AccountRules:
    limits = [limit for _row, limit in reading.others["limits"]]
    return AccountRules(
        frozenset(map(Role, reading.outside["second_step"])),
        dict(limits),
        reading.outside["day_hours"],
    )


def _limit(_row: Row, values: Values) -> tuple[Role, Limit]:
    idle = timedelta(minutes=values["idle_minutes"])
    return Role(values["role"]), Limit(idle, timedelta(hours=values["hours"]))


def _once(reading: Reading) -> None:
    """A role that has two limits has none that anybody can name."""
    known: set[Role] = set()
    for row, (role, _limit_of_role) in reading.others["limits"]:
        if role in known:
            row.fault("role", "“%(role)s”写了两次，请只留一行", role=str(role))
        known.add(role)


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
        Key(
            "day_hours",
            "一日账号最多用多少小时；不开就写 0",
            "How many hours one-day accounts last at most; 0 for none",
            Type.WHOLE,
            low=0,
            high=72,
            default=AccountRules.day_hours,
            example="12",
            called="一日账号",
        ),
    ),
    others=(
        Rows(
            "limits",
            "登录多久要重来",
            (
                Key(
                    "role",
                    "哪个角色",
                    "The role",
                    required=True,
                    choices={str(role): called for role, called in CALLED.items()},
                    example='"keeper"',
                ),
                Key(
                    "idle_minutes",
                    "多少分钟没有用就退出",
                    "Signed out after so many minutes without use",
                    Type.WHOLE,
                    low=5,
                    high=24 * 60,
                    default=int(USUAL.idle.total_seconds() // 60),
                    example="30",
                ),
                Key(
                    "hours",
                    "一直在用，最多多少小时退出",
                    "Signed out after so many hours, however much it is used",
                    Type.WHOLE,
                    low=1,
                    high=7 * 24,
                    default=int(USUAL.most.total_seconds() // 3600),
                    example="8",
                ),
            ),
            _limit,
            may_be_none=True,
        ),
    ),
    further=_once,
)


def rules_on(rules: Iterable[RuleFile], day: date) -> AccountRules:
    return ACCOUNTS.on(rules, day) or AccountRules()


def rules_now(office: Office) -> AccountRules:
    rules = RULES.records(office.accepted).values()
    return rules_on(rules, office.clock.today())
