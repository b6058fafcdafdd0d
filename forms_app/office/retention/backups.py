"""How long backups live, and bringing one back without whom it should have forgotten."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

from forms_app.base import archive, backup, db
from forms_app.base.archive import BackupError, Progress
from forms_app.base.backup import Opener
from forms_app.base.config import Config
from forms_app.base.keeping import Event
from forms_app.base.launcher import write_launcher
from forms_app.base.office import Office
from forms_app.office.retention.deletions import (
    LOG,
    merge,
    name_beside,
    replay,
    sweep_files,
)
from forms_app.office.retention.kinds import BACKUPS, keepings, tables
from forms_app.office.retention.rules import Retention, Row


def kept_until(rule: Retention | None, made: date) -> date | None:
    """The day in whose night a backup made on this day is deleted; None where no row
    says.
    """
    days = (
        [row.days for row in rule.rows_of(BACKUPS) if row.after is Event.SAVED]
        if rule
        else []
    )
    return made + timedelta(days=min(days)) if days else None


def of_office(office: Office, folder: Path) -> list[tuple[Path, date]]:
    """The backups of this office in a folder, with the day each was made."""
    found = []
    for path in sorted(folder.iterdir()):
        said = archive.about(path) if path.is_file() and not path.is_symlink() else None
        if said and said["office"] == office.id:
            found.append((path, datetime.fromisoformat(said["at"]).date()))
    return found


def newest(office: Office, folder: Path) -> date | None:
    """The day on which the newest backup of this office in a folder was made."""
    found = newest_file(office, folder)
    return found[1].date() if found else None


def newest_file(office: Office, folder: Path) -> tuple[Path, datetime] | None:
    """The newest backup of this office in a folder, and when it was made."""
    for path in by_age(folder):
        said = archive.about(path)
        if said and said["office"] == office.id:
            return path, datetime.fromisoformat(said["at"])
    return None


def by_age(folder: Path) -> list[Path]:
    """The files of a folder, the newest first."""
    files = (path for path in folder.iterdir() if path.is_file())
    return sorted(files, key=lambda path: path.stat().st_mtime, reverse=True)


def due(
    office: Office,
    row: Row,
    newest: date,
    ended_on: date | None,
    folders: Iterable[Path],
) -> list[Path]:
    """Backups past their days."""
    if row.after is Event.EMERGENCY_ENDED and not (ended_on and ended_on <= newest):
        return []
    found = [
        made
        for folder in folders
        if folder.is_dir()
        for made in of_office(office, folder)
    ]
    return [
        path
        for path, made in found
        if row.after is Event.EMERGENCY_ENDED or made <= newest
    ]


def restore(
    file: Path,
    folder: Path,
    passphrase: str,
    progress: Progress,
    lists: Iterable[Path] = (),
) -> None:
    """Put a backup into an empty folder, and delete in it what was deleted since,
    before anybody is served from it.

    Raises:
        BackupError: it cannot be restored, or what was deleted since cannot be deleted
            in it; nothing is left behind.
    """
    restore_with(
        file, folder, lambda whole: whole.open_keys(passphrase), progress, lists
    )


def restore_with(
    file: Path,
    folder: Path,
    keys_of: Opener,
    progress: Progress,
    lists: Iterable[Path] = (),
) -> None:
    """The same, where the keys may come from elsewhere than the passphrase.

    Raises:
        BackupError: as above.
    """
    backup.restore_with(file, folder, keys_of, progress)
    try:
        write_launcher(folder)
        office = Office.open(Config.of_its_own(folder))
        try:
            db.migrate(office.config.database_url)
            _forget_again(office, file, list(lists), progress)
        finally:
            office.database.close()
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise BackupError(
            "What was deleted since cannot be deleted in this backup; nothing was restored."
        ) from error


def _forget_again(
    office: Office, file: Path, lists: list[Path], progress: Progress
) -> None:
    beside = [
        file.with_name(f"{file.name}.deletions"),
        file.with_name(name_beside(office)),
        *lists,
    ]
    found = [path for path in beside if path.is_file()]
    if not found:
        progress(
            f"There is no {name_beside(office)} beside the backup: people erased after "
            "it was made may be in it again. "
            "If you still have that list, or data/deletions.log of the old folder, "
            "give it with --deletions."
        )
    merge(found, office.data / LOG)
    removed = replay(office, [office.data / LOG], office.clock.now())
    sweep_files(office)
    if not office.database.purge(
        table for keeping in keepings().values() for table in tables(keeping)
    ):
        raise OSError("somebody reads the database that is being restored")
    progress(
        f"{removed} records that were deleted after the backup was made are deleted again"
    )
