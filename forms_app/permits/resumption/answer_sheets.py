"""The answers of applications as Excel: a column for every question.

Applications that were begun with different versions of application.toml share a sheet:
a question that several of them ask has one column, with its words in the newest one.
Every campaign has columns of its own. What was answered to a question that the file
asks no more stands in the last column.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import in_a_row
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.exports.kinds import Asked, Kind, Tell, told
from forms_app.base.listing import Column, cell
from forms_app.base.office import Office
from forms_app.base.questions.answer import Aside
from forms_app.base.questions.question import Answers
from forms_app.base.questions.questionnaire import COMPLETE
from forms_app.base.spreadsheets import workbook
from forms_app.base.worklist import Reader
from forms_app.permits.campaigns.queries import names_beside_others
from forms_app.permits.grid.queries import basis_title
from forms_app.permits.resumption import form_pages, papers
from forms_app.permits.resumption.application_file import ApplicationForm
from forms_app.permits.resumption.application_list import APPLICATIONS
from forms_app.permits.resumption.list_sheets import ANSWERS, number_of, view_of
from forms_app.permits.resumption.models import Application

SHOWN = {"reference", "name", "place", "stage", "class", "submitted_at"}
READ = (
    *APPLICATIONS.reads,
    Application.id,
    Application.number,
    Application.form,
    Application.answers,
)
# its campaign, and how its form keeps it
Question = tuple[str, Any]


@dataclass(frozen=True)
class Version:
    """One version of the form of a campaign: `title` as it is printed, `names` what it
    keeps an answer under, by the page; `aside` what is known beside answers.
    """

    campaign: str
    form: ApplicationForm
    title: str
    names: Mapping[str, Collection[str]]
    aside: Aside

    @classmethod
    def of(cls, office: Office, campaign: str, begun: str) -> Version:
        form = form_pages.version(office, campaign, begun)
        aside = form_pages.beside(office, campaign)
        title = basis_title(office, begun, campaign)
        return cls(campaign, form, title, form.asked.names(aside), aside)

    def columns(self, office: Office) -> dict[Question, str]:
        """The label of each of its questions; with the campaign where there are several."""
        name = names_beside_others(office).get(self.campaign)
        return {
            (self.campaign, key): f"{name}：{label}" if name else label
            for key, label in self.form.asked.columns(self.aside).items()
        }

    def others(self, answers: Answers) -> str:
        """What was answered to a question that this version has not."""
        return "；".join(
            f"{name}：{in_a_row(value) if isinstance(value, list) else value}"
            for page, given in answers.items()
            for name, value in given.items()
            if name not in {COMPLETE, *self.names.get(page, ())}
            and value not in (None, "", [])
        )


def _make(session: Session, office: Office, asked: Asked, tell: Tell) -> bytes:
    reader = Reader(office, session, asked.actor, asked.now)
    found = APPLICATIONS.rows(reader, view_of(APPLICATIONS, asked))
    begun = found.query.with_only_columns(
        Application.campaign, Application.form, maintain_column_froms=True
    ).distinct()
    versions = {
        (campaign, form): Version.of(office, campaign, form)
        for campaign, form in session.execute(begun.order_by(None))
    }
    labels: dict[Question, str] = {}
    for one in sorted(versions.values(), key=lambda one: one.form.day, reverse=True):
        labels = {**labels, **_new(one.columns(office), labels)}
    columns = [one for one in APPLICATIONS.columns(reader) if one.key in SHOWN]
    columns += _of_application(versions)
    files = papers.numbers(session)
    rows = (
        [
            *(cell(column.of(row)) for column in columns),
            *_answers(versions[row.campaign, row.form], row, files[row.id], labels),
        ]
        for row in found.only(*READ)
    )
    header = [*(str(one.header) for one in columns), *labels.values(), _("已经不问的")]
    return workbook(str(ANSWER_SHEET.title), header, told(rows, len(found), tell))


def _new(columns: Mapping[Any, str], known: Mapping[Any, str]) -> dict[Any, str]:
    return {key: label for key, label in columns.items() if key not in known}


def _of_application(versions: Mapping[tuple[str, str], Version]) -> list[Column]:
    return [
        Column("number", _l("第几次申请")),
        Column(
            "form", _l("申请表"), lambda row: versions[row.campaign, row.form].title
        ),
    ]


def _answers(
    version: Version, row: Any, files: Any, labels: Mapping[Question, str]
) -> list[Any]:
    aside = replace(version.aside, files=files)
    cells = version.form.asked.cells(row.answers, aside)
    own = (
        cells.get(key) if campaign == version.campaign else None
        for campaign, key in labels
    )
    return [*map(cell, own), version.others(row.answers)]


ANSWER_SHEET = Kind(ANSWERS, _l("申请的答案"), number_of, _make)
