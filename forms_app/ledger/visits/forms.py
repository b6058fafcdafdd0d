"""Paper forms: 走访表 (one visit), what to do about two that conflict, an enterprise's
request, a public question.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import ValidationError

from forms_app.base.attachments.fields import FormWithFiles, Photos
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import in_a_row
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import (
    AtMost,
    Line,
    Lines,
    Menu,
    Pick,
    Public,
    Required,
    Ticks,
    picked,
)
from forms_app.base.offline.sent import is_ahead, is_too_old
from forms_app.base.time_fields import Moment
from forms_app.ledger.visits import labels
from forms_app.ledger.visits.rules import (
    CheckList,
    Section,
    wants_help,
)

ANSWER = "a-"  # before the id of a line, in the names of fields
ASKED = (Section.CHECK, Section.NEEDS, Section.STAFF)


class VisitForm(FormWithFiles):
    """走访表.

    The lines of the check list are added by `visit_form`; what a phone sends later has
    the same fields.
    """

    client_id = HiddenField()
    base = HiddenField()
    outcome = Pick(
        _l("结果"), [picked(_l("请选一个结果"))], choices=labels.OUTCOMES.choices()
    )
    channel = Pick(
        _l("怎么联系的"),
        [picked(_l("请选怎么联系的"))],
        choices=labels.CHANNELS.choices(),
    )
    visitors = Ticks(_l("来了哪几方"), choices=labels.BODIES.choices())
    difficulty_head = Menu(_l("哪方面的困难"))
    difficulty_title = Line(_l("困难或请求，一句话（没有就不填）"), [AtMost(60)])
    difficulty_text = Lines(_l("详细情况（可以不填）"), [AtMost(1000)])
    left = Ticks(_l("留下的材料和表格"))
    next_try = Moment(
        _l("下次什么时候去（可以不填）"),
        optional=True,
        description=_l("没人在，不填就是下一个半天；不让进，不填就是下一个工作日"),
    )
    at = Moment(_l("什么时候去的"), optional=True)
    note = Lines(
        _l("备注（可以不填）"),
        [AtMost(300)],
        description=_l("不要写人名、电话和身份证号码"),
    )
    photos = Photos()

    def offer(self, lines: CheckList, now: datetime) -> None:
        self.now = now
        self.left.choices = [
            (line.id, labels.in_language(line.words)) for line in lines.of(Section.LEFT)
        ]
        self.difficulty_head.choices = heads(lines)

    def validate_client_id(self, field: Any) -> None:
        if not 8 <= len(field.data or "") <= 40 or not field.data.isprintable():
            raise ValidationError(_("页面不完整，请重新打开再记。"))

    def validate_base(self, field: Any) -> None:
        if not (field.data or "").isdecimal() or len(field.data) > 9:
            raise ValidationError(_("页面不完整，请重新打开再记。"))

    def validate_at(self, field: Any) -> None:
        if field.data and is_ahead(field.data, self.now):
            raise ValidationError(_("走访的时间在将来，请核对手机的日期和时间。"))
        if field.data and is_too_old(field.data, self.now):
            raise ValidationError(
                _("走访是 7 天以前的，不能再补记。请联系社区办公室。")
            )

    def validate_visitors(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("请至少选一方"))

    def validate_difficulty_title(self, field: Any) -> None:
        if self.difficulty_text.data and not field.data:
            raise ValidationError(_("请用一句话写明是什么困难"))

    @property
    def answers(self) -> dict[str, str]:
        """Line → code, of what was answered."""
        return {
            field.name.removeprefix(ANSWER): field.data
            for field in self
            if field.name.startswith(ANSWER) and field.data
        }

    @property
    def difficulty(self) -> tuple[str, str] | None:
        """Title and text of the request that comes of it."""
        title = self.difficulty_title.data or ""
        text = self.difficulty_text.data or ""
        if title:
            return with_head(self.difficulty_head, title), text
        ticked = [
            str(self[f"{ANSWER}{slug}"].label.text) for slug in wants_help(self.answers)
        ]
        return (_("%(heads)s：要帮忙", heads=in_a_row(ticked)), "") if ticked else None


def heads(lines: CheckList) -> list[tuple[str, str]]:
    """The five heads of the needs survey, for a menu."""
    found = [
        (line.id, labels.in_language(line.words)) for line in lines.of(Section.NEEDS)
    ]
    return [("", _("其他")), *found]


def with_head(menu: Any, title: str) -> str:
    """The title of a request, its head before it."""
    head = dict(menu.choices).get(menu.data or "", "") if menu.data else ""
    return _("%(head)s：%(title)s", head=head, title=title) if head else title


def visit_form(lines: CheckList) -> type[VisitForm]:
    """A form class with an answer to tick for each line that is asked; none has to be
    answered.
    """
    fields: dict[str, Any] = {}
    for line in (line for section in ASKED for line in lines.of(section)):
        choices = [
            (code, labels.in_language(said)) for code, said in line.answers.items()
        ]
        fields[f"{ANSWER}{line.id}"] = Pick(
            labels.in_language(line.words), [_of_its_line], choices=choices
        )
    return type("VisitFormOfToday", (VisitForm,), fields)


def sections(form: VisitForm, lines: CheckList) -> list[tuple[Any, list[Any]]]:
    """What is asked, by section, for the page."""
    found = []
    for each in ASKED:
        fields = [form[f"{ANSWER}{line.id}"] for line in lines.of(each)]
        found += [(labels.SECTIONS[each].label, fields)] if fields else []
    return found


def _of_its_line(_form: Any, field: Any) -> None:
    if field.data and field.data not in dict(field.choices):
        raise ValidationError(_("请从列出的选项里选"))


class SettleForm(FlaskForm):
    """两次走访不一样，以哪一次为准."""

    keep = Pick(
        _l("以哪一次为准"),
        [picked(_l("请选以哪一次为准"))],
        choices=labels.KEEPS.choices(),
    )


class RequestForm(FlaskForm):
    """单位提出问题或诉求."""

    head = Menu(_l("哪方面"))
    title = Line(_l("什么事"), [Required(_l("请用一句话写明是什么事"), 60)])
    text = Lines(
        _l("详细情况（可以不填）"),
        [AtMost(1000)],
        description=_l("写清楚要解决什么。不要写身份证号码。"),
    )


class QuestionForm(FlaskForm):
    """公开为常见问题: rewritten, without names."""

    question = Line(
        _l("问题"),
        [Required(_l("请写问题，不写单位和人的名字"), 100), Public(in_file=True)],
    )
    answer = Lines(
        _l("答复"),
        [Required(_l("请写答复，不写单位和人的名字"), 1000), Public(in_file=True)],
    )
