"""Paper forms of the public: a report of a mistake or an objection, and asking for its
answer.
"""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField
from wtforms.validators import ValidationError

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import Line, Lines, Menu, PhoneField, Pick, Required, picked
from forms_app.base.quarantine.traps import Trapped
from forms_app.ledger.feedback.labels import ABOUTS
from forms_app.permits.grid.community import Community


class ReportForm(Trapped):
    """报告错误、提出异议."""

    where = HiddenField()  # the page of the site it is about
    about = Pick(_l("是哪一种问题"), [picked(_l("请选一种"))], choices=ABOUTS.choices())
    text = Lines(
        _l("哪里不对，应该是什么"),
        [Required(_l("请写明哪里不对"), 1000)],
        description=_l("请不要写身份证号码，也不用写您的姓名。"),
    )
    community = Menu(_l("由哪个社区答复"), [picked(_l("请选一个社区"))])
    phone = PhoneField(
        _l("您的电话（可以不填）"),
        description=_l("只用来答复您，办结以后很快删除"),
        optional=True,
    )

    def offer(self, communities: dict[str, Community], lang: str) -> None:
        """None is chosen beforehand, unless the page is of one."""
        self.community.choices = [
            ("", _("请选一个社区")),
            *(
                (c.slug, c.title_en if lang == "en" else c.title)
                for c in communities.values()
            ),
        ]

    def validate_community(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("请选一个社区"))


class AnswerForm(FlaskForm):
    """受理号和查询码."""

    number = Line(_l("受理号"), [Required(_l("请填写受理号，例如 FK-7K3M9P"), 20)])
    code = StringField(_l("查询码"), [Required(_l("请填写查询码，12 位"), 40)])
