"""Forms of staff accounts: opening one, changing one's own password."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from flask_security.utils import verify_password
from flask_wtf import FlaskForm
from wtforms import PasswordField
from wtforms.validators import ValidationError

from forms_app.base.access import Role
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import Line, Pick, Required, Ticks

ROLES: dict[Role, Any] = {
    Role.GRID_WORKER: _l("网格员"),
    Role.REVIEWER: _l("审核员"),
    Role.OFFICE: _l("办公室"),
    Role.ADMIN: _l("管理员"),
    Role.KEEPER: _l("守门人"),
}
SHORTEST = 10


@dataclass(frozen=True)
class Scopes:
    """What an account may be limited to: slugs with the names people read."""

    communities: list[tuple[str, str]]
    grids: list[tuple[str, str]]
    points: list[tuple[str, str]]


class AccountForm(FlaskForm):
    """A new staff account."""

    username = Line(
        _l("账号（写岗位，不写人名）"),
        [Required(_l("请填写账号，例如 lianhu-reviewer"), 60)],
    )
    role = Pick(_l("角色"))
    communities = Ticks(_l("负责的社区"))
    grids = Ticks(_l("负责的网格（网格员必填）"))
    points = Ticks(_l("看守的监测点（守门人；不选就是所选社区的每一个）"))

    def offer(self, scopes: Scopes) -> None:
        self.role.choices = list(ROLES.items())
        self.communities.choices = scopes.communities
        self.grids.choices = scopes.grids
        self.points.choices = scopes.points

    def validate_username(self, field: Any) -> None:
        if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{2,59}", field.data):
            raise ValidationError(
                _("账号只用小写字母、数字、点和连字符，例如 lianhu-reviewer")
            )

    def validate_role(self, field: Any) -> None:
        if field.data not in set(Role):
            raise ValidationError(_("请选一个角色"))

    def validate_grids(self, field: Any) -> None:
        if self.role.data == Role.GRID_WORKER and not field.data:
            raise ValidationError(_("网格员要有负责的网格"))

    def validate_points(self, field: Any) -> None:
        if (
            self.role.data == Role.KEEPER
            and not field.data
            and not self.communities.data
        ):
            raise ValidationError(_("守门人要有看守的监测点，或者有负责的社区"))


class PasswordForm(FlaskForm):
    """One's own new password."""

    current = PasswordField(_l("现在的密码"))
    new = PasswordField(_l("新密码"), description=_l("至少 10 个字符"))
    again = PasswordField(_l("再输一次新密码"))

    def check(self, stored: str) -> bool:
        """Whether all three fit; puts the error beside the field."""
        if not verify_password(self.current.data or "", stored):
            self.current.errors = [_("现在的密码不对")]
        elif len(self.new.data or "") < SHORTEST:
            self.new.errors = [_("新密码至少要 10 个字符")]
        elif self.new.data != self.again.data:
            self.again.errors = [_("两次输入的新密码不一样")]
        return not self.errors
