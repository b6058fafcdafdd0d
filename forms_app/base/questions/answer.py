"""An answer as it is printed, what is known beside it, and what a kind of question is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from forms_app.base.attachments.models import Attachment
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.questions.question import Item, Question
from forms_app.base.words import Look, Word

SHORT = Word(_l("不足"), Look.HELD)
Given = Mapping[str, Any]  # the answers of one page, by name


@dataclass(frozen=True)
class Aside:
    """What is known beside the answers: the day, the supplies that are needed, the files
    that were handed in by the id of their question, the answers by their ids.
    """

    today: date
    items: Sequence[Item] = ()
    files: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)

    def number(self, slug: str) -> int:
        """An answered number; 0 where there is none."""
        found = self.values.get(slug)
        return found if isinstance(found, int) else 0


@dataclass(frozen=True)
class Answer:
    """One answer as it is printed, or one line of it, with the files of one that is
    files. `question` is its id; `short`: staff are to see it marked.
    """

    question: str
    label: str
    printed: str
    short: bool = False
    files: Sequence[Attachment] = ()

    @property
    def mark(self) -> Word | None:
        """The tag beside it."""
        return SHORT if self.short else None


class OfKind:
    """A kind of question."""

    def fields(self, question: Question, aside: Aside) -> dict[str, Any]:
        """The form fields by name."""
        raise NotImplementedError

    def needs(self, question: Question) -> str:
        """What an answer must be, where the file has no sentence of its own for it."""
        return _("请填这一项")

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

    def kept(self, question: Question, given: Given, aside: Aside) -> dict[str, Any]:
        """The answer as it is kept, by name: it differs where somebody changed it."""
        return {name: given.get(name) for name in self.fields(question, aside)}

    def columns(self, question: Question, aside: Aside) -> dict[str, str]:
        """Its columns in a sheet: what stands above each, by its key."""
        return {question.slug: str(question.label or question.text)}

    def cells(self, question: Question, given: Given, aside: Aside) -> dict[str, Any]:
        """What stands in those columns: numbers, or words as they are printed."""
        return {question.slug: self.said(question, given.get(question.name))}

    def values(self, question: Question, given: Given, aside: Aside) -> dict[str, Any]:
        """What conditions read, by id."""
        return {question.slug: given.get(question.name)}

    def words(self, question: Question) -> dict[str, Collection[str]]:
        """What conditions may name, by id: the words it may be; a number has none."""
        return {}


def label_of(question: Question, slug: str) -> str:
    """As it is where the file offers it no more."""
    offered = {choice.slug: choice.label for choice in question.answers}
    return str(offered.get(slug, slug))


def number(value: Any) -> str:
    return "—" if value is None else str(value)
