"""The kinds of question that are answered with several counts: a table, and supplies."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from forms_app.base import catalogue
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import in_a_row
from forms_app.base.fields import Count
from forms_app.base.notions.number import must_be
from forms_app.base.questions.answer import Answer, Aside, Given, OfKind, number
from forms_app.base.questions.fields import Cell
from forms_app.base.questions.question import Question, field_name


class Table(OfKind):
    """Counts by line and column, with their total."""

    def fields(self, question: Question, aside: Aside) -> dict[str, Any]:
        return {
            field_name(f"{line.slug}-{column.slug}"): Cell(
                column.label,
                named=in_a_row([str(line.label), str(column.label)]),
                is_required=question.is_required,
            )
            for line in question.answers
            for column in question.columns
        }

    def needs(self, question: Question) -> str:
        return must_be(0)

    def printed(
        self, question: Question, given: Given, aside: Aside
    ) -> Iterator[Answer]:
        total = self.values(question, given, aside)[question.slug]
        if total is None and not question.is_required:
            return
        if question.total:
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
            yield Answer(question.slug, str(line.label), said, flagged)

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

    def columns(self, question: Question, aside: Aside) -> dict[str, str]:
        label = question.label or question.text
        cells = {
            f"{line.slug}-{column.slug}": _(
                "%(table)s：%(line)s，%(column)s",
                table=label,
                line=line.label,
                column=column.label,
            )
            for line in question.answers
            for column in question.columns
        }
        total = str(question.total or _("%(table)s：合计", table=label))
        return {**cells, question.slug: total}

    def cells(self, question: Question, given: Given, aside: Aside) -> dict[str, Any]:
        return self.values(question, given, aside)

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
            name = item.name(catalogue.language())
            yield Answer(question.slug, name, said, is_short)

    def columns(self, question: Question, aside: Aside) -> dict[str, str]:
        lang = catalogue.language()
        return {item.slug: f"{item.name(lang)}（{item.unit}）" for item in aside.items}

    def cells(self, question: Question, given: Given, aside: Aside) -> dict[str, Any]:
        return {item.slug: given.get(field_name(item.slug)) for item in aside.items}

    def values(self, question: Question, given: Given, aside: Aside) -> dict[str, Any]:
        if not given:
            return {}
        short = any(answer.short for answer in self.printed(question, given, aside))
        return {question.slug: "short" if short else "enough"}

    def words(self, question: Question) -> dict[str, Collection[str]]:
        return {question.slug: ("short", "enough")}
