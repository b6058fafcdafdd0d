"""Checks at the door as a sheet: one row a check, so that it can be sorted and counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial

from forms_app.base.catalogue import gettext as _
from forms_app.base.office import Office
from forms_app.base.questions.answer import Aside
from forms_app.base.questions.question import Wording
from forms_app.base.spreadsheets import Value
from forms_app.permits.campaigns.queries import names_beside_others
from forms_app.permits.grid.queries import name_of
from forms_app.permits.resumption import check_sheet
from forms_app.permits.resumption.check_list import line_texts
from forms_app.permits.resumption.check_questions import asked_by, by_page
from forms_app.permits.resumption.labels import PURPOSES
from forms_app.permits.resumption.models import SiteCheck
from forms_app.permits.resumption.question_columns import (
    Question,
    Version,
    labels_of,
)


@dataclass(frozen=True)
class Columns:
    """What a sheet of checks has beside what is noted of each: a column for every
    question of the versions of the check list that they were made by.
    """

    versions: Mapping[tuple[str, str], Version]
    labels: Mapping[Question, str]

    @classmethod
    def of(cls, office: Office, made_by: Iterable[tuple[str, str]]) -> Columns:
        """`made_by`: each version with its campaign in front."""
        aside = Aside(office.clock.today())
        versions = {
            (campaign, version): Version.of(
                campaign, version, asked_by(office, campaign, version), aside
            )
            for campaign, version in made_by
        }
        return cls(versions, labels_of(office, versions.values()))

    @property
    def header(self) -> list[str]:
        return [*self.labels.values(), _("已经不问的")] if self.labels else []

    def cells(self, check: SiteCheck) -> list[Value]:
        if not self.labels:
            return []
        version = self.versions[check.campaign, check.rule]
        return version.cells(by_page(check), self.labels)


def header(office: Office) -> list[str]:
    campaign = [_("专项行动")] if names_beside_others(office) else []
    return [
        *campaign,
        _("时间"),
        _("单位"),
        _("单位编号"),
        _("社区"),
        _("网格"),
        _("哪一种"),
        _("结论"),
        _("合格"),
        _("不合格"),
        _("不涉及"),
        _("不合格的"),
        _("哪天前改好"),
        _("说明"),
        _("来了哪几方"),
        _("单位的人确认了什么"),
        _("谁记的"),
    ]


def rows(
    office: Office, checks: Iterable[SiteCheck], columns: Columns
) -> Iterator[list[Value]]:
    texts_of = cache(partial(line_texts, office))
    names = names_beside_others(office)
    for check in checks:
        campaign = [names.get(check.campaign, check.campaign)] if names else []
        row = _row(office, check, texts_of(check.campaign, check.rule))
        yield [*campaign, *row, *columns.cells(check)]


def _row(office: Office, check: SiteCheck, texts: dict[str, Wording]) -> list[Value]:
    unit = check.enterprise
    results = list(check.lines.values())
    failed = [
        str(texts.get(line, line))
        for line, result in check.lines.items()
        if result == "failed"
    ]
    notes = [f"{texts.get(line, line)}：{note}" for line, note in check.notes.items()]
    community = name_of(office, unit.community)
    return [
        f"{check.visited_at:%Y-%m-%d %H:%M}",
        unit.name,
        unit.reference,
        community,
        name_of(office, unit.community, unit.grid).removeprefix(community).strip(),
        PURPOSES.label(check.purpose),
        str(check_sheet.verdict(check)),
        results.count("passed"),
        results.count("failed"),
        results.count("not-applicable"),
        "；".join(failed),
        check.due_on.isoformat() if check.due_on else "",
        "；".join(notes),
        check_sheet.visitors(office, check),
        check.confirmed,
        check.recorded_by,
    ]
