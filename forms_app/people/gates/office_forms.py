"""Paper forms around the register: signing on, a shift of the roster, looking back with
a reason.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask_wtf import FlaskForm
from wtforms.validators import ValidationError

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import (
    AtMost,
    Lines,
    Menu,
    PersonName,
    Pick,
    Required,
    picked,
)
from forms_app.base.time_fields import Moment
from forms_app.people.gates import labels
from forms_app.people.gates.rules import LONGEST_LOOK, OFFERED, Decision, Outcome

LONGEST_SHIFT = timedelta(hours=24)


class SignOnForm(FlaskForm):
    """上岗."""

    name = PersonName(_l("谁在岗（姓名）"), says=_l("请填在岗的人的姓名"))


class ShiftForm(FlaskForm):
    """值守排班."""

    account = Menu(_l("账号"), [picked(_l("请选一个值守员账号"))])
    name = PersonName(
        _l("姓名"),
        says=_l("请填值守的人的姓名"),
        description=_l("只有办公室看得到"),
    )
    begins = Moment(_l("从"))
    ends = Moment(_l("到"))

    def validate_ends(self, field: Any) -> None:
        if (
            self.begins.data
            and field.data
            and not timedelta() < field.data - self.begins.data <= LONGEST_SHIFT
        ):
            raise ValidationError(_("下岗要晚于上岗，一班不超过 24 小时"))


class LookBackForm(FlaskForm):
    """查看登记: between when and when, and why."""

    begins = Moment(_l("从"))
    ends = Moment(_l("到"))
    reason = Lines(
        _l("为什么要查"),
        [Required(_l("请写明理由，例如 配合流行病学调查"), 300), AtMost(300)],
    )

    def validate_ends(self, field: Any) -> None:
        if (
            self.begins.data
            and field.data
            and not timedelta() < field.data - self.begins.data <= LONGEST_LOOK
        ):
            raise ValidationError(_("一次最多查 48 小时，结束要晚于开始"))


class DecisionForm(FlaskForm):
    """What the office decided about somebody who was stopped."""

    decision = Pick(_l("怎么办"), [picked(_l("请选怎么办"))])
    note = Lines(_l("说明（选“其他办法”要写）"), [AtMost(300)])

    def offer(self, outcome: Outcome) -> None:
        self.decision.choices = [
            (code, labels.DECISIONS[code].label) for code in OFFERED.get(outcome, ())
        ]

    def validate_note(self, field: Any) -> None:
        if self.decision.data == Decision.OTHER and not (field.data or "").strip():
            raise ValidationError(_("请写明怎么办的，例如 电话问过老家社区，可以进"))
