"""What a manager says of many tenants at once."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.validators import ValidationError

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import AtMost, Menu
from forms_app.permits.enterprises.trades import Trade

LONGEST = 200_000  # characters of rows


class SheetForm(FlaskForm):
    """Tenants out of a sheet: pasted, as a file, or (`good`) as they were shown before.

    `take`: they are to be registered now; else they are only looked at.
    """

    rows = TextAreaField(_l("贴在这里，一行一家"), [AtMost(LONGEST)])
    sheet = FileField(_l("或者选一张表（Excel、csv）"))
    good = HiddenField(validators=[AtMost(LONGEST)])
    trade = Menu(_l("没有写行业的，都是"))
    consent = BooleanField(_l("已告知每一家个人信息处理办法，都同意"))
    take = HiddenField()

    def offer(self, trades: tuple[Trade, ...], lang: str) -> None:
        named = [(trade.slug, trade.name(lang)) for trade in trades]
        self.trade.choices = [("", _("表里都写了")), *named]

    @property
    def file(self) -> Any:
        """What was chosen, if anything was."""
        return self.sheet.data if getattr(self.sheet.data, "filename", "") else None

    def validate_rows(self, field: Any) -> None:
        if not ((field.data or "").strip() or self.file or self.good.data):
            raise ValidationError(_("请贴上几行，或者选一张表"))

    def validate_consent(self, field: Any) -> None:
        if self.take.data and not field.data:
            raise ValidationError(_("请先告知租户，再勾选"))


class AlikeForm(FlaskForm):
    """One set of answers for several tenants."""

    promised = BooleanField(_l("勾选的每一家都和样板一样，以上各条都承诺"))

    def validate_promised(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("请看过每一条，勾选承诺，才能提交"))
