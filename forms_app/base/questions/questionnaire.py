"""All pages and questions of one version of a file, and the forms and print of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask_wtf import FlaskForm

from forms_app.base.attachments.fields import Attachments
from forms_app.base.catalogue import gettext as _
from forms_app.base.questions.answer import Answer, Aside, label_of
from forms_app.base.questions.conditions import EQUAL, Condition, all_hold
from forms_app.base.questions.fields import Check, not_more, total_of
from forms_app.base.questions.kinds import KINDS, answers_in
from forms_app.base.questions.question import Answers, Kind, Page, Question, field_name

IS = "只在“%(question)s”是“%(answer)s”时填"
IS_NOT = "只在“%(question)s”不是“%(answer)s”时填"
COMPARED = {
    "=": "只在“%(question)s”是 %(answer)s 时填",
    "≠": "只在“%(question)s”不是 %(answer)s 时填",
    "!=": "只在“%(question)s”不是 %(answer)s 时填",
    ">": "只在“%(question)s”多于 %(answer)s 时填",
    "<": "只在“%(question)s”少于 %(answer)s 时填",
    ">=": "只在“%(question)s”不少于 %(answer)s 时填",
    "≥": "只在“%(question)s”不少于 %(answer)s 时填",
    "<=": "只在“%(question)s”不多于 %(answer)s 时填",
    "≤": "只在“%(question)s”不多于 %(answer)s 时填",
}
COMPLETE = "complete"  # beside the answers of a page: whether all were good


class PageForm(FlaskForm):
    """A page of questions.

    `cross_checks` are those between its fields; `names` the fields of each question;
    `skipped` those of questions that are not asked with what is answered now.
    """

    cross_checks: Mapping[str, list[Check]] = {}
    names: Mapping[str, list[str]] = {}
    skipped: frozenset[str] = frozenset()

    def validate(self, extra_validators: Any = None) -> bool:
        given = {**self.cross_checks, **(extra_validators or {})}
        is_good = bool(super().validate(given))
        for name in self.skipped:
            self[name].errors = []
        return is_good or not self.errors

    @property
    def files(self) -> dict[str, Attachments]:
        """The field of each question that asks for files."""
        fields = {
            slug: self[name] for slug, names in self.names.items() for name in names
        }
        return {
            slug: field
            for slug, field in fields.items()
            if isinstance(field, Attachments)
        }

    def given(self) -> dict[str, Any]:
        """What was answered, by name; files are beside."""
        beside = {field.name for field in self.files.values()} | self.skipped
        names = [name for each in self.names.values() for name in each]
        return {name: self[name].data for name in names if name not in beside}


@dataclass(frozen=True)
class Questionnaire:
    """What is asked, page by page."""

    pages: tuple[Page, ...]
    questions: tuple[Question, ...]

    def page(self, slug: str) -> Page | None:
        return next((page for page in self.pages if page.slug == slug), None)

    def of(self, page: str) -> list[Question]:
        return [question for question in self.questions if question.page == page]

    def question(self, slug: str) -> Question | None:
        return next((one for one in self.questions if one.slug == slug), None)

    def with_values(self, answers: Answers, aside: Aside) -> Aside:
        """`aside` with the answers as conditions read them."""
        for question in self.questions:
            given = answers.get(question.page, {})
            found = KINDS[question.kind].values(question, given, aside)
            aside = replace(aside, values={**aside.values, **found})
        return aside

    def asked_pages(self, answers: Answers, aside: Aside) -> list[Page]:
        """Those whose condition holds."""
        values = self.with_values(answers, aside).values
        return [page for page in self.pages if all_hold(page.when, values)]

    def missing(self, answers: Answers, aside: Aside) -> list[str]:
        """The pages that are asked and not yet complete."""
        return [
            page.slug
            for page in self.asked_pages(answers, aside)
            if not answers.get(page.slug, {}).get(COMPLETE)
        ]

    def form(self, page: str, answers: Answers, aside: Aside, **how: Any) -> PageForm:
        """The form of a page, with what was answered before. `how` as forms take it: a
        prefix of the names, what was sent where that is not what a browser sends now.

        A question is not there where answers of other pages speak against it, and is
        skipped where those of this page do.
        """
        aside = self.with_values(answers, aside)
        asked = [one for one in self.of(page) if self._may_be_asked(one, aside)]
        fields = {one.slug: KINDS[one.kind].fields(one, aside) for one in asked}
        together = {
            name: field for each in fields.values() for name, field in each.items()
        }
        made = type("QuestionsForm", (PageForm,), together)
        form: PageForm = made(data=answers.get(page, {}), **how)
        form.names = {slug: list(each) for slug, each in fields.items()}
        form.cross_checks = self._checks(page, aside)
        if form.is_submitted() or how.get("formdata"):
            form.skipped = self._skipped(page, form, answers, aside)
        return form

    def _may_be_asked(self, question: Question, aside: Aside) -> bool:
        """No answer of another page speaks against it."""
        here = answers_in(self.of(question.page))
        elsewhere = [one for one in question.when if one.answer not in here]
        return all_hold(elsewhere, aside.values)

    def _skipped(
        self, page: str, form: PageForm, answers: Answers, aside: Aside
    ) -> frozenset[str]:
        values = self.with_values({**answers, page: form.data}, aside).values
        return frozenset(
            name
            for slug, names in form.names.items()
            for name in names
            if (question := self.question(slug)) and not all_hold(question.when, values)
        )

    def _checks(self, page: str, aside: Aside) -> dict[str, list[Check]]:
        """What is wrong between fields, by the one where it is told: a table comes to
        too little at its first cell, to more than a count at that count.
        """
        checks: dict[str, list[Check]] = {}
        for one in self.of(page):
            is_table = one.kind is Kind.TABLE
            first = field_name(one.cells[0]) if is_table else one.name
            if is_table and one.least:
                checks.setdefault(first, []).append(total_of(one))
            if most := self.question(one.at_most):
                is_there = is_table and most.page == page
                at = most.name if is_there else first
                known = aside.values.get(most.slug)
                checks.setdefault(at, []).append(not_more(one, most, known))
        return checks

    def only_when(self, question: Question) -> str:
        """When it is asked, in words; empty for always."""
        return "；".join(map(self._in_words, question.when))

    def _in_words(self, condition: Condition) -> str:
        asked = self.question(condition.answer)
        value = condition.value
        if asked and condition.sign in EQUAL and not asked.is_number:
            says = IS if EQUAL[condition.sign] else IS_NOT
            answer = label_of(asked, value)
            return _(says, question=asked.text, answer=answer)
        said = asked.text if asked else condition.answer
        return _(COMPARED[condition.sign], question=said, answer=value)

    def printed(
        self, answers: Answers, aside: Aside
    ) -> list[tuple[str, str, list[Answer]]]:
        """Page, its title, and its answers; a page that was not filled in has none."""
        aside = self.with_values(answers, aside)
        return [
            (page.slug, str(page.title), self._printed(page.slug, answers, aside))
            for page in self.pages
            if all_hold(page.when, aside.values)
        ]

    def _printed(self, page: str, answers: Answers, aside: Aside) -> list[Answer]:
        given = answers.get(page)
        if not given:
            return []
        return [
            answer
            for question in self.of(page)
            if all_hold(question.when, aside.values)
            for answer in KINDS[question.kind].printed(question, given, aside)
        ]

    def asked(self, answers: Answers, aside: Aside) -> list[Question]:
        """The questions whose conditions, and those of their page, hold."""
        aside = self.with_values(answers, aside)
        pages = {page.slug for page in self.pages if all_hold(page.when, aside.values)}
        return [
            one
            for one in self.questions
            if one.page in pages and all_hold(one.when, aside.values)
        ]

    def kept(
        self, page: str, question: str, answers: Answers, aside: Aside
    ) -> dict[str, Any]:
        """The answers of a page, or of one question there, as they are kept."""
        given = answers.get(page, {})
        return {
            name: value
            for one in self.of(page)
            if question in {"", one.slug}
            for name, value in KINDS[one.kind].kept(one, given, aside).items()
        }

    def names(self, aside: Aside) -> dict[str, set[str]]:
        """What answers are kept under, by the page."""
        found: dict[str, set[str]] = {}
        for one in self.questions:
            found.setdefault(one.page, set()).update(KINDS[one.kind].fields(one, aside))
        return found

    def columns(self, aside: Aside) -> dict[tuple[str, str], str]:
        """One for every question (of a table and of supplies one for every count): what
        stands above it, by the question and its key there.
        """
        return {
            (question.slug, key): label
            for question in self.questions
            for key, label in KINDS[question.kind].columns(question, aside).items()
        }

    def cells(self, answers: Answers, aside: Aside) -> dict[tuple[str, str], Any]:
        """What stands in those columns, of the questions that are asked."""
        aside = self.with_values(answers, aside)
        return {
            (question.slug, key): value
            for question in self.asked(answers, aside)
            for key, value in KINDS[question.kind]
            .cells(question, answers.get(question.page, {}), aside)
            .items()
        }

    def shared(self, answers: Answers, aside: Aside) -> dict[str, dict[str, Any]]:
        """What every tenant of a building has in common, of the answers of one: a page
        is complete where nothing else of it is required.
        """
        found: dict[str, dict[str, Any]] = {}
        for page in self.pages:
            given = answers.get(page.slug, {})
            common = [one for one in self.of(page.slug) if one.is_shared]
            kept = _kept(common, given, aside)
            if not kept:
                continue
            rest = [one for one in self.of(page.slug) if not one.is_shared]
            is_whole = not any(one.is_required for one in rest)
            complete = bool(given.get(COMPLETE)) and is_whole
            found[page.slug] = {**kept, COMPLETE: complete}
        return found

    def begun_with(self, answers: Answers, aside: Aside) -> dict[str, dict[str, Any]]:
        """What somebody answered before to what is still asked. No page is complete:
        each is looked at once more.
        """
        found = {
            page.slug: _kept(self.of(page.slug), answers.get(page.slug, {}), aside)
            for page in self.pages
        }
        return {slug: {**kept, COMPLETE: False} for slug, kept in found.items() if kept}


def _kept(questions: Iterable[Question], given: Any, aside: Aside) -> dict[str, Any]:
    return {
        name: given[name]
        for question in questions
        for name in KINDS[question.kind].fields(question, aside)
        if given.get(name) not in (None, "")
    }
