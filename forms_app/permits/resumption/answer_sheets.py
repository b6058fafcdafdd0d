"""The answers of applications as Excel: a column for every question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.exports.kinds import Asked, Kind, Tell, told
from forms_app.base.listing import Column, cell
from forms_app.base.office import Office
from forms_app.base.spreadsheets import workbook
from forms_app.base.worklist import Reader
from forms_app.permits.grid.queries import basis_title
from forms_app.permits.resumption import form_pages, papers
from forms_app.permits.resumption.application_list import APPLICATIONS
from forms_app.permits.resumption.list_sheets import ANSWERS, number_of, view_of
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.question_columns import Version, labels_of

SHOWN = {"reference", "name", "place", "stage", "class", "submitted_at"}
READ = (
    *APPLICATIONS.reads,
    Application.id,
    Application.number,
    Application.form,
    Application.answers,
)


@dataclass(frozen=True)
class Begun:
    """The version of an application form that one was begun with; `title` as it is
    printed.
    """

    title: str
    asks: Version

    @classmethod
    def of(cls, office: Office, campaign: str, version: str) -> Begun:
        form = form_pages.version(office, campaign, version)
        aside = form_pages.beside(office, campaign)
        title = basis_title(office, version, campaign)
        return cls(title, Version.of(campaign, form.day, form.asked, aside))


def _make(session: Session, office: Office, asked: Asked, tell: Tell) -> bytes:
    reader = Reader(office, session, asked.actor, asked.now)
    found = APPLICATIONS.rows(reader, view_of(APPLICATIONS, asked))
    begun = found.query.with_only_columns(
        Application.campaign, Application.form, maintain_column_froms=True
    ).distinct()
    versions = {
        (campaign, form): Begun.of(office, campaign, form)
        for campaign, form in session.execute(begun.order_by(None))
    }
    labels = labels_of(office, (one.asks for one in versions.values()))
    columns = [one for one in APPLICATIONS.columns(reader) if one.key in SHOWN]
    columns += _of_application(versions)
    files = papers.numbers(session)
    rows = (
        [
            *(cell(column.of(row)) for column in columns),
            *versions[row.campaign, row.form].asks.cells(
                row.answers, labels, files[row.id]
            ),
        ]
        for row in found.only(*READ)
    )
    header = [*(str(one.header) for one in columns), *labels.values(), _("已经不问的")]
    return workbook(str(ANSWER_SHEET.title), header, told(rows, len(found), tell))


def _of_application(versions: Mapping[tuple[str, str], Begun]) -> list[Column]:
    return [
        Column("number", _l("第几次申请")),
        Column(
            "form", _l("申请表"), lambda row: versions[row.campaign, row.form].title
        ),
    ]


ANSWER_SHEET = Kind(ANSWERS, _l("申请的答案"), number_of, _make)
