"""Forms of one-day accounts: making cards, and signing in with the code of one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask_wtf import FlaskForm

from forms_app.base.access import Role
from forms_app.base.accounts.post import Post, Scopes
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.day_accounts.codes import MOST
from forms_app.base.fields import Count, Line, Menu, Required, picked
from forms_app.base.time_fields import Moment

LONGEST_NAME = 20  # a number is put behind it


class CardsForm(FlaskForm):
    """Who they are for, where, how many, until when."""

    name = Line(
        _l("给谁用"),
        [Required(_l("请填写给谁用，例如 志愿者"), LONGEST_NAME)],
        description=_l(
            "记录里写这个名字，后面加号码。写身份，不写人名，例如 志愿者、消防队员。"
        ),
    )
    where = Menu(
        _l("在哪里"),
        [
            Required(_l("请选一个监测点或者网格"), 80),
            picked(_l("请选一个监测点或者网格")),
        ],
        description=_l(
            "监测点：只能登记进出的人和车。网格：看得到这个网格的单位、联系人和要跟进的人。"
        ),
    )
    number = Count(_l("几张卡片"), least=1, most=MOST, units=("张",))
    until = Moment(_l("到什么时候"))

    def offer(self, scopes: Scopes, now: datetime, hours: int) -> None:
        points = [
            (f"point:{slug}", _("监测点：%(name)s", name=name))
            for slug, name in scopes.points
        ]
        grids = [
            (f"grid:{slug}", _("网格：%(name)s", name=name))
            for slug, name in scopes.grids
        ]
        self.where.choices = [("", _("请选")), *points, *grids]
        self.now = now
        self.longest = timedelta(hours=hours)
        self.until.description = _("最多 %(n)s 小时以后。", n=hours)
        if not self.is_submitted():
            evening = now.replace(hour=18, minute=0, second=0, microsecond=0)
            later = evening if evening - now > timedelta(hours=2) else None
            self.until.data = min(later or now + timedelta(hours=8), now + self.longest)

    def post(self) -> Post:
        kind, _colon, slug = self.where.data.partition(":")
        if kind == "point":
            return Post.of(Role.KEEPER, points=[slug])
        return Post.of(Role.GRID_WORKER, grids=[slug])

    def validate(self, **given: Any) -> bool:
        if not super().validate(**given):
            return False
        until: datetime = self.until.data
        if until <= self.now:
            self.until.errors = [_("请填以后的时间。")]
        elif until > self.now + self.longest:
            self.until.errors = [self.until.description]
        return not self.until.errors


class DayCodeForm(FlaskForm):
    """What is printed on a card."""

    code = Line(
        _l("卡片上的号码"),
        [Required(_l("请填写卡片上的号码。"), 40)],
        description=_l("十二位，例如 MW9H-XA3E-KRHW。"),
    )
