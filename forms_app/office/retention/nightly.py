"""The run of a night: count what is due by the rule, delete it batch by batch, rewrite
the pages, certify it.

Whatever stops it, the next run goes on: a batch without a certificate is in the next
one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base import rebuilds
from forms_app.base.access import Actor
from forms_app.base.clock import real_now
from forms_app.base.db import Busy
from forms_app.base.exports.rules import KEPT
from forms_app.base.exports.store import clear
from forms_app.base.jobs.lease import hold
from forms_app.base.office import Office
from forms_app.office.retention import (
    certificates,
    dossier,
    drills,
    operations,
    standing,
)
from forms_app.office.retention.certificates import Certificate
from forms_app.office.retention.deletions import (
    LOG,
    forget,
    highest,
    merge,
    name_beside,
    sweep_files,
)
from forms_app.office.retention.jobs import RETENTION as RETENTION_JOB
from forms_app.office.retention.keeping import REASONS
from forms_app.office.retention.kinds import keepings, tables
from forms_app.office.retention.models import DeletionBatch
from forms_app.office.retention.rules import Row
from forms_app.office.retention.schedule import CannotRun, Due, Schedule
from forms_app.people.rosters.keeping import PEOPLE

BATCH = 500
TRIES = 5
Progress = Callable[[str], object]


def run(
    office: Office,
    *,
    actor: Actor,
    now: datetime,
    progress: Progress,
    given: Path | None = None,
    batch: int = BATCH,
    tries: int = TRIES,
) -> Certificate:
    """Delete what is due today and certify it.

    Raises:
        AtWork: another run is at work.
        CannotRun: there is no rule, or somebody reads an older state of the database.
    """
    schedule = Schedule.of(office, now.date(), given)
    with hold(office, RETENTION_JOB.name):
        clear(office, real_now() + KEPT)
        drills.clear_left(office)
        with office.database.reading() as session:
            certificates.write_missing(office, session)
            due = schedule.due(session)
        for one in due:
            _delete(schedule, one, now, batch, progress)
        sweep_files(office)
        purge(office, tries)
        _list_beside_backups(schedule)
        certificate = _certify(schedule, actor, now)
        standing.save(schedule, now, has_run=True)
    return certificate


def _delete(
    schedule: Schedule, one: Due, now: datetime, batch: int, progress: Progress
) -> None:
    """One row of the rule, batch by batch; each batch is a transaction of its own."""
    office = schedule.office
    done = 0
    while True:
        with office.database.writing() as session:
            keys = schedule.keys(session, one.row, batch)
            if not keys:
                return
            if one.row.data in keepings():
                _forget(session, office, one.row, list(keys), now)
            else:
                _remove_files(session, one.row, keys, now)
        done += len(keys)
        progress(f"{one.row.data}  {one.row.name}  {done} of {max(done, one.number)}")


def _remove_files(
    session: Session, row: Row, paths: Sequence[Path], now: datetime
) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
    session.add(
        DeletionBatch(
            number=highest(session) + 1,
            at=now,
            kind=row.data,
            row=row.id,
            count=len(paths),
        )
    )


def _forget(
    session: Session, office: Office, row: Row, ids: list[int], now: datetime
) -> None:
    """With people go the words that others wrote about them when they gave a reason."""
    if row.data == PEOPLE.kind:
        reasons = dossier.reasons_about(session, ids)
        forget(session, office, REASONS.kind, reasons, row=row.id, now=now)
    forget(session, office, row.data, ids, row=row.name, now=now)


def _list_beside_backups(schedule: Schedule) -> None:
    """Whoever brings a backup back finds what must not come back with it."""
    office = schedule.office
    for folder in filter(Path.is_dir, schedule.folders):
        merge([office.data / LOG], folder / name_beside(office))


def _certify(schedule: Schedule, actor: Actor, now: datetime) -> Certificate:
    office = schedule.office
    with office.database.writing() as session:
        rebuilds.ask(session, "retention", now)  # names by wish may have gone
        entry = operations.certify(session, schedule.rule.version, actor=actor, now=now)
        certificate = certificates.of(entry)
    certificates.write(office, certificate)
    return certificate


def purge(office: Office, tries: int) -> None:
    """See that nothing of what was deleted and not certified yet is left in any page."""
    with office.database.reading() as session:
        kinds = set(
            session.scalars(
                select(DeletionBatch.kind)
                .where(DeletionBatch.certificate.is_(None))
                .distinct()
            )
        )
    touched = [
        table
        for kind, keeping in keepings().items()
        if kind in kinds
        for table in tables(keeping)
    ]
    for _try in range(tries if touched else 0):
        if office.database.purge(touched):
            return
        time.sleep(1)
    if touched:
        raise CannotRun(
            "Somebody reads an older state of the database; what is deleted is "
            "certified by the next run."
        )


def settle(office: Office) -> None:
    """After somebody was erased: at once where that can be, else by the next run.

    Beside the backups too.
    """
    try:
        sweep_files(office)
        clear(office, real_now() + KEPT)  # whatever table was made with them in it
        purge(office, 1)
        _list_beside_backups(Schedule.of(office, office.clock.today()))
    except (CannotRun, Busy, OSError):
        return
