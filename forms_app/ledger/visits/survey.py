"""What visits asked, line by line: a column each in the sheet, a filter of the list,
and totals by community and grid.

Counted are enterprises, each by its newest answer that stands; nobody who asked is
counted or ranked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.office import Office
from forms_app.ledger.visits import labels
from forms_app.ledger.visits.content import VISIT
from forms_app.ledger.visits.models import Visit
from forms_app.ledger.visits.queries import STANDS
from forms_app.ledger.visits.rules import CheckList, Line, Section
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import visible_to
from forms_app.permits.grid.queries import rules

ANSWERED = (Section.CHECK, Section.NEEDS, Section.STAFF)


def lines(office: Office) -> list[Line]:
    """Every line that was ever asked, in the words of the last version that has it."""
    versions = [VISIT.of(one) for one in rules(office) if one.id == VISIT.id]
    known = sorted((one for one in versions if one), key=lambda one: one.version)
    found = {line.id: line for one in known for line in one.lines}
    return [line for line in found.values() if line.section in ANSWERED]


def answer(asked_by: CheckList | None, line: Line, visit: Visit) -> str:
    """What a visit found, in the words of the version it was asked by."""
    code = visit.answers.get(line.id, "")
    known = (asked_by.line(line.id) if asked_by else None) or line
    return labels.in_language(known.answers.get(code, (code, code)))


def options(office: Office) -> Iterator[tuple[str, str]]:
    """Each answer of each line, for the menu above the list."""
    for line in lines(office):
        for code, words in line.answers.items():
            question = labels.in_language(line.words)
            yield f"{line.id}={code}", f"{question}：{labels.in_language(words)}"


def was_answered(option: str) -> ColumnElement[bool]:
    """The condition of an option."""
    line, _equals, code = option.partition("=")
    return _code(line) == code


def _code(line: str) -> Any:
    return Visit.answers[line].as_string()


@dataclass
class Total:
    """How many enterprises of a grid, or of a community, gave each answer."""

    community: str
    grid: str = ""
    answers: Counter[str] = field(default_factory=Counter)

    @property
    def asked(self) -> int:
        return self.answers.total()


def totals(session: Session, actor: Actor, line: str) -> list[Total]:
    """Each community that somebody sees, before its grids."""
    newest = (
        select(func.max(Visit.id))
        .where(STANDS, _code(line).is_not(None))
        .group_by(Visit.enterprise_id)
    )
    place = Enterprise.community, Enterprise.grid
    # By its name: written twice, PostgreSQL takes it for two expressions.
    said = _code(line).label("said")
    query = (
        select(*place, said, func.count())
        .select_from(Visit)
        .join(Visit.enterprise)
        .where(Visit.id.in_(newest), visible_to(actor))
        .group_by(*place, "said")
    )
    found: dict[tuple[str, str], Total] = {}
    for community, grid, code, count in session.execute(query):
        for key in ((community, ""), (community, grid)):
            found.setdefault(key, Total(*key)).answers[code] += count
    return [found[key] for key in sorted(found)]
