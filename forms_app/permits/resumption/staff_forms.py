"""Paper forms of the staff's side: 受理, 退回补正, 不同意, 现场核查表, decisions,
calls.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField
from wtforms.validators import ValidationError

from forms_app.base.attachments.fields import Attachments, FormWithFiles
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import (
    AtMost,
    Count,
    Line,
    Lines,
    Menu,
    Pick,
    Public,
    Required,
    Ticks,
)
from forms_app.base.questions.question import Question, field_name
from forms_app.base.questions.questionnaire import PageForm, Questionnaire
from forms_app.base.time_fields import Day, Moment
from forms_app.permits.resumption.check_questions import DoorQuestions
from forms_app.permits.resumption.content import LookedAt
from forms_app.permits.resumption.labels import CLASSES, OUTCOMES, RESULTS

DAY = "day-"  # of the field of a line
OF_LINES = ("line-", "note-", DAY)


class VersionedForm(FlaskForm):
    """Carries the version of the record it was opened on."""

    version = HiddenField()

    def matches(self, version: int) -> bool:
        return str(self.version.data) == str(version)


class AcceptForm(VersionedForm):
    """受理."""

    priority = Pick(_l("类别"))
    reason = Line(_l("改动建议的理由"), [AtMost(200)])
    batch = Count(_l("第几批"), most=99)
    squad = Menu(_l("派给哪个小分队"))
    basis = Menu(_l("依据"))

    def offer(
        self, squads: list[tuple[str, str]], bases: list[tuple[str, str]]
    ) -> None:
        self.priority.choices = CLASSES.choices()
        self.squad.choices = squads
        if not self.basis.data:
            bases = [("", _("请选依据")), *bases]
        self.basis.choices = bases

    def validate_priority(self, field: Any) -> None:
        if field.data not in CLASSES:
            raise ValidationError(_("请选一个类别"))

    def validate_basis(self, field: Any) -> None:
        known = [slug for slug, _title in field.choices if slug]
        if not known:
            raise ValidationError(_("还没有可以作依据的通知或政策，请先发布一份"))
        if field.data not in known:
            raise ValidationError(_("请选一份依据"))

    def validate_batch(self, field: Any) -> None:
        if field.data == 0:
            raise ValidationError(_("批次从 1 开始"))


class ReturnForm(VersionedForm, PageForm):
    """退回补正: a remark beside every page and every question that is to be mended;
    made by `return_form`.

    `places`: the page, and the question there or nothing, by the name of the field.
    """

    places: Mapping[str, tuple[str, str]] = {}

    @property
    def said(self) -> list[tuple[str, str, str]]:
        """Page, question (or nothing) and remark of everything that is to be mended."""
        return [
            (*place, self[name].data)
            for name, place in self.places.items()
            if self[name].data
        ]

    def of_page(self, page: str) -> list[Any]:
        """The fields of its questions."""
        return [
            self[name]
            for name, (where, question) in self.places.items()
            if where == page and question
        ]


def return_form(
    asked: Questionnaire, questions: Collection[Question], **given: Any
) -> ReturnForm:
    """`questions`: those that were asked."""
    places: dict[str, tuple[str, str]] = {}
    fields: dict[str, Any] = {}
    for page in asked.pages:
        places[field_name(page.slug)] = (page.slug, "")
        fields[field_name(page.slug)] = Line(page.title, [AtMost(200)])
        for one in questions:
            if one.page == page.slug:
                name = f"at-{one.slug}"  # no page is called so
                places[name] = (page.slug, one.slug)
                fields[name] = Line(one.label or one.text, [AtMost(200)])
    made = type("PagesReturned", (ReturnForm,), {**fields, "places": places})
    form: ReturnForm = made(**given)

    def some(_form: Any, _field: Any) -> None:
        if not form.said:
            raise ValidationError(_("请至少写一处怎么补正"))

    form.cross_checks = {next(iter(places)): [some]}
    return form


class ReasonForm(VersionedForm):
    """A decision with its reason."""

    reason = Line(
        _l("理由"), [Required(_l("请写明理由，对方会看到"), 200)], id="refuse-reason"
    )


class PublicReasonForm(FlaskForm):
    """暂停, 撤销."""

    reason = Line(
        _l("理由（公众会看到）"),
        [Required(_l("请写明理由，例如 消防通道堵了"), 120), Public(in_file=True)],
    )


class PutRight(Day):
    """The day by which what failed is put right: `earliest` or later."""

    def __init__(self, *args: Any, earliest: date, **kwargs: Any) -> None:
        super().__init__(*args, optional=True, **kwargs)
        self.earliest = earliest

    def pre_validate(self, form: Any) -> None:
        if form[f"line-{self.short_name.removeprefix(DAY)}"].data != "failed":
            self.errors = list[str]()  # nothing is asked of it
            return
        if not self.typed:
            raise ValidationError(_("请填哪天前改好，例如 2020-03-08"))
        if self.data and self.data < self.earliest:
            raise ValidationError(_("改好的日子不能在过去"))


class CheckForm(FormWithFiles):
    """现场核查表. Its lines are added by `check_form`."""

    visitors = Ticks(_l("来了哪几方"))
    confirmed = Lines(_l("单位的人确认了什么"), [AtMost(300)])
    photos = Attachments(_l("现场照片（可以不传）"))
    # on a phone without a network; else it is now
    at = Moment(_l("什么时候去的"), optional=True, description=_l("不填就是现在"))
    # the button that fills in what is still open, to be looked at before it is saved
    rest = BooleanField()
    # what is asked beside the lines: a form of its own, judged with this one
    questions: DoorQuestions | None = None

    def __iter__(self) -> Iterator[Any]:
        asked = self.questions.form if self.questions else ()
        return chain(super().__iter__(), asked)

    @property
    def errors(self) -> dict[Any, Any]:
        """By the names on the page."""
        asked = self.questions.form if self.questions else ()
        wrong = {field.name: field.errors for field in asked if field.errors}
        return {**super().errors, **wrong}

    def validate(self, extra_validators: Any = None) -> bool:
        is_good = super().validate(extra_validators)
        if self.questions is None or self.questions.form.validate():
            return is_good
        if is_good:
            self.hold_good_files()
        return False

    def pass_the_rest(self) -> None:
        """Whatever line has no answer yet passes."""
        for field in self:
            if field.name.startswith("line-") and field.data not in RESULTS:
                field.data = "passed"

    @property
    def days(self) -> dict[str, date]:
        """By when each line that failed is put right, where the form asks for that."""
        return {
            field.name.removeprefix(DAY): field.data
            for field in self
            if field.name.startswith(DAY)
            and field.data
            and self[f"line-{field.name.removeprefix(DAY)}"].data == "failed"
        }

    def validate_visitors(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("请至少选一方"))


def check_form(lines: LookedAt, *, days_from: date | None = None) -> type[CheckForm]:
    """A form class with a result and a note for each line of (id, text); with
    `days_from`, what fails needs a day by which it is put right, that one or later.
    """
    fields: dict[str, Any] = {}
    for line, text in lines:
        fields[f"line-{line}"] = Pick(text, [_answered], choices=RESULTS.choices())
        fields[f"note-{line}"] = Line(_("说明：") + str(text), [AtMost(200)])
        if days_from:
            label = _("哪天前改好：") + str(text)
            fields[DAY + line] = PutRight(label, earliest=days_from)
    return type("SiteCheckForm", (CheckForm,), fields)


def _answered(_form: Any, field: Any) -> None:
    if field.data not in RESULTS:
        raise ValidationError(_("请选“%(line)s”的结果", line=str(field.label.text)))


class CallForm(FlaskForm):
    outcome = Pick(_l("结果"), choices=OUTCOMES.choices())
    note = Line(_l("备注"), [AtMost(200)])

    def validate_outcome(self, field: Any) -> None:
        if field.data not in OUTCOMES:
            raise ValidationError(_("请选一个结果"))


class PostedForm(FlaskForm):
    posted = BooleanField()
