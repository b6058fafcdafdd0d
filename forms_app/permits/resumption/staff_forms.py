"""Paper forms of the staff's side: 受理, 退回补正, 不同意, 现场核查表, decisions,
calls.
"""

from __future__ import annotations

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
from forms_app.base.questions.question import field_name
from forms_app.base.questions.questionnaire import PageForm, Questionnaire
from forms_app.base.time_fields import Moment
from forms_app.permits.resumption.labels import CLASSES, OUTCOMES, RESULTS


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
    """退回补正: a remark beside every page that is to be mended; made by `return_form`.

    `pages` are their ids.
    """

    pages: tuple[str, ...] = ()

    @property
    def items(self) -> list[dict[str, str]]:
        said = {page: self[field_name(page)].data for page in self.pages}
        return [{"page": page, "remark": said[page]} for page in said if said[page]]


def return_form(asked: Questionnaire, **given: Any) -> ReturnForm:
    slugs = tuple(page.slug for page in asked.pages)
    fields: dict[str, Any] = {
        field_name(page.slug): Line(page.title, [AtMost(200)]) for page in asked.pages
    }
    made = type("PagesReturned", (ReturnForm,), {**fields, "pages": slugs})
    form: ReturnForm = made(**given)

    def some(_form: Any, _field: Any) -> None:
        if not form.items:
            raise ValidationError(_("请至少写一处怎么补正"))

    form.cross_checks = {field_name(slugs[0]): [some]}
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
        [Required(_l("请写明理由，例如 入口测温没有落实"), 120), Public(in_file=True)],
    )


class CheckForm(FormWithFiles):
    """现场核查表. Its lines are added by `check_form`."""

    visitors = Ticks(_l("来了哪几方"))
    confirmed = Lines(_l("单位的人确认了什么"), [AtMost(300)])
    photos = Attachments(_l("现场照片（可以不传）"))
    # on a phone without a network; else it is now
    at = Moment(_l("什么时候去的"), optional=True, description=_l("不填就是现在"))
    # the button that fills in what is still open, to be looked at before it is saved
    rest = BooleanField()

    def pass_the_rest(self) -> None:
        """Whatever line has no answer yet passes."""
        for field in self:
            if field.name.startswith("line-") and field.data not in RESULTS:
                field.data = "passed"

    def validate_visitors(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("请至少选一方"))


def check_form(lines: list[tuple[str, str]]) -> type[CheckForm]:
    """A form class with a result and a note for each line of (id, text)."""
    fields: dict[str, Any] = {}
    for line, text in lines:
        fields[f"line-{line}"] = Pick(text, [_answered], choices=RESULTS.choices())
        fields[f"note-{line}"] = Line(_("说明：") + text, [AtMost(200)])
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
