"""Paper form 每日报备: those in isolation one by one, the exceptions by name or number,
and a word about everybody else.

What is wrong stands at its field, with what was typed; nothing is guessed.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, FieldList, Form, FormField, HiddenField
from wtforms.validators import ValidationError

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import in_a_row
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.dates import NoDate, read_day, read_moment
from forms_app.base.fields import AtMost, Line, Pick, Required
from forms_app.base.matching import Matches, key_of, search
from forms_app.base.typed import plain
from forms_app.base.zone import office_zone
from forms_app.people.health_rules.readings import HealthRule, Problem, read_temperature
from forms_app.people.isolation.labels import CALLS, HOW, REST
from forms_app.people.isolation.roster_queries import OnRoster
from forms_app.people.isolation.rules import Day, may_report
from forms_app.people.isolation.saying import Named, Said

MOST_EXCEPTIONS = 200
MOST_NAMED = 9  # people of whom one is asked for


class StayingInForm(Form):
    """One person in isolation: a temperature, and how they feel; or, said explicitly,
    not measured.
    """

    number = HiddenField()
    celsius = Line(_l("体温"))
    how = Pick(_l("感觉怎么样"), choices=HOW.choices())


class ExceptionForm(Form):
    """Somebody else of whom there is something to say."""

    who = Line(_l("姓名或编号"))
    celsius = Line(_l("体温（量了就填）"))
    unwell = BooleanField(_l("不舒服"))
    absent = BooleanField(_l("今天没来"))


class ReportForm(FlaskForm):
    """每日报备.

    `faults` are the ids of the fields with what is wrong there, in the order of the
    page.
    """

    client_id = HiddenField()
    whose = HiddenField()
    day = HiddenField()
    slot = HiddenField()
    written_at = HiddenField()
    staying = FieldList(FormField(StayingInForm))
    exceptions = FieldList(FormField(ExceptionForm), max_entries=MOST_EXCEPTIONS)
    rest = Pick(_l("其余的人"), choices=REST.choices())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.faults: list[tuple[str, str]] = []

    def wrong(self, field: Any, says: str) -> None:
        field.errors = [*field.errors, says]
        self.faults.append(
            (f"{field.id}-0" if isinstance(field, Pick) else field.id, says)
        )

    @property
    def names_anybody(self) -> bool:
        """Whether something is written of somebody who is not in isolation."""
        return not all(map(_is_empty, self.exceptions))

    def moment(self, now: datetime) -> tuple[date | None, datetime]:
        """The day it is about, None when it is none; and when it was written, by the
        clock that wrote it.
        """
        day = None
        with suppress(NoDate):
            day = read_day(self.day.data or "")
        written = now
        with suppress(NoDate):
            written = read_moment(self.written_at.data or "", office_zone())
        return day, written

    def understood(
        self, people: list[OnRoster], health: HealthRule, now: datetime
    ) -> Said | None:
        """What it says; None when something is wrong, which then stands at its field."""
        self.validate()  # the token only: the rest is judged here
        day, written_at = self.moment(now)
        slot = next((each for each in health.slots if each.id == self.slot.data), None)
        if day is None or slot is None or not 8 <= len(self.client_id.data or "") <= 40:
            self.wrong(self.rest, _("这一页不完整。请刷新后再填一次。"))
            return None
        if refusal := day_says(may_report(day, slot.starts, now)):
            self.wrong(self.day, refusal)
        named = [*self._staying(people, health), *self._exceptions(people, health)]
        nobody = self.rest.data == "nobody"
        if self.rest.data not in {"well", "nobody"} and not all(
            person.stays_in for person in people
        ):
            self.wrong(self.rest, _("请选一项：其余的人都好，还是今天没有人上班"))
        if nobody and self.names_anybody:
            self.wrong(self.rest, _("上面写了人，就不是“没有人上班”。请改其中一处"))
        if self.faults:
            return None
        return Said(
            self.client_id.data or "", day, slot, written_at, tuple(named), nobody
        )

    def _staying(self, people: list[OnRoster], health: HealthRule) -> list[Named]:
        by_number = {str(person.number): person for person in people}
        found = []
        for row in self.staying:
            person = by_number.get(row.form.number.data or "")
            if person is None:
                # released or gone since the page was opened: nothing is asked any more
                continue
            celsius = self._celsius(row.form.celsius, health)
            how = row.form.how.data
            if how == "unread" and celsius is not None:
                self.wrong(
                    row.form.how,
                    _("%(name)s：写了体温，就不是“没有量到”", name=person.name),
                )
            elif how not in HOW:
                self.wrong(
                    row.form.how,
                    _("%(name)s：请选有没有不舒服；没有量到，也请选", name=person.name),
                )
            elif how != "unread" and celsius is None and not row.form.celsius.errors:
                says = _(
                    "%(name)s：请填体温，例如 36.5；没有量到，请选“没有量到”",
                    name=person.name,
                )
                self.wrong(row.form.celsius, says)
            unwell = {"well": False, "unwell": True}.get(how or "")
            found.append(Named(person.id, celsius, unwell, absent=False))
        return found

    def _exceptions(self, people: list[OnRoster], health: HealthRule) -> list[Named]:
        found: dict[int, Named] = {}
        in_rows = {row.form.number.data for row in self.staying}
        for row in self.exceptions:
            form = row.form
            if _is_empty(row):
                continue
            celsius = self._celsius(form.celsius, health)
            matches = matching(people, form.who.data or "")
            if len(matches.rows) != 1 or matches.is_near:
                self.wrong(form.who, _who_says(form.who.data or "", matches))
                continue
            named = matches.rows[0]
            if str(named.number) in in_rows or named.id in found:
                self.wrong(
                    form.who,
                    _("%(name)s 已经写过了，一个人只写一次", name=named.name),
                )
            elif (
                celsius is None
                and not form.unwell.data
                and not form.absent.data
                and not form.celsius.errors
            ):
                self.wrong(form.celsius, _("请填体温，或者勾选“不舒服”“今天没来”"))
            else:
                unwell = (
                    None
                    if form.absent.data and not form.unwell.data
                    else bool(form.unwell.data)
                )
                found[named.id] = Named(
                    named.id, celsius, unwell, bool(form.absent.data)
                )
        return list(found.values())

    def _celsius(self, field: Any, health: HealthRule) -> float | None:
        """The temperature in a field; None when it is empty, or wrong, which then
        stands there.
        """
        read = read_temperature(field.data or "", health)
        if isinstance(read, Problem):
            if read != Problem.EMPTY:
                self.wrong(field, problem_says(read, health))
            return None
        return read


def day_says(stands: Day) -> str:
    """Why a slot cannot be reported; empty when it can."""
    if stands == Day.TO_COME:
        return _("这个时段还没有到，不能提前报。请到时候量了再报。")
    if stands == Day.TOO_OLD:
        return _(
            "只能报今天和昨天的。更早的没有报，就一直记为缺报；有情况请拨打社区电话。"
        )
    return ""


def _is_empty(row: Any) -> bool:
    """Whether an exception was left empty."""
    return not any(
        row.form[name].data for name in ("who", "celsius", "unwell", "absent")
    )


def matching(people: list[OnRoster], typed: str) -> Matches[OnRoster]:
    """Whom a number, a whole name or, when only one fits, a part of a name means; where
    it means nobody, whose names are near.
    """
    words = typed.split()
    if words and words[0].isdecimal():
        return Matches([one for one in people if one.number == int(words[0])])
    found = search(people, lambda one: key_of([one.name]), typed)
    exact = [one for one in found.rows if plain(one.name) == plain(typed)]
    return Matches(exact or found.rows[:MOST_NAMED], found.is_near)


def _who_says(typed: str, matches: Matches[OnRoster]) -> str:
    if not typed:
        return _("请写姓名或编号，例如 12")
    several = in_a_row(f"{person.number} {person.name}" for person in matches.rows)
    if not several:
        return _("花名册上没有“%(typed)s”。请核对，或写编号", typed=typed)
    if matches.is_near:
        return _(
            "花名册上没有“%(typed)s”。名字相近的，请写编号：%(several)s",
            typed=typed,
            several=several,
        )
    return _("“%(typed)s”有几个人，请写编号：%(several)s", typed=typed, several=several)


def problem_says(problem: Problem, health: HealthRule) -> str:
    """What is wrong with a temperature, and how to write it."""
    if problem == Problem.FAHRENHEIT:
        return _("这像是华氏度。请把体温计调到摄氏度，量了再填，例如 36.5")
    if problem == Problem.NOT_PLAUSIBLE:
        values = {
            "low": f"{health.plausible_from:g}",
            "high": f"{health.plausible_to:g}",
        }
        return _("体温要在 %(low)s 到 %(high)s ℃ 之间。请再量一次，例如 36.5", **values)
    return _("认不出是多少度。请只写数字，例如 36.5")


class StepForm(FlaskForm):
    """A step of an alarm: what was measured, who was told, what was done, why it is
    closed.
    """

    version = HiddenField()
    note = Line(_l("内容"), [Required(_l("请写明内容"), 300), AtMost(300)])


class MissingCallForm(FlaskForm):
    """A call to an enterprise that did not report."""

    day = HiddenField()
    slot = HiddenField()
    outcome = HiddenField()
    note = Line(_l("备注"), [AtMost(300)])

    def validate_outcome(self, field: Any) -> None:
        if field.data not in CALLS:
            raise ValidationError(_("请选一项结果"))
