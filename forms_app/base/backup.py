"""Backing an office up into one file, and restoring it into an empty folder.

Database and content are copied while nobody may write to the database: no decision is
then between its intent and its file, no attachment without its own. The accepted tree
and the journal follow without a lock, the journal last; what the journal has and the
copies do not, the first start brings after them, as after a crash. Keys leave only
under the passphrase.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from forms_app.base.archive import (
    ABOUT,
    BESIDE_THE_OFFICE,
    KEYS,
    Archive,
    BackupError,
    Progress,
    Whole,
    about,
    examine,
    members,
    must_be_long,
    seal,
)
from forms_app.base.objects.store import ObjectGone
from forms_app.base.office import KEYS as KEYS_FILE
from forms_app.base.office import Office
from forms_app.base.settings import FILE as SETTINGS_FILE

# what attachments are below, in the office folder and in a bucket
UPLOADS = "uploads"
# The lines of the public log, in data/; and beside them after a restore, of when the
# backup was: the log says so itself.
PUBLIC_LOG = Path("public-log", "leaves.log")
RESTORED = PUBLIC_LOG.with_name("restored.json")
NAMES_A_BUCKET = re.compile(r"^\s*objects\s*=.*$", re.MULTILINE)
# gives the keys of a backup that was found whole
Opener = Callable[[Whole], bytes]


@dataclass(frozen=True)
class Moment:
    """What belongs together of an office, as it was at one moment."""

    log: bytes  # before the database, which then has every entry that it names
    database: bytes
    content: Path
    uploads: Path
    elsewhere: list[str]  # of uploads, the objects that lie on no disk of this machine
    keys: bytes


def backup(office: Office, file: Path, passphrase: str, progress: Progress) -> None:
    """Write the office to `file` while it runs.

    Raises:
        BackupError: the passphrase is too short, the disk is full, or the database is
            not SQLite.
    """
    must_be_long(passphrase)
    must_be_sqlite(office)
    aside = file.with_name(f".{file.name}.part")
    aside.unlink(missing_ok=True)
    try:
        with (
            tempfile.TemporaryDirectory(dir=office.data, prefix="backup-") as copy,
            open(aside, "xb", opener=for_its_owner) as written,
            tarfile.open(fileobj=written, mode="w:gz", compresslevel=6) as tar,
        ):
            _fill(Archive(tar, progress), office, Path(copy), passphrase)
        aside.replace(file)
    except OSError as error:
        raise BackupError(
            f"The backup could not be written: {error.strerror} "
            f"({error.filename or file})."
        ) from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def for_its_owner(path: str, flags: int) -> int:
    """A file that nobody else reads, from its first byte on."""
    return os.open(path, flags, 0o600)


def must_be_sqlite(office: Office) -> None:
    """The database first: what the files have and the dump does not, the next start
    brings after them, not the reverse.

    Raises:
        BackupError: it is PostgreSQL; says how that is backed up and restored.
    """
    if not office.database.is_sqlite:
        root = office.config.office
        raise BackupError(
            "This office's database is PostgreSQL. To back it up: first the database with "
            "pg_dump --format=custom --file=FILE DATABASE, then the folders content, "
            f"accepted and data of {root} "
            "(data/keys holds the keys: keep them locked away). To restore: pg_restore "
            "into an empty database, "
            "then put the folders back."
        )


def _fill(archive: Archive, office: Office, copy: Path, passphrase: str) -> None:
    """Each part in the order that the first start after a restore relies on."""
    moment = _copy_of(office, copy)
    archive.progress("database and content are copied")
    whose = {"office": office.id, "at": office.clock.now().isoformat()}
    archive.add(ABOUT, json.dumps(whose).encode())
    archive.add("data/kaigong.sqlite3", moment.database)
    if moment.log:
        archive.add(f"data/{PUBLIC_LOG}", moment.log)
    archive.add_tree(moment.content)
    archive.add_tree(_copy(office.accepted, copy / "accepted"))
    _fetch(office, moment.elsewhere, moment.uploads.parent)
    archive.add_tree(moment.uploads.parent)
    for path in _beside_the_database(office):
        name = path.relative_to(office.config.office).as_posix()
        archive.add(name, path.read_bytes())
    archive.add(KEYS, seal(moment.keys, passphrase))
    archive.add_manifest(moment.keys)


def _copy_of(office: Office, folder: Path) -> Moment:
    with office.database.writing():
        return Moment(
            log=_read(office.data / PUBLIC_LOG),
            database=_database(office),
            content=_copy(office.content, folder / "content"),
            uploads=_link(office.data / UPLOADS, folder / "data" / UPLOADS),
            elsewhere=_elsewhere(office),
            # last: those that open just this copy, if they are rotated
            keys=(office.data / KEYS_FILE).read_bytes(),
        )


def _read(file: Path) -> bytes:
    with suppress(FileNotFoundError):
        return file.read_bytes()
    return b""


def _beside_the_database(office: Office) -> list[Path]:
    """Copied after it: what was deleted meanwhile is on the list then, and a restored
    database forgets it too.
    """
    names = ("journal.jsonl", "people-shown.json", "demo-clock.json", "deletions.log")
    certificates = sorted((office.data / "certificates").glob("*.*"))
    settings = office.config.office / SETTINGS_FILE
    beside = (settings, *(office.data / name for name in names), *certificates)
    return [path for path in beside if path.is_file()]


def _copy(folder: Path, to: Path) -> Path:
    """The regular files of a folder, without what is just being written aside; what
    goes meanwhile is not missed.
    """
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or path.suffix == ".tmp" or not path.is_file():
            continue
        place = to / path.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            shutil.copyfile(path, place)
    return to


def _link(folder: Path, to: Path) -> Path:
    """Files that are written once and never changed: a second name holds each, whatever
    is removed meanwhile.
    """
    to.mkdir(parents=True)
    for path in folder.glob("*/*"):
        if path.suffix != ".tmp":
            (to / path.parent.name).mkdir(exist_ok=True)
            os.link(path, to / path.parent.name / path.name)
    return to


def _elsewhere(office: Office) -> list[str]:
    if office.objects.folder:
        return []
    return [one.name for one in office.objects.names(UPLOADS)]


def _fetch(office: Office, names: list[str], to: Path) -> None:
    """As they are: whoever opens one verifies it. What goes meanwhile is not missed."""
    for name in names:
        with suppress(ObjectGone):
            data = office.objects.raw(name)
            (to / name).parent.mkdir(exist_ok=True)
            (to / name).write_bytes(data)


def _database(office: Office) -> bytes:
    """A consistent copy while others write, through SQLite's own backup."""
    source = sqlite3.connect(office.database.url.removeprefix("sqlite:///"))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.sqlite3"
        target = sqlite3.connect(copy)
        try:
            source.backup(target)
            # restored, everybody signs in again
            target.execute("PRAGMA secure_delete=ON")
            target.execute("DELETE FROM sessions")
            with suppress(sqlite3.OperationalError):  # of a version that knew no other
                # they come along, and are restored into the folder
                target.execute("UPDATE identity SET objects = ''")
            target.commit()
        finally:
            source.close()
            target.close()
        return copy.read_bytes()


