"""Form fields and checks that only questions of a content file need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from wtforms.validators import ValidationError

from forms_app.base.catalogue import gettext as _
from forms_app.base.dates import day
from forms_app.base.fields import Count
from forms_app.base.questions.question import Question, field_name
from forms_app.base.time_fields import Day

Check = Callable[[Any, Any], None]


class DraftDay(Day):
    """A day as a draft keeps it: 2020-03-08."""

    format = ""

    def read(self, typed: str, now: datetime) -> str:
        return super().read(typed, now).isoformat()


class OptionalCount(Count):
    """A count that may be left empty."""

    def pre_validate(self, form: Any) -> None:
        if str(self.raw_data[0] if self.raw_data else "").strip():
            super().pre_validate(form)


class Cell(Count):
    """A count in a table: left empty it is none, where it has to be answered. `named`: the
    line and the column; its messages say them, and those of the table its question.
    """

    names_itself = True

    def __init__(self, *args: Any, named: str, is_required: bool, **kwargs: Any):
        self.named = named
        self.is_required = is_required
        super().__init__(*args, **kwargs)

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        super().process_formdata(valuelist)
        if self._is_empty() and self.is_required:
            self.data = 0

    def pre_validate(self, form: Any) -> None:
        if self._is_empty():
            return
        try:
            super().pre_validate(form)
        except ValidationError as error:
            says = _("%(question)s：%(says)s", question=self.named, says=error)
            raise ValidationError(says) from None

    def _is_empty(self) -> bool:
        return not str(self.raw_data[0] if self.raw_data else "").strip()


class Within:
    """A day so many days from today; no bound where there is none."""

    def __init__(self, today: date, least: int | None, most: int | None) -> None:
        self.first = None if least is None else today + timedelta(days=least)
        self.last = None if most is None else today + timedelta(days=most)

    def __call__(self, _form: Any, field: Any) -> None:
        if not field.data:
            return
        on = date.fromisoformat(field.data)
        if self.first and on < self.first:
            raise ValidationError(_("最早是 %(day)s，请核对", day=day(self.first)))
        if self.last and on > self.last:
            raise ValidationError(_("最晚是 %(day)s，请核对", day=day(self.last)))


def number_ticked(question: Question) -> Check:
    """As many as are asked for are ticked."""
    least = question.least or (1 if question.is_required else 0)

    def check(_form: Any, field: Any) -> None:
        ticked = len(field.data or ())
        if ticked < least:
            raise ValidationError(
                str(question.missing) or _("请至少选 %(n)s 项", n=least)
            )
        if question.most and ticked > question.most:
            raise ValidationError(_("最多选 %(n)s 项", n=question.most))

    return check


def number_of_files(question: Question) -> Check:
    """As many as are asked for are there, with those that were handed in before."""
    least = question.least or (1 if question.is_required else 0)

    def check(_form: Any, field: Any) -> None:
        if len(field.staying) + len(field.ready) < least and not field.errors:
            raise ValidationError(
                str(question.missing) or _("请至少交 %(n)s 个文件", n=least)
            )

    return check


def total(form: Any, table: Question) -> int | None:
    """Of a table that is being filled in; None while a cell is not a number."""
    cells = [form[field_name(slug)].data for slug in table.cells]
    return None if None in cells else sum(cells)


def total_of(table: Question) -> Check:
    """All of a table together come to its least."""

    def check(form: Any, _field: Any) -> None:
        together = total(form, table)
        if together is not None and together < (table.least or 0):
            raise ValidationError(
                _(
                    "“%(question)s”加起来至少要有 %(n)s",
                    question=table.total or table.text,
                    n=table.least,
                )
            )

    return check


def not_more(asked: Question, most: Question, known: int | None) -> Check:
    """A count, or a table together, comes to no more than another count, of this page or
    (`known`) of another.
    """
    says = (
        "“%(question)s”加起来是 %(n)s，比“%(most)s”的 %(bound)s 还多，请核对"
        if asked.cells
        else "“%(question)s”是 %(n)s，比“%(most)s”的 %(bound)s 还多，请核对"
    )

    def check(form: Any, _field: Any) -> None:
        names = map(field_name, asked.cells) if asked.cells else [asked.name]
        together = sum(form[name].data or 0 for name in names)
        bound = form[most.name].data if most.name in form else known
        if bound is not None and together > bound:
            raise ValidationError(
                _(
                    says,
                    question=asked.total or asked.text,
                    n=together,
                    most=most.text,
                    bound=bound,
                )
            )

    return check
