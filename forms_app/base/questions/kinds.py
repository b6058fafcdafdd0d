"""What each kind of question asks, prints, and offers to conditions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from forms_app.base import catalogue
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import in_a_row
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import AtMost, Count, Line, Lines, Pick, Required, Ticks
from forms_app.base.questions.fields import (
    DraftDay,
    OptionalCount,
    Within,
    number_ticked,
    one_of,
)
from forms_app.base.questions.question import Item, Kind, Question, field_name
from forms_app.base.words import Look, Word

SHORT = Word(_l("不足"), Look.HELD)
LINE_AT_MOST = 60
WORDS_AT_MOST = 500
COUNT_AT_MOST = 100_000
Given = Mapping[str, Any]  # the answers of one page, by name


@dataclass(frozen=True)
class Aside:
    """What is known beside the answers: the day, the supplies that are needed, the
    answers by their ids.
    """

    today: date
    items: Sequence[Item] = ()
    values: Mapping[str, Any] = field(default_factory=dict)

    def number(self, slug: str) -> int:
        """An answered number; 0 where there is none."""
        found = self.values.get(slug)
        return found if isinstance(found, int) else 0


@dataclass(frozen=True)
class Answer:
    """One answer as it is printed. `short`: staff are to see it marked."""

    question: str
    label: str
    printed: str
    short: bool = False

    @property
    def mark(self) -> Word | None:
        """The tag beside it."""
        return SHORT if self.short else None


class OfKind:
    """A kind of question."""

    def fields(self, question: Question, aside: Aside) -> dict[str, Any]:
        """The form fields by name."""
        raise NotImplementedError

    def printed(
        self, question: Question, given: Given, aside: Aside
    ) -> Iterator[Answer]:
        """As both sides read it; an optional one without an answer is left out."""
        said = self.said(question, given.get(question.name))
        if said or question.is_required:
            yield Answer(
                question.slug,
                str(question.label or question.text),
                said or "—",
                self.is_flagged(question, given.get(question.name)),
            )

    def said(self, question: Question, value: Any) -> str:
        return "" if value is None else str(value)

    def is_flagged(self, question: Question, value: Any) -> bool:
        ticked = value if isinstance(value, list) else [value]
        return any(slug in ticked for slug in question.flagged)

    def values(self, question: Question, given: Given, aside: Aside) -> dict[str, Any]:
        """What conditions read, by id."""
        return {question.slug: given.get(question.name)}

    def words(self, question: Question) -> dict[str, Collection[str]]:
        """What conditions may name, by id: the words it may be; a number has none."""
        return {}


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


class OneOf(OfKind):
    def fields(self, question: Question, aside: Aside) -> dict[str, Any]:
        says = question.missing or _l("请选一项")
        offered = [(choice.slug, choice.label) for choice in question.answers]
        return {
            question.name: Pick(
                question.text,
                [one_of(says, question.is_required)],
                choices=offered,
                description=question.hint,
            )
        }

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

    def said(self, question: Question, value: Any) -> str:
        return in_a_row(label_of(question, one) for one in value or ())


class Table(OfKind):
    """Counts by line and column, with their total."""

    def fields(self, question: Question, aside: Aside) -> dict[str, Any]:
        made = Count if question.is_required else OptionalCount
        return {
            field_name(f"{line.slug}-{column.slug}"): made(column.label)
            for line in question.answers
            for column in question.columns
        }

    def printed(
        self, question: Question, given: Given, aside: Aside
    ) -> Iterator[Answer]:
        if question.total:
            total = self.values(question, given, aside)[question.slug]
            yield Answer(question.slug, str(question.total), number(total))
        for line in question.answers:
            counts = {
                column.slug: given.get(field_name(f"{line.slug}-{column.slug}"))
                for column in question.columns
            }
            flagged = any(
                counts[slug] and f"{line.slug}-{slug}" in question.flagged
                for slug in counts
            )
            said = self._line(question, counts)
            yield Answer(f"{question.slug}-{line.slug}", str(line.label), said, flagged)

    def _line(self, question: Question, counts: Mapping[str, int | None]) -> str:
        printed = str(question.printed)
        if not printed:
            return in_a_row(
                f"{column.label} {number(counts[column.slug])}"
                for column in question.columns
            )
        for slug, count in counts.items():
            printed = printed.replace(f"{{{slug}}}", number(count))
        return printed

    def values(self, question: Question, given: Given, aside: Aside) -> dict[str, Any]:
        cells = {slug: given.get(field_name(slug)) for slug in question.cells}
        answered = [count for count in cells.values() if count is not None]
        return {**cells, question.slug: sum(answered) if answered else None}

    def words(self, question: Question) -> dict[str, Collection[str]]:
        return dict.fromkeys([question.slug, *question.cells], ())


class Supplies(OfKind):
    """What is in stock of each item of supplies.toml, against what is needed."""

    def fields(self, question: Question, aside: Aside) -> dict[str, Any]:
        people = aside.number(question.per)
        lang = catalogue.language()
        fields = {}
        for item in aside.items:
            needs = {"n": item.needed(people), "unit": item.unit}
            fields[field_name(item.slug)] = Count(
                f"{item.name(lang)}（{item.unit}）",
                description=_("至少要有 %(n)s %(unit)s", **needs),
                units=(item.unit,),
            )
        return fields

    def printed(
        self, question: Question, given: Given, aside: Aside
    ) -> Iterator[Answer]:
        people = aside.number(question.per)
        for item in aside.items:
            stock = given.get(field_name(item.slug))
            need = item.needed(people)
            said = f"{number(stock)} {item.unit}"
            cover = None if stock is None else item.days_of_cover(stock, people)
            if cover is not None:
                said += _("，够用 %(n)s 天", n=cover)
            is_short = stock is not None and stock < need
            if is_short:
                said += _("（应有 %(n)s）", n=need)
            yield Answer(item.slug, item.name(catalogue.language()), said, is_short)

    def values(self, question: Question, given: Given, aside: Aside) -> dict[str, Any]:
        if not given:
            return {}
        short = any(answer.short for answer in self.printed(question, given, aside))
        return {question.slug: "short" if short else "enough"}

    def words(self, question: Question) -> dict[str, Collection[str]]:
        return {question.slug: ("short", "enough")}


KINDS: dict[Kind, OfKind] = {
    Kind.LINE: Text(Line, LINE_AT_MOST),
    Kind.WORDS: Text(Lines, WORDS_AT_MOST),
    Kind.COUNT: Number(),
    Kind.DATE: OneDay(),
    Kind.PICK: OneOf(),
    Kind.TICKS: SeveralOf(),
    Kind.TABLE: Table(),
    Kind.SUPPLIES: Supplies(),
}


def answers_in(questions: Iterable[Question]) -> dict[str, Collection[str]]:
    """What conditions may name, with the words it may be; a number has none."""
    found: dict[str, Collection[str]] = {}
    for question in questions:
        found |= KINDS[question.kind].words(question)
    return found


def label_of(question: Question, slug: str) -> str:
    """As it is where the file offers it no more."""
    offered = {choice.slug: choice.label for choice in question.answers}
    return str(offered.get(slug, slug))


def number(value: Any) -> str:
    return "—" if value is None else str(value)
