"""The run of a night: count what is due by the rule, delete it batch by batch, rewrite
the pages, certify it.

Whatever stops it, the next run goes on: a batch without a certificate is in the next
one.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.base import rebuilds
from forms_app.base.access import Actor
from forms_app.base.attachments import store as attached
from forms_app.base.clock import real_now
from forms_app.base.db import Busy
from forms_app.base.exports.rules import KEPT
from forms_app.base.exports.store import clear
from forms_app.base.jobs.lease import hold
from forms_app.base.jsonfiles import write_json
from forms_app.base.office import Office
from forms_app.office.retention import certificates, dossier, operations
from forms_app.office.retention.content import RETENTION
from forms_app.office.retention.deletions import (
    LOG,
    forget,
    highest,
    merge,
    name_beside,
)
from forms_app.office.retention.due import Due, due, kept_without_rule, keys_of
from forms_app.office.retention.jobs import RETENTION as RETENTION_JOB
from forms_app.office.retention.keeping import (
    PLACES,
)
from forms_app.office.retention.models import DeletionBatch
from forms_app.office.retention.rules import Kind, Retention, Row
from forms_app.permits.grid.queries import rule as rule_on

# what the staff page shows: what is due next
STANDING = "retention.json"
BATCH = 500
TRIES = 5
Progress = Callable[[str], object]


class CannotRun(Exception):
    """Why nothing was deleted, or why it is not certified yet; the next run goes on."""


def rule_in_force(office: Office) -> Retention:
    found = rule_on(office, RETENTION, office.clock.today())
    if found is None:
        raise CannotRun(
            "No retention rule is in force (content/rules/retention.toml), so nothing is deleted."
        )
    return found


def folders(rule: Retention, given: Path | None) -> list[Path]:
    return [
        folder
        for folder in (given, Path(rule.backup_folder) if rule.backup_folder else None)
        if folder
    ]


def run(
    office: Office,
    *,
    actor: Actor,
    now: datetime,
    progress: Progress,
    given: Path | None = None,
    batch: int = BATCH,
    tries: int = TRIES,
) -> certificates.Certificate:
    """Delete what is due today and certify it.

    Raises:
        AtWork: another run is at work.
        CannotRun: there is no rule, or somebody reads an older state of the database.
    """
    rule = rule_in_force(office)
    places = folders(rule, given)
    with hold(office, RETENTION_JOB.name):
        clear(office, real_now() + KEPT)
        with office.database.reading() as session:
            certificates.write_missing(office, session)
            counted = due(session, office, rule, now.date(), places)
        for one in counted:
            _delete(office, rule, one, places, now, batch, progress)
        _sweep_files(office)
        purge(office, tries)
        for folder in filter(Path.is_dir, places):
            merge([office.data / LOG], folder / name_beside(office))
        with office.database.writing() as session:
            rebuilds.ask(session, "retention", now)  # names by wish may have gone
            certificate = certificates.of(
                operations.certify(session, rule.version, actor=actor, now=now)
            )
        certificates.write(office, certificate)
        save_standing(office, rule, places, now, has_run=True)
    return certificate


def _delete(
    office: Office,
    rule: Retention,
    one: Due,
    places: list[Path],
    now: datetime,
    batch: int,
    progress: Progress,
) -> None:
    """One row of the rule, batch by batch; each batch is a transaction of its own."""
    done = 0
    while True:
        with office.database.writing() as session:
            keys = keys_of(session, office, rule, one.row, now.date(), places, batch)
            if not keys:
                return
            if one.row.data is Kind.BACKUPS:
                for path in keys:
                    Path(str(path)).unlink(missing_ok=True)
                row = {
                    "at": now,
                    "kind": Kind.BACKUPS,
                    "row": one.row.id,
                    "count": len(keys),
                }
                session.add(DeletionBatch(number=highest(session) + 1, **row))
            else:
                _forget(session, office, one.row, [int(str(key)) for key in keys], now)
        done += len(keys)
        progress(f"{one.row.data}  {one.row.id}  {done} of {max(done, one.number)}")


def _forget(
    session: Session, office: Office, row: Row, ids: list[int], now: datetime
) -> None:
    """With people go the words that others wrote about them when they gave a reason."""
    if row.data is Kind.PEOPLE:
        forget(
            session,
            office,
            Kind.REASONS,
            dossier.reasons_about(session, ids),
            row=row.id,
            now=now,
        )
    forget(session, office, row.data, ids, row=row.id, now=now)


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
    tables = [
        table for kind in kinds if kind in PLACES for table in PLACES[Kind(kind)].tables
    ]
    for _try in range(tries if tables else 0):
        if office.database.purge(tables):
            return
        time.sleep(1)
    if tables:
        raise CannotRun(
            "Somebody reads an older state of the database; what is deleted is "
            "certified by the next run."
        )


def _sweep_files(office: Office) -> None:
    """The sealed files of the attachments that are deleted; before the certificate says
    they are.
    """
    with office.database.writing() as session:
        attached.sweep(session, office)


def settle(office: Office) -> None:
    """After somebody was erased: at once where that can be, else by the next run.

    Beside the backups too.
    """
    try:
        _sweep_files(office)
        clear(office, real_now() + KEPT)  # whatever table was made with them in it
        purge(office, 1)
        rule = rule_in_force(office)
        for folder in filter(Path.is_dir, folders(rule, None)):
            merge([office.data / LOG], folder / name_beside(office))
    except (CannotRun, Busy, OSError):
        return


def save_standing(
    office: Office, rule: Retention, places: list[Path], now: datetime, *, has_run: bool
) -> None:
    """What the next night's run would delete, as of now."""
    with office.database.reading() as session:
        tomorrow = now.date() + timedelta(days=1) if has_run else now.date()
        next_time = due(session, office, rule, tomorrow, places)
        kept = kept_without_rule(session, rule)
        waiting = session.scalar(
            select(func.sum(DeletionBatch.count)).where(
                DeletionBatch.certificate.is_(None)
            )
        )
    saved = {
        "at": now.isoformat(),
        "rule": rule.version,
        "due": [{"row": one.row.id, "number": one.number} for one in next_time],
        "kept": [{"what": one.what, "number": one.number} for one in kept],
        "waiting": int(waiting or 0),
    }
    write_json(office.data / STANDING, saved)
