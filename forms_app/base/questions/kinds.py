"""What each kind of question asks, prints, and offers to conditions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from forms_app.base.attachments.fields import Attachments, what_is_taken
from forms_app.base.attachments.rules import MOST_FILES
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import in_a_row
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.dates import day
from forms_app.base.fields import (
    AtMost,
    Count,
    Line,
    Lines,
    Pick,
    Required,
    Ticks,
    picked,
)
from forms_app.base.notions.number import must_be
from forms_app.base.questions.answer import Answer, Aside, Given, OfKind, label_of
from forms_app.base.questions.fields import (
    DraftDay,
    OptionalCount,
    Within,
    number_of_files,
    number_ticked,
)
from forms_app.base.questions.question import Kind, Question
from forms_app.base.questions.tables import Supplies, Table

LINE_AT_MOST = 60
WORDS_AT_MOST = 500
COUNT_AT_MOST = 100_000


class Text(OfKind):
    """Words, on one line or on several."""

    def __init__(self, made: Any, most: int) -> None:
        self.made = made
        self.most = most

    def fields(self, question: Question, aside: Aside) -> dict[str, Any]:
        most = question.most or self.most
        says = question.missing or _l("请填这一项")
        checks = [Required(says, most) if question.is_required else AtMost(most)]
        made = self.made(question.text, checks, description=question.hint)
        return {question.name: made}


class Number(OfKind):
    def fields(self, question: Question, aside: Aside) -> dict[str, Any]:
        made = Count if question.is_required else OptionalCount
        return {
            question.name: made(
                question.text,
                description=question.hint,
                least=question.least or 0,
                most=COUNT_AT_MOST if question.most is None else question.most,
            )
        }

    def needs(self, question: Question) -> str:
        return must_be(question.least or 0, question.most)

    def cells(self, question: Question, given: Given, aside: Aside) -> dict[str, Any]:
        return self.values(question, given, aside)

    def words(self, question: Question) -> dict[str, Collection[str]]:
        return {question.slug: ()}


class OneDay(OfKind):
    def fields(self, question: Question, aside: Aside) -> dict[str, Any]:
        within = Within(aside.today, question.least, question.most)
        optional = not question.is_required
        return {
            question.name: DraftDay(
                question.text, [within], description=question.hint, optional=optional
            )
        }

    def said(self, question: Question, value: Any) -> str:
        return day(value)

    def cells(self, question: Question, given: Given, aside: Aside) -> dict[str, Any]:
        return self.values(question, given, aside)

    def needs(self, question: Question) -> str:
        return _("请填日期，例如 2020-03-05")


class OneOf(OfKind):
    def fields(self, question: Question, aside: Aside) -> dict[str, Any]:
        says = question.missing or _l("请选一项")
        offered = [(choice.slug, choice.label) for choice in question.answers]
        return {
            question.name: Pick(
                question.text,
                [picked(says, optional=not question.is_required)],
                choices=offered,
                description=question.hint,
            )
        }

    def needs(self, question: Question) -> str:
        return _("请选一项")

    def said(self, question: Question, value: Any) -> str:
        return label_of(question, value) if value else ""

    def words(self, question: Question) -> dict[str, Collection[str]]:
        return {question.slug: [choice.slug for choice in question.answers]}


class SeveralOf(OneOf):
    def fields(self, question: Question, aside: Aside) -> dict[str, Any]:
        offered = [(choice.slug, choice.label) for choice in question.answers]
        return {
            question.name: Ticks(
                question.text,
                [number_ticked(question)],
                choices=offered,
                description=question.hint,
            )
        }

    def needs(self, question: Question) -> str:
        least = question.least or 1
        if question.most:
            return _("请选 %(n)s 到 %(most)s 项", n=least, most=question.most)
        return _("请至少选 %(n)s 项", n=least)

    def said(self, question: Question, value: Any) -> str:
        return in_a_row(label_of(question, one) for one in value or ())


class Files(OfKind):
    """Photos and papers. They are attachments, so no answer holds them."""

    def fields(self, question: Question, aside: Aside) -> dict[str, Any]:
        most = question.most or MOST_FILES
        takes = what_is_taken(question.takes, most)
        hint = _("%(hint)s；%(takes)s", hint=question.hint, takes=takes)
        return {
            question.name: Attachments(
                question.text,
                [number_of_files(question)],
                takes=question.takes,
                most=most,
                kept=aside.files.get(question.slug, ()),
                description=hint if question.hint else takes,
            )
        }

    def printed(
        self, question: Question, given: Given, aside: Aside
    ) -> Iterator[Answer]:
        found = aside.files.get(question.slug, ())
        if found or question.is_required:
            said = _("%(n)s 个文件", n=len(found)) if found else "—"
            label = str(question.label or question.text)
            yield Answer(question.slug, label, said, files=found)

    def kept(self, question: Question, given: Given, aside: Aside) -> dict[str, Any]:
        found = aside.files.get(question.slug, ())
        return {question.name: [one.file for one in found]}

    def cells(self, question: Question, given: Given, aside: Aside) -> dict[str, Any]:
        return {question.slug: len(aside.files.get(question.slug, ()))}

    def values(self, question: Question, given: Given, aside: Aside) -> dict[str, Any]:
        return {}


KINDS: dict[Kind, OfKind] = {
    Kind.LINE: Text(Line, LINE_AT_MOST),
    Kind.WORDS: Text(Lines, WORDS_AT_MOST),
    Kind.COUNT: Number(),
    Kind.DATE: OneDay(),
    Kind.PICK: OneOf(),
    Kind.TICKS: SeveralOf(),
    Kind.TABLE: Table(),
    Kind.SUPPLIES: Supplies(),
    Kind.FILES: Files(),
}


def answers_in(questions: Iterable[Question]) -> dict[str, Collection[str]]:
    """What conditions may name, with the words it may be; a number has none."""
    found: dict[str, Collection[str]] = {}
    for question in questions:
        found |= KINDS[question.kind].words(question)
    return found
