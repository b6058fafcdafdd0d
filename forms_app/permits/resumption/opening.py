"""Before the office opens: its hours, what a decision may rest on, and who decides."""

from __future__ import annotations

from datetime import timedelta

from forms_app.base.access import Role
from forms_app.base.accounts.queries import actors
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import in_a_row
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.dates import day
from forms_app.base.feature import Link
from forms_app.base.opening import Line
from forms_app.base.worklist import Reader
from forms_app.permits.grid.opening import decided
from forms_app.permits.grid.queries import directory, rule, title_of
from forms_app.permits.resumption.bases import slugs
from forms_app.permits.resumption.hours import HOURS

AHEAD = timedelta(days=14)  # so far ahead the hours must be known


def lines(reader: Reader) -> list[Line]:
    return [_of_hours(reader), _of_bases(reader), _of_who_decides(reader)]


def _of_hours(reader: Reader) -> Line:
    today = reader.now.date()
    hours = rule(reader.office, HOURS, today)
    last = max((days.until for days in hours.days), default=None) if hours else None
    is_done = False
    if last is None:
        what = _("还没有写")
    elif last < today + AHEAD:
        what = _("只写到 %(day)s", day=day(last))
    elif decided(reader, HOURS) is None:
        what = _("看一遍，再写上依据（basis）")
    else:
        is_done = True
        what = _("写到 %(day)s", day=day(last))
    return Line(_l("办公时间"), is_done, what, "rules/hours.toml", place=40)


def _of_bases(reader: Reader) -> Line:
    found = slugs(reader.office)
    what = (
        _("%(n)s 份通知或政策", n=len(found))
        if found
        else _("受理要写明依据，现在一份通知或政策也没有。可以从示例开始")
    )
    command = "content example how-to-apply"
    title = _l("决定可以依据的文件")
    return Line(title, bool(found), what, "notices/", command, place=35)


def _of_who_decides(reader: Reader) -> Line:
    """An admin may too, and runs the office: somebody else is to decide."""
    deciders = actors(reader.session, {Role.REVIEWER, Role.OFFICE})
    without = [
        title_of(one)
        for one in directory(reader.office).values()
        if not any(one.slug in actor.communities for actor in deciders)
    ]
    names = in_a_row(without)
    what = (
        _("还没有人能审批：%(names)s。要一个审核员或者办公室的账号", names=names)
        if without
        else _("%(n)s 个账号", n=len(deciders))
    )
    is_admin = reader.actor.role is Role.ADMIN
    # on the page of accounts, which only an admin may open
    address = "/app/staff/accounts/"
    page = Link(address, _("账号")) if is_admin else None
    return Line(_l("谁来审批"), not without, what, page=page, place=90)
