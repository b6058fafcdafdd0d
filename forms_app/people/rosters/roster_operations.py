"""What is done to a whole roster: taking a sheet, saying that it is complete, telling
people, a code for the wall. One audit entry each, with counts; never a name or a phone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.personal import new_code
from forms_app.people.health_rules.affected import Rules
from forms_app.people.rosters import imports, queries
from forms_app.people.rosters.imports import Line
from forms_app.people.rosters.membership import come_back, join, mend, roster_of
from forms_app.people.rosters.models import RosterImport
from forms_app.permits.enterprises.models import Enterprise


@dataclass(frozen=True)
class Taken:
    """What taking a sheet did, and how many rows still wait."""

    new: int
    changed: int
    same: int
    left: int


def take(
    session: Session,
    enterprise: Enterprise,
    staged: RosterImport,
    *,
    rules: Rules,
    actor: Actor,
    now: datetime,
) -> Taken:
    """Take the good rows of what was handed in; the others wait."""
    counted: Counter[str] = Counter()
    left = []
    lines = imports.lines(session, enterprise, staged, now.date())
    for line, row in zip(lines, list(staged.rows), strict=True):
        counted[line.kind] += 1
        if line.kind == "faulty":
            left.append(row)
        else:
            _take_line(session, enterprise, staged, line, rules, actor, now)
    staged.rows = left
    if not left:
        session.delete(staged)
    taken = Taken(
        counted["new"] + counted["back"],
        counted["changed"],
        counted["same"],
        counted["faulty"],
    )
    audit.record(
        session,
        actor=actor,
        action="roster.take",
        subject=enterprise.reference,
        now=now,
        details={"source": staged.source, **asdict(taken)},
    )
    return taken


def _take_line(
    session: Session,
    enterprise: Enterprise,
    staged: RosterImport,
    line: Line,
    rules: Rules,
    actor: Actor,
    now: datetime,
) -> None:
    """One good row: somebody new, or what it says differently of somebody known."""
    if line.person is None:
        join(
            session,
            enterprise,
            line.judged.values,
            source=staged.source,
            rules=rules,
            actor=actor,
            now=now,
        )
    elif line.kind != "same":
        values = {field: line.judged.values[field] for field in line.changed}
        come_back(session, line.person, actor, now)
        mend(session, line.person, values, rules, now)


def complete(
    session: Session, enterprise: Enterprise, *, actor: Actor, now: datetime
) -> None:
    """Everybody is on the roster: the health records are built (健康档案已建立)."""
    roster_of(session, enterprise).complete_on = now.date()
    audit.record(
        session,
        actor=actor,
        action="roster.complete",
        subject=enterprise.reference,
        now=now,
    )


def inform(
    session: Session,
    enterprise: Enterprise,
    notice: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """The people on the roster were told who keeps this, why, how long, and whom to
    ask.
    """
    found = roster_of(session, enterprise)
    found.informed_on = now.date()
    found.notice = notice
    audit.record(
        session,
        actor=actor,
        action="roster.inform",
        subject=enterprise.reference,
        now=now,
        details={"notice": notice},
    )


def new_wall_code(
    session: Session, enterprise: Enterprise, *, actor: Actor, now: datetime
) -> str:
    """A new code for the wall; the old one is out at once."""
    code = new_code(10)
    roster_of(session, enterprise).wall_hash = queries.wall_hash(code)
    audit.record(
        session,
        actor=actor,
        action="roster.wall",
        subject=enterprise.reference,
        now=now,
    )
    return code
