"""What was reported and put right, for everybody: kinds, times and counts. Never what
somebody wrote, nor whom an objection is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from statistics import median

from sqlalchemy.orm import Session

from forms_app.base.words import Word
from forms_app.ledger.feedback import queries
from forms_app.ledger.feedback.labels import ABOUTS, STATES
from forms_app.ledger.feedback.models import Report
from forms_app.ledger.feedback.rules import OBJECTIONS, About
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.permissions import is_public
from forms_app.permits.enterprises.queries import by_reference

OVER = timedelta(days=30)
OF_LIST = re.compile(r"(?:/en)?/enterprises/([^/]+)/")


@dataclass(frozen=True)
class Line:
    """One report. `unit`: the public enterprise on whose page a mistake was found."""

    id: int
    about: str
    community: str
    unit: Enterprise | None
    state: Word
    raised_at: datetime
    finished_at: datetime | None
    also: int
    is_objection: bool

    @property
    def may_join(self) -> bool:
        """Whether others may say that they met the same."""
        return not (self.finished_at or self.is_objection)


@dataclass(frozen=True)
class Figures:
    """Of the last days. `hours`: whole ones, within which half of the answers came."""

    received: int
    answered: int
    hours: int | None


def unit_of(session: Session, page: str) -> Enterprise | None:
    """The enterprise that a page of the site is about, where that is public."""
    found = OF_LIST.match(page)
    unit = by_reference(session, found[1]) if found else None
    return unit if unit and is_public(unit) else None


def lines(session: Session, found: Sequence[Report]) -> list[Line]:
    return [_line(session, one) for one in found]


def _line(session: Session, report: Report) -> Line:
    item = report.item
    is_objection = About(report.about) in OBJECTIONS
    return Line(
        report.id,
        ABOUTS.label(report.about),
        item.where[0],
        None if is_objection else unit_of(session, report.page),
        STATES[item.status],
        item.raised_at,
        item.finished_at,
        report.also,
        is_objection,
    )


def figures(session: Session, now: datetime) -> Figures:
    found = queries.since(session, now - OVER)
    took = [finished - raised for raised, finished in found if finished]
    hours = [one.total_seconds() / 3600 for one in took]
    half = max(ceil(median(hours)), 1) if hours else None
    return Figures(len(found), len(took), half)
