"""Forms of the second step: a code, and why an administrator resets it."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import AtMost, Line, Required

WRONG = _l(
    "验证码不对，或者已经用过。请看手机上现在显示的六位数字；还是不对，请看看手机的时间准不准。"
)
NOT_PROVED = _l("通行密钥没有成功，请再按一次。")
SLOWED = _l("连续输错多次，请过一刻钟再试，或请管理员放行。")


class AppCodeForm(FlaskForm):
    """What the app shows now."""

    code = Line(
        _l("验证码"),
        [Required(_l("请填写手机上显示的六位数字。"), 40)],
        description=_l("验证器里这个账号的六位数字，每 30 秒换一次。"),
    )


class CodeForm(AppCodeForm):
    """The same, or a recovery code."""

    code = Line(
        _l("验证码"),
        [Required(_l("请填写手机上显示的六位数字，或者一个恢复码。"), 40)],
        description=_l("手机验证器里的六位数字。手机不在身边，填一个恢复码。"),
    )


class ResetForm(FlaskForm):
    """Why somebody else's second step is reset."""

    reason = Line(
        _l("为什么重设"),
        [
            Required(
                _l("请写明为什么重设，例如：手机丢了，恢复码也找不到，已当面核对本人")
            )
        ],
        description=_l("会写进记录。请先当面或打电话核对是本人。"),
    )


class PasskeyForm(FlaskForm):
    """What the browser answers, filled in by a script."""

    answer = HiddenField(validators=[AtMost(64_000)])
