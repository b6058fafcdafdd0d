"""Answers in a sheet: a column for every question.

What was answered by different versions of a file shares a sheet: a question that several
of them ask has one column, with its words in the newest one. Every campaign has columns
of its own. What was answered to a question that the file asks no more stands in the last
column.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from forms_app.base.catalogue import in_a_row
from forms_app.base.listing import cell
from forms_app.base.office import Office
from forms_app.base.questions.answer import Aside
from forms_app.base.questions.question import Answers
from forms_app.base.questions.questionnaire import COMPLETE, Questionnaire
from forms_app.permits.campaigns.queries import names_beside_others

# its campaign, and how its form keeps it
Question = tuple[str, Any]


@dataclass(frozen=True)
class Version:
    """One version of what is asked in a campaign: `day` is its first, `names` what it
    keeps an answer under, by the page; `aside` what is known beside answers.
    """

    campaign: str
    day: str
    asked: Questionnaire
    aside: Aside
    names: Mapping[str, Collection[str]]

    @classmethod
    def of(cls, campaign: str, day: str, asked: Questionnaire, aside: Aside) -> Version:
        return cls(campaign, day, asked, aside, asked.names(aside))

    def columns(self, office: Office) -> dict[Question, str]:
        """The label of each of its questions; with the campaign where there are several."""
        name = names_beside_others(office).get(self.campaign)
        return {
            (self.campaign, key): f"{name}：{label}" if name else label
            for key, label in self.asked.columns(self.aside).items()
        }

    def cells(
        self,
        answers: Answers,
        labels: Mapping[Question, str],
        files: Mapping[str, Any] = {},
    ) -> list[Any]:
        """What stands in the columns of a sheet, and in the last one."""
        cells = self.asked.cells(answers, replace(self.aside, files=files))
        own = (
            cells.get(key) if campaign == self.campaign else None
            for campaign, key in labels
        )
        return [*map(cell, own), self._others(answers)]

    def _others(self, answers: Answers) -> str:
        """What was answered to a question that this version has not."""
        return "；".join(
            f"{name}：{in_a_row(value) if isinstance(value, list) else value}"
            for page, given in answers.items()
            for name, value in given.items()
            if name not in {COMPLETE, *self.names.get(page, ())}
            and value not in (None, "", [])
        )


def labels_of(office: Office, versions: Iterable[Version]) -> dict[Question, str]:
    """What stands above the columns of all of them."""
    labels: dict[Question, str] = {}
    for one in sorted(versions, key=lambda one: one.day, reverse=True):
        own = one.columns(office).items()
        labels |= {key: label for key, label in own if key not in labels}
    return labels
