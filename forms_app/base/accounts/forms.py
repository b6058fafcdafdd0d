"""Forms of staff accounts: opening one, what it is for, changing one's own password."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from flask_security.utils import verify_password
from flask_wtf import FlaskForm
from wtforms import PasswordField

from forms_app.base.access import Role
from forms_app.base.accounts.models import LONGEST_NAME, Account
from forms_app.base.accounts.operations import USERNAME
from forms_app.base.accounts.password import weakness
from forms_app.base.accounts.post import ROLES, Pairs, Post, Scopes
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import Line, Pick, Required, Ticks, picked

LONGEST_PASSWORD = 200  # of what is looked at


@dataclass(frozen=True)
class Box:
    """One box to tick."""

    field: str
    value: str
    label: str
    is_ticked: bool

    @property
    def id(self) -> str:
        return f"{self.field}-{self.value}"


@dataclass(frozen=True)
class Group:
    """The boxes of one community."""

    title: str
    boxes: list[Box]


class PostForm(FlaskForm):
    """What an account is called and what it is for."""

    name = Line(
        _l("显示的名字"),
        [Required(_l("请填写显示的名字，例如 莲湖社区审核员"), LONGEST_NAME)],
        description=_l("记录和名单里写这个名字。写岗位，不写人名。"),
    )
    role = Pick(_l("角色"), [picked(_l("请选一个角色"))], choices=ROLES.choices())
    communities = Ticks(_l("负责的社区"))
    grids = Ticks(_l("负责的网格"))
    points = Ticks(_l("看守的监测点"))

    def offer(self, scopes: Scopes, of: Account | None = None) -> None:
        """What may be ticked. What an account has that no file has any more stays."""
        self.scopes = scopes
        post = of.post if of else Post(Role.ADMIN)
        self.communities.choices = _with(scopes.communities, post.communities)
        self.grids.choices = _with(scopes.grids, post.grids)
        self.points.choices = _with(scopes.points, post.points)

    @classmethod
    def of(cls, account: Account, scopes: Scopes) -> PostForm:
        post = account.post
        form = cls(
            data={
                "name": account.name,
                "role": str(post.role),
                "communities": list(post.communities),
                "grids": list(post.grids),
                "points": list(post.points),
            }
        )
        form.offer(scopes, account)
        return form

    def groups(self) -> list[Group]:
        """The boxes by community: all of it, its grids, its monitoring points."""
        groups = [
            Group(
                area.title,
                [
                    self._box("communities", area.slug, _("全社区")),
                    *(self._box("grids", *grid) for grid in area.grids),
                    *(self._box("points", *point) for point in area.points),
                ],
            )
            for area in self.scopes.areas
        ]
        lost = [self._box(*one) for one in self._not_in_any_area()]
        return [*groups, Group(_("已经没有的"), lost)] if lost else groups

    def _box(self, field: str, value: str, label: str) -> Box:
        return Box(field, value, label, value in (self[field].data or []))

    def _not_in_any_area(self) -> list[tuple[str, str, str]]:
        known = {
            "communities": dict(self.scopes.communities),
            "grids": dict(self.scopes.grids),
            "points": dict(self.scopes.points),
        }
        return [
            (field, value, value)
            for field, titles in known.items()
            for value, _label in self[field].choices
            if value not in titles
        ]

    def post(self) -> Post:
        return Post.of(
            Role(self.role.data),
            self.communities.data or [],
            self.grids.data or [],
            self.points.data or [],
        )

    def validate(self, **given: Any) -> bool:
        if not super().validate(**given):
            return False
        lack = self.post().lack()
        if lack:
            self.communities.errors = [str(lack)]
        return lack is None


def _with(pairs: list[tuple[str, str]], slugs: Collection[str]) -> Pairs:
    known = dict(pairs)
    lost = [(slug, slug) for slug in slugs if slug not in known]
    return (*pairs, *lost)


class AccountForm(PostForm):
    """A new staff account."""

    username = Line(
        _l("账号"),
        [Required(_l("请填写账号，例如 lianhu-reviewer"), 60)],
        description=_l("登录用，以后不能改。小写字母、数字、点和连字符。"),
    )

    def validate(self, **given: Any) -> bool:
        is_right = super().validate(**given)
        if not self.username.errors and not USERNAME.fullmatch(self.username.data):
            says = _("账号只用小写字母、数字、点和连字符，例如 lianhu-reviewer")
            self.username.errors = [says]
            return False
        return is_right


class PasswordForm(FlaskForm):
    """One's own new password."""

    current = PasswordField(_l("现在的密码"))
    new = PasswordField(_l("新密码"), description=_l("至少 10 个字符"))
    again = PasswordField(_l("再输一次新密码"))

    def check(self, account: Account) -> bool:
        """Whether all three fit; puts the error beside the field."""
        if not verify_password(self.current.data or "", account.password):
            self.current.errors = [_("现在的密码不对")]
        elif refused := weakness(self.new.data or "", account.username):
            self.new.errors = [str(refused)]
        elif self.new.data == self.current.data:
            self.new.errors = [_("新密码不能和现在的一样")]
        elif self.new.data != self.again.data:
            self.again.errors = [_("两次输入的新密码不一样")]
        return not self.errors


class WhoForm(FlaskForm):
    """That it is still who signed in."""

    proof = PasswordField(
        _l("密码或验证码"), [Required(_l("请填写您的密码。"), LONGEST_PASSWORD)]
    )
