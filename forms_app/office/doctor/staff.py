"""Accounts that open an office to more people than they should."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.access import Role
from forms_app.base.accounts.models import Account
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import in_a_row
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.second_step.queries import has_second_step
from forms_app.office.doctor.finding import Finding

UNUSED = timedelta(days=90)
UNCHANGED = timedelta(days=7)
FEW = 5


def findings(session: Session, now: datetime) -> Iterator[Finding]:
    query = select(Account).where(Account.active).order_by(Account.username)
    accounts = list(session.scalars(query).unique())
    admins = [one for one in accounts if _is_admin(one)]
    yield _admins(admins)
    alone = [one for one in admins if not has_second_step(session, one.id)]
    says = _("只用密码就进得来：%(names)s。请各自登录，设两步验证", names=_few(alone))
    yield _named(_l("管理员的两步验证"), alone, says)
    unused = [
        one for one in accounts if now - (one.last_sign_in or one.created_at) > UNUSED
    ]
    says = _("%(n)s 天没有人用：%(names)s。不用的请关掉：kaigong staff close")
    yield _named(
        _l("不用的账号"), unused, says % {"n": UNUSED.days, "names": _few(unused)}
    )
    waiting = [
        one for one in accounts if one.must_change and now - one.created_at > UNCHANGED
    ]
    says = _("一次性密码一直没有改：%(names)s。请重新给，或者关掉", names=_few(waiting))
    yield _named(_l("一次性密码"), waiting, says)


def _is_admin(account: Account) -> bool:
    return any(role.name == Role.ADMIN for role in account.roles)


def _admins(admins: list[Account]) -> Finding:
    if admins:
        return Finding(_l("管理员"), True, _("%(n)s 个", n=len(admins)))
    says = _("一个也没有：忘了密码没有人能重设。请运行 kaigong staff add")
    return Finding(_l("管理员"), False, says)


def _named(about: str, accounts: list[Account], says: str) -> Finding:
    return Finding(about, not accounts, says if accounts else _("没有不对的"))


def _few(accounts: list[Account]) -> str:
    names = in_a_row(one.username for one in accounts[:FEW])
    return f"{names}…" if len(accounts) > FEW else names
