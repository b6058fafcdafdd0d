"""What can be restored in a drill: a backup of ours, or of PostgreSQL the two parts that its
manual makes, a dump of the database and an archive of the folders.
"""

from __future__ import annotations

import tarfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from forms_app.base import archive
from forms_app.base.archive import HARMED, BackupError
from forms_app.base.backup import stay_with_the_folder
from forms_app.base.office import KEYS, Office
from forms_app.base.settings import FILE as SETTINGS_FILE
from forms_app.office.retention.backups import by_age, newest_file

DUMP = b"PGDMP"  # how a dump of pg_dump --format=custom begins
KEYS_INSIDE = f"data/{KEYS}"


@dataclass(frozen=True)
class Backup:
    """`folders` is the archive beside a dump; None with a backup of ours. `made_at` of a
    dump is that of its file.
    """

    file: Path
    made_at: datetime
    folders: Path | None = None

    @property
    def unpacked(self) -> int:
        """How many bytes it has. Raises BackupError where it cannot be read."""
        return archive.unpacked(self.folders or self.file)


def backup_in(file: Path, office: Office) -> Backup:
    """What a file is.

    Raises:
        BackupError: it is none, or one of another office, or that of another database.
    """
    if not file.is_file():
        raise BackupError(f"{file} is not a backup.")
    if is_dump(file):
        return _of_dump(file, office)
    said = archive.about(file)
    if said is None:
        raise BackupError(f"{file} is not a whole backup of Kaigong.")
    if said["office"] != office.id:
        raise BackupError(f"{file} is a backup of another office.")
    return Backup(file, datetime.fromisoformat(said["at"]))


def newest_in(folder: Path, office: Office) -> Backup | None:
    """The newest one in the folder where backups lie."""
    if office.database.is_sqlite:
        found = newest_file(office, folder)
        return Backup(*found) if found else None
    dump = next(filter(is_dump, by_age(folder)), None)
    return _of_dump(dump, office) if dump else None


def is_dump(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(len(DUMP)) == DUMP


def _of_dump(file: Path, office: Office) -> Backup:
    if office.database.is_sqlite:
        raise BackupError(f"{file} is a dump of PostgreSQL; this office has SQLite.")
    folders = next(filter(_has_keys, by_age(file.parent)), None)
    if folders is None:
        raise BackupError(
            f"Beside {file} there is no .tar.gz with the folders content, accepted and "
            "data."
        )
    made_at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    return Backup(file, made_at, folders)


def _has_keys(file: Path) -> bool:
    if not file.name.endswith((".tar.gz", ".tgz")):
        return False
    try:
        with tarfile.open(file, "r:gz") as opened:
            return any(_plain(member.name) == KEYS_INSIDE for member in opened)
    except HARMED:
        return False


def _plain(name: str) -> str:
    return name.removeprefix("./")


def put_folders(file: Path, folder: Path) -> None:
    """The archive of the folders into an empty one, closed to others.

    Raises:
        BackupError: it cannot be read, or a path in it leaves the folder.
    """
    folder.mkdir(mode=0o700)
    try:
        with tarfile.open(file, "r:gz") as opened:
            opened.extractall(folder, filter="data")
    except (*HARMED, ValueError) as error:
        raise BackupError(f"{file} cannot be unpacked: {error}") from error
    (folder / "data").chmod(0o700)
    stay_with_the_folder(folder / SETTINGS_FILE)
