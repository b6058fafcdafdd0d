"""How an enterprise wants to be told."""

from __future__ import annotations

from flask_wtf import FlaskForm

from forms_app.base.catalogue import DEFAULT
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import EmailField, Line, Pick, Required, Ticks, picked
from forms_app.permits.messages.labels import KINDS
from forms_app.permits.messages.rules import Kind


class CodeForm(FlaskForm):
    """The code that came by text message."""

    code = Line(
        _l("验证码"),
        [Required(_l("请填写短信里的验证码"), 20)],
        description=_l("短信里的 6 个数字"),
    )


class ChoiceForm(FlaskForm):
    """What is sent by which language and address."""

    email = EmailField(
        _l("邮箱（可以不填）"),
        optional=True,
        description=_l("填了，消息也会发到这个邮箱；清空就不再发邮件"),
    )
    language = Pick(_l("用哪种文字"), [picked(_l("请选一种文字"))])
    wanted = Ticks(_l("这些也告诉我"))

    def offer(self, by_email: bool, kinds: list[Kind]) -> None:
        """`by_email`: whether the office sends e-mail; `kinds`: of those that may be left
        out, what it tells.
        """
        if not by_email:
            del self.email
        self.language.choices = [(DEFAULT, "中文"), ("en", "English")]
        self.wanted.choices = [(str(one), KINDS[one].label) for one in kinds]
        if not kinds:
            del self.wanted
