"""Each determination as one sentence for the person, and each problem of a reading, in
the reader's language.
"""

from __future__ import annotations

from typing import Protocol

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import language
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.dates import day
from forms_app.base.words import Look, Words
from forms_app.people.health_rules.readings import HealthRule, Problem, shown
from forms_app.people.health_rules.rules import Determination, Outcome, Sentence

OUTCOMES = Words(
    {
        Outcome.NONE: (_l("不用隔离"), Look.VALID),
        Outcome.HOME: (_l("居家隔离"), Look.HELD),
        Outcome.DESIGNATED: (_l("到指定地点隔离"), Look.HELD),
        Outcome.ASK: (_l("先问社区"), Look.WAIT),
    }
)


def sentence(found: Determination, *, notice: str, ask: str) -> str:
    """What, where, until which day, why, and whom to ask.

    `notice` is the title of the document `found.basis` names; `ask` an office with its
    phone, as it is to be read.
    """
    if found.outcome is Outcome.ASK:
        return _(
            "%(why)s，请先问%(ask)s，问清以前不要自己定。", why=_why(found), ask=ask
        )
    values = {"notice": notice, "ask": ask, "days": found.days, "day": found.day}
    if found.ends_on:
        values["until"] = day(found.ends_on)
    if found.sentence is Sentence.AT_HOME:
        return _(
            "请您在家或宿舍单独居住、不外出，到 %(until)s 满 %(days)s 天为止（今天是第 "
            "%(day)s 天），"
            "依据《%(notice)s》；有不清楚或者有困难，请问%(ask)s。",
            **values,
        )
    if found.sentence is Sentence.AT_PLACE:
        return _(
            "请您到社区安排的指定地点居住、不外出，到 %(until)s 满 %(days)s "
            "天为止（今天是第 %(day)s 天），"
            "依据《%(notice)s》；有不清楚或者有困难，请问%(ask)s。",
            **values,
        )
    if found.sentence is Sentence.DAYS_ARE_FULL:
        return _(
            "您到 %(until)s 已满 %(days)s 天，不用再隔离，依据《%(notice)s》；"
            "身体不舒服时，请马上告诉%(ask)s。",
            **values,
        )
    return _(
        "您不用隔离，依据《%(notice)s》；身体不舒服时，请马上告诉%(ask)s。",
        notice=notice,
        ask=ask,
    )


def _why(found: Determination) -> str:
    """Why an officer must be asked."""
    why = {
        Sentence.ASK_UNWELL: _("您身体不舒服或者发热"),
        Sentence.ASK_HEALTH: _("还没有说身体有没有不舒服"),
        Sentence.ASK_NO_RULE: _("这一天没有生效的隔离规则"),
        Sentence.ASK_ORIGIN: _("从哪里来还不清楚，或者规则里没有这个地方"),
        Sentence.ASK_COMMUNITY: _("到哪个社区还不清楚，各社区的做法不同"),
        Sentence.ASK_ARRIVAL: _("哪一天到达还不清楚"),
        Sentence.ASK_FUTURE: _("到达的日子还没有到"),
        Sentence.ASK_GAP: _("规则没有写到这种情形"),
        Sentence.ASK_OVER: _("规定的天数已经过了，规则没有写到以后怎么做"),
        Sentence.ASK_BY_RULE: _(
            "按规则，这种情形（%(note)s）由社区决定", note=row_says(found)
        ),
    }
    return why[found.sentence]


class FromRow(Protocol):
    """What was determined by a row of the rule."""

    @property
    def note(self) -> str: ...
    @property
    def note_en(self) -> str: ...


def row_says(found: FromRow) -> str:
    """The words of the row, as the public table has them."""
    return found.note if language().startswith("zh") else found.note_en


def problem_sentence(problem: Problem, health: HealthRule) -> str:
    """What is wrong with a reading, and how to write it."""
    if problem is Problem.FAHRENHEIT:
        return _("这像是华氏度。请按摄氏度再填一次，例如 36.5。")
    if problem is Problem.NOT_PLAUSIBLE:
        low = shown(health.plausible_from)
        high = shown(health.plausible_to)
        return _(
            "体温一般在 %(low)s 到 %(high)s 之间。请再量一次，例如填 36.5。",
            low=low,
            high=high,
        )
    return _("请填写体温，只写一个数字，例如 36.5。")