def restore(file: Path, folder: Path, passphrase: str, progress: Progress) -> None:
    """Put a backup into an empty folder; the site is built anew from it at the first
    start.

    Raises:
        BackupError: the folder is not empty, the file is no whole backup, or the
            passphrase is wrong.
    """
    restore_with(file, folder, lambda whole: whole.open_keys(passphrase), progress)


def restore_with(file: Path, folder: Path, keys_of: Opener, progress: Progress) -> None:
    """The same, where the keys may come from elsewhere than the passphrase.

    Raises:
        BackupError: as above, or what `keys_of` raises.
    """
    if folder.exists() and any(folder.iterdir()):
        raise BackupError(f"{folder} is not empty. Restore into an empty folder.")
    whole = examine(file)
    progress(f"{whole.number} files are whole")
    keys = keys_of(whole)
    try:
        _put_in_place(file, folder, keys)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise BackupError(
            f"{folder} could not be written: {error.strerror}."
        ) from error
    progress(f"restored into {folder}")


def _put_in_place(file: Path, folder: Path, keys: bytes) -> None:
    (folder / "data").mkdir(parents=True, mode=0o700)
    for name, member in members(file):
        if name not in BESIDE_THE_OFFICE:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as placed:
                shutil.copyfileobj(member, placed)
    stay_with_the_folder(folder / SETTINGS_FILE)
    _say_restored(file, folder / "data" / RESTORED)
    place = folder / "data" / KEYS_FILE
    place.parent.mkdir(parents=True, mode=0o700)
    place.touch(mode=0o600)
    place.write_bytes(keys)


def stay_with_the_folder(settings: Path) -> None:
    """The objects were put into the folder: a line that names a bucket is set aside."""
    with suppress(FileNotFoundError):
        text = settings.read_text(encoding="utf-8")
        settings.write_text(NAMES_A_BUCKET.sub(r"# \g<0>", text), encoding="utf-8")


def _say_restored(file: Path, place: Path) -> None:
    """For the public log, which may have gone on since the backup was made."""
    said = about(file)
    if said and place.parent.is_dir():
        place.write_text(json.dumps({"backup": said["at"]}), encoding="ascii")
