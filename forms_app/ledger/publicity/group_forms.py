"""Paper forms of groups: opening one, its robot, an enterprise in it, what to send to
which.
"""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms.validators import ValidationError

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import in_a_row
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.dates import day
from forms_app.base.documents.document import Document
from forms_app.base.fields import Line, Menu, Public, Required, Ticks, picked
from forms_app.ledger.publicity.robots import is_allowed
from forms_app.permits.enterprises.pick import EnterprisePick


class RobotForm(FlaskForm):
    """群机器人. What is kept is never shown again."""

    robot = Line(
        _l("群机器人的地址（没有就不填）"),
        description=_l(
            "在企业微信群里添加“群机器人”后复制它的 Webhook 地址。保存以后不再显示；"
            "不填就由人复制到群里"
        ),
    )

    def __init__(self, hosts: tuple[str, ...], **given: Any) -> None:
        """`hosts`: those whose robots may be asked."""
        super().__init__(**given)
        self.hosts = hosts

    def validate_robot(self, field: Any) -> None:
        if field.data and not is_allowed(field.data, self.hosts):
            says = _(
                "请填 https 开头的机器人地址，允许的有：%(hosts)s",
                hosts=in_a_row(self.hosts),
            )
            raise ValidationError(says)


class GroupForm(RobotForm):
    """新增联防联控群."""

    community = Menu(_l("社区"), [picked(_l("请选一个社区"))])
    name = Line(
        _l("群名"), [Required(_l("请写群名，例如 前坎企业联防联控一群"), 60), Public()]
    )


class MemberForm(FlaskForm):
    """群里的单位."""

    reference = EnterprisePick(
        _l("哪家单位"),
        [Required(_l("请填是哪家单位，例如名称里的几个字"), 80)],
        description=_l("写名称里的几个字、地址或编号"),
    )


class SendForm(FlaskForm):
    """发到群里: a notice that is public already, and the groups."""

    notice = Menu(_l("哪一份通知"), [picked(_l("请选一份通知"))])
    groups = Ticks(_l("发到哪些群"))

    def offer(
        self, notices: dict[str, Document], groups: list[tuple[str, str]]
    ) -> None:
        """`groups`: number and name of each."""
        self.notice.choices = [
            ("", _("请选")),
            *((key, f"{day(one.day)} {one.title}") for key, one in notices.items()),
        ]
        self.groups.choices = groups

    def validate_notice(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("请选一份通知"))

    def validate_groups(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("请至少选一个群"))
