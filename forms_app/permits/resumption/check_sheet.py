"""What was found at a door (现场核查表), as those read it who decide by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial

from sqlalchemy.orm import Session

from forms_app.base.attachments.models import Attachment
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import in_a_row
from forms_app.base.office import Office
from forms_app.base.paging import Rows
from forms_app.base.questions.answer import Answer
from forms_app.base.questions.question import Wording
from forms_app.base.words import Word
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.bodies import bodies_of, in_words
from forms_app.permits.resumption.check_list import line_texts
from forms_app.permits.resumption.check_queries import checks_of
from forms_app.permits.resumption.check_questions import answers_of, asked_by
from forms_app.permits.resumption.labels import PURPOSES, RESULTS, VERDICTS
from forms_app.permits.resumption.models import SiteCheck
from forms_app.permits.resumption.papers import photos_of


@dataclass(frozen=True)
class Line:
    """One line that was looked at, with its answer, its note and its day."""

    text: Wording | str
    result: Word
    note: str
    due: date | None = None  # by when it is put right


@dataclass(frozen=True)
class CheckSheet:
    """One check at the door in words."""

    id: int
    campaign: str
    purpose: str
    verdict: Word
    count: str
    visited_at: datetime
    recorded_at: datetime
    recorded_by: str
    visitors: str
    confirmed: str
    lines: list[Line]
    answers: list[Answer]  # to what the list asks beside its lines
    photos: list[Attachment]


def sheets(
    office: Office, session: Session, checks: Iterable[SiteCheck]
) -> list[CheckSheet]:
    texts_of = cache(partial(line_texts, office))
    bodies = cache(partial(bodies_of, office))
    asked = cache(partial(asked_by, office))
    return [
        _sheet(
            session,
            check,
            texts_of(check.campaign, check.rule),
            in_words(bodies(check.campaign), check.visitors),
            answers_of(asked(check.campaign, check.rule), check),
        )
        for check in checks
    ]


def of_enterprise(
    office: Office, session: Session, enterprise: Enterprise
) -> Rows[CheckSheet]:
    """Every check of an enterprise, the newest first."""
    query = checks_of(session, enterprise).query
    return Rows(session, query, partial(sheets, office, session))


def in_campaign(
    office: Office, session: Session, enterprise: Enterprise, campaign: str
) -> Rows[CheckSheet]:
    """The same of one campaign."""
    found = of_enterprise(office, session, enterprise)
    return found.where(SiteCheck.campaign == campaign)


def _sheet(
    session: Session,
    check: SiteCheck,
    texts: dict[str, Wording],
    came: str,
    answers: list[Answer],
) -> CheckSheet:
    return CheckSheet(
        id=check.id,
        campaign=check.campaign,
        purpose=PURPOSES.label(check.purpose),
        verdict=verdict(check),
        count=count(check),
        visited_at=check.visited_at,
        recorded_at=check.recorded_at,
        recorded_by=check.recorded_by,
        visitors=came,
        confirmed=check.confirmed,
        lines=_lines(check, texts),
        answers=answers,
        photos=photos_of(session, check),
    )


def _lines(check: SiteCheck, texts: dict[str, Wording]) -> list[Line]:
    """What failed first, then in the order of the list."""
    lines = [
        Line(
            texts.get(line, line),
            RESULTS[result],
            check.notes.get(line, ""),
            due_of(check, line),
        )
        for line, result in check.lines.items()
    ]
    return sorted(lines, key=lambda line: line.result is not RESULTS["failed"])


def failed(office: Office, check: SiteCheck) -> list[Line]:
    """What failed at a check and is to be put right."""
    lines = _lines(check, line_texts(office, check.campaign, check.rule))
    return [line for line in lines if line.result is RESULTS["failed"]]


def due_of(check: SiteCheck, line: str) -> date | None:
    """The day by which a line that failed is put right, where one was set."""
    said = check.due.get(line)
    return date.fromisoformat(said) if said else None


def verdict(check: SiteCheck) -> Word:
    return VERDICTS["passed" if check.passed else "failed"]


def count(check: SiteCheck) -> str:
    """10 项合格、1 项不合格: only what there is."""
    results = list(check.lines.values())
    numbers = [(results.count(result), word) for result, word in RESULTS.items()]
    return in_a_row(
        _("%(n)s 项%(result)s", n=n, result=str(word)) for n, word in numbers if n
    )


def visitors(office: Office, check: SiteCheck) -> str:
    return in_words(bodies_of(office, check.campaign), check.visitors)
