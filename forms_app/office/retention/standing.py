"""What the staff's page shows of the nights: when the last run was, and what the next one
deletes. Counts only; written by a run, so that the page counts nothing.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from forms_app.base.jsonfiles import read_json, write_json
from forms_app.base.office import Office
from forms_app.office.retention.models import DeletionBatch
from forms_app.office.retention.rules import Row
from forms_app.office.retention.schedule import Schedule

FILE = "retention.json"  # in data/


@dataclass(frozen=True)
class Standing:
    """`at`: when it was counted, `ran_at`: when it last ran. `kept`: what no row of the
    rule speaks of. `waiting`: how many are deleted and not certified yet.
    """

    at: str = ""
    ran_at: str | None = None
    rule: str = ""
    due: tuple[dict[str, Any], ...] = ()
    kept: tuple[dict[str, Any], ...] = ()
    waiting: int = 0

    def due_by(self, row: Row) -> int | None:
        """How many go by a row of the rule; None where it is newer than the count."""
        numbers = [int(one["number"]) for one in self.due if one["row"] == row.id]
        return sum(numbers) if numbers else None


def read(office: Office) -> Standing:
    return Standing(**read_json(office.data / FILE))


def save(schedule: Schedule, now: datetime, *, has_run: bool) -> None:
    """What the next night's run would delete, as of now."""
    office = schedule.office
    next_night = schedule
    if has_run:
        next_night = replace(schedule, today=schedule.today + timedelta(days=1))
    uncertified = select(func.sum(DeletionBatch.count)).where(
        DeletionBatch.certificate.is_(None)
    )
    with office.database.reading() as session:
        due = next_night.due(session)
        kept = next_night.kept(session)
        waiting = session.scalar(uncertified)
    found = Standing(
        at=now.isoformat(),
        ran_at=now.isoformat() if has_run else read(office).ran_at,
        rule=schedule.rule.version,
        due=tuple({"row": one.row.id, "number": one.number} for one in due),
        kept=tuple({"what": one.what, "number": one.number} for one in kept),
        waiting=int(waiting or 0),
    )
    write_json(office.data / FILE, asdict(found))
