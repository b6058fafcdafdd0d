"""Paper form of an officer's word (人工判定): what applies, until which day, why.

The day is preset from the rule and counted out; another number of days than the rule
names is said once before it is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_wtf import FlaskForm
from wtforms import HiddenField

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.dates import day
from forms_app.base.fields import AtMost, Lines, Pick, Required
from forms_app.base.time_fields import Day
from forms_app.people.health_rules.labels import OUTCOMES
from forms_app.people.health_rules.rules import Outcome
from forms_app.people.isolation.case_labels import choose_outcome

# what an officer may say
DECIDED = (Outcome.NONE, Outcome.HOME, Outcome.DESIGNATED)


@dataclass(frozen=True)
class ByRule:
    """What the rule names: since when, how many days, and so until when."""

    starts_on: date | None
    days: int | None
    due_on: date | None


@dataclass(frozen=True)
class Decision:
    """An officer's word; `until` only where somebody stays in."""

    outcome: str
    reason: str
    until: date | None


class OverrideForm(FlaskForm):
    """An officer's determination where the rule says nothing, or otherwise than the
    rule.
    """

    outcome = Pick(
        _l("怎样安排"),
        choices=[(code, OUTCOMES[code].label) for code in DECIDED],
    )
    until = Day(
        _l("隔离到哪一天（不用隔离的不填）"),
        optional=True,
        description=_l("到这一天已满天数，可以解除；例如 3月18日"),
    )
    reason = Lines(
        _l("理由"),
        [
            Required(_l("请写明理由，例如 已满 14 天，有居住地社区证明"), 300),
            AtMost(300),
        ],
    )
    # the day that was said to differ from the rule, when it was said
    counted = HiddenField()

    def decision(self, by_rule: ByRule) -> Decision | None:
        """What was decided; None when nothing was sent, or something is wrong or to be
        looked at once more, which then stands at its field.
        """
        is_good = self.validate_on_submit()
        if not self.is_submitted():
            return None
        if self.outcome.data not in DECIDED:
            self.outcome.errors = [choose_outcome()]
            return None
        if not is_good:
            return None
        reason = self.reason.data or ""
        if self.outcome.data == Outcome.NONE:
            return Decision(Outcome.NONE, reason, None)
        if not self.until.data:
            return Decision(self.outcome.data, reason, by_rule.due_on)
        if self._differs(self.until.data, by_rule):
            return None
        return Decision(self.outcome.data, reason, self.until.data)

    def _differs(self, until: date, by_rule: ByRule) -> bool:
        """Whether it is another day than by the rule and nobody has been told yet."""
        if by_rule.due_on in {None, until} or self.counted.data == until.isoformat():
            return False
        self.counted.data = until.isoformat()
        assert by_rule.starts_on, "a day by the rule counts from one"
        says = _(
            "从 %(start)s 到这一天是 %(n)s 天，规则写的是 %(days)s 天。"
            "确实这样安排，请再按一次“决定”。",
            start=day(by_rule.starts_on),
            n=(until - by_rule.starts_on).days,
            days=by_rule.days,
        )
        self.until.errors = [says]
        return True
