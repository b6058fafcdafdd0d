"""Paper forms of keeping and forgetting: 查阅复制申请, 删除申请."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms.validators import ValidationError

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import Line, Required
from forms_app.base.notions.phone import mobile
from forms_app.permits.enterprises.pick import EnterprisePick


class FindPersonForm(FlaskForm):
    """Whom a request is about: the enterprise, and the number on its roster or the
    mobile number.
    """

    reference = EnterprisePick(
        _l("哪家单位"),
        [Required(_l("请填是哪家单位，例如名称里的几个字"), 80)],
        description=_l("写名称里的几个字、地址或编号"),
    )
    who = Line(
        _l("花名册上的编号，或者本人手机号"),
        [Required(_l("请填编号或手机号，例如 12 或 13800001234"), 20)],
    )

    @property
    def number(self) -> int | None:
        word = self.who.data or ""
        return (
            int(word) if word.isascii() and word.isdecimal() and len(word) < 7 else None
        )

    @property
    def phone(self) -> str | None:
        return mobile(self.who.data or "")

    def validate_who(self, field: Line) -> None:
        if self.number is None and self.phone is None:
            raise ValidationError(_("请填编号或手机号，例如 12 或 13800001234"))


class EraseForm(FlaskForm):
    """删除申请: why it is erased."""

    reason = Line(
        _l("理由"),
        [Required(_l("请写明理由，例如：本人申请删除"))],
        description=_l("加密保存在操作记录里。请不要写姓名和电话。"),
    )
