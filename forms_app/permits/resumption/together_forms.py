"""What is said once for all rows that are done together."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms.validators import ValidationError

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import AtMost, Count, Line, Menu, Pick
from forms_app.permits.resumption.labels import OUTCOMES


class AcceptTogetherForm(FlaskForm):
    """受理: the class of each is the one that the rule suggests."""

    batch = Count(_l("第几批"), least=1, most=99)
    basis = Menu(_l("依据"))

    def validate_basis(self, field: Any) -> None:
        if field.data not in [slug for slug, _title in field.choices if slug]:
            raise ValidationError(_("请选一份依据"))


class AssignTogetherForm(FlaskForm):
    """派给小分队."""

    squad = Menu(_l("派给哪个小分队"))

    def validate_squad(self, field: Any) -> None:
        if field.data not in dict(field.choices):
            raise ValidationError(_("请从列出的选项里选"))


class CallTogetherForm(FlaskForm):
    """打电话告知."""

    outcome = Pick(_l("结果"), choices=OUTCOMES.choices(), default="reached")
    note = Line(_l("备注（不写就留着原来的）"), [AtMost(200)])

    def validate_outcome(self, field: Any) -> None:
        if field.data not in OUTCOMES:
            raise ValidationError(_("请选一个结果"))
