"""Backing an office up into one file, and restoring it into an empty folder.

Database and content are copied while nobody may write to the database: no decision is
then between its intent and its file, no attachment without its own. The accepted tree
and the journal follow without a lock, the journal last; what the journal has and the
copies do not, the first start brings after them, as after a crash. Keys leave only
under the passphrase.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from forms_app.base.office import KEYS as KEYS_FILE
from forms_app.base.office import Office
from forms_app.base.settings import FILE as SETTINGS_FILE

FORMAT = "kaigong-backup-1"
SALT = 16
NONCE = 12
KEYS = "keys.sealed"
MANIFEST = "manifest.json"  # the last member: what the others must be
ABOUT = "about.json"  # the first member: whose backup it is and when it was made
BESIDE_THE_OFFICE = {KEYS, ABOUT, MANIFEST}
Progress = Callable[[str], object]


class BackupError(Exception):
    """It could not be done; says why, and nothing was left behind."""


def backup(office: Office, file: Path, passphrase: str, progress: Progress) -> None:
    """Write the office to `file` while it runs.

    Raises:
        BackupError: the passphrase is too short, the disk is full, or the database is
            not SQLite.
    """
    if len(passphrase) < 8:
        raise BackupError("The passphrase needs at least 8 characters.")
    must_be_sqlite(office)
    manifest: dict[str, str] = {}
    aside = file.with_name(f".{file.name}.part")
    try:
        with (
            tempfile.TemporaryDirectory(dir=office.data, prefix="backup-") as copy,
            tarfile.open(aside, "w:gz", compresslevel=6) as archive,
        ):
            with office.database.writing():
                database = _database(office)
                content = _copy(office.content, Path(copy) / "content")
                uploads = _link(
                    office.data / "uploads", Path(copy) / "data" / "uploads"
                )
                # those that open just this copy, if they are rotated
                keys = (office.data / KEYS_FILE).read_bytes()
            progress("database and content are copied")
            about = {"office": office.id, "at": office.clock.now().isoformat()}
            _add(archive, manifest, ABOUT, json.dumps(about).encode())
            _add(archive, manifest, "data/kaigong.sqlite3", database)
            _add_tree(archive, manifest, content, progress)
            _add_tree(
                archive,
                manifest,
                _copy(office.accepted, Path(copy) / "accepted"),
                progress,
            )
            _add_tree(archive, manifest, uploads.parent, progress)
            for path in _beside_the_database(office):
                _add(
                    archive,
                    manifest,
                    path.relative_to(office.config.office).as_posix(),
                    path.read_bytes(),
                )
            _add(archive, manifest, KEYS, _seal(keys, passphrase))
            listing = json.dumps(
                {"format": FORMAT, "sha256": manifest}, indent=1
            ).encode()
            _add(archive, {}, MANIFEST, listing)
        aside.replace(file)
    except OSError as error:
        raise BackupError(
            f"The backup could not be written: {error.strerror}."
        ) from error
    finally:
        aside.unlink(missing_ok=True)
    progress(f"{file}: {file.stat().st_size / 1e6:.1f} MB")


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


def _beside_the_database(office: Office) -> list[Path]:
    """Copied after it: what was deleted meanwhile is on the list then, and a restored
    database forgets it too.
    """
    names = ("journal.jsonl", "people-shown.json", "demo-clock.json", "deletions.log")
    certificates = sorted((office.data / "certificates").glob("*.*"))
    settings = office.config.office / SETTINGS_FILE
    beside = (settings, *(office.data / name for name in names), *certificates)
    return [path for path in beside if path.is_file()]


def about(file: Path) -> dict[str, str] | None:
    """Whose backup a file is (`office`) and when it was made (`at`); None for a file
    that is no backup.
    """
    try:
        with tarfile.open(file, "r:gz") as archive:
            first = archive.next()
            handle = (
                archive.extractfile(first) if first and first.name == ABOUT else None
            )
            found = json.loads(handle.read()) if handle else None
    except (tarfile.TarError, OSError, EOFError, ValueError):
        return None
    return found if isinstance(found, dict) and {"office", "at"} <= set(found) else None


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


def _add_tree(
    archive: tarfile.TarFile, manifest: dict[str, str], folder: Path, progress: Progress
) -> None:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    for number, path in enumerate(paths, 1):
        _add(
            archive,
            manifest,
            path.relative_to(folder.parent).as_posix(),
            path.read_bytes(),
        )
        if number % 200 == 0 or number == len(paths):
            progress(f"{folder.name}: {number} of {len(paths)} files")


def _add(
    archive: tarfile.TarFile, manifest: dict[str, str], name: str, data: bytes
) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(data)
    member.mode = 0o600
    archive.addfile(member, io.BytesIO(data))
    manifest[name] = hashlib.sha256(data).hexdigest()


def _database(office: Office) -> bytes:
    """A consistent copy while others write, through SQLite's own backup."""
    source = sqlite3.connect(office.database.url.removeprefix("sqlite:///"))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.sqlite3"
        target = sqlite3.connect(copy)
        try:
            source.backup(target)
        finally:
            source.close()
            target.close()
        return copy.read_bytes()


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode())


def _seal(data: bytes, passphrase: str) -> bytes:
    salt = os.urandom(SALT)
    nonce = os.urandom(NONCE)
    return (
        salt
        + nonce
        + AESGCM(_key(passphrase, salt)).encrypt(nonce, data, FORMAT.encode())
    )


def restore(file: Path, folder: Path, passphrase: str, progress: Progress) -> None:
    """Put a backup into an empty folder; the site is built anew from it at the first
    start.

    Raises:
        BackupError: the folder is not empty, the file is no whole backup, or the
            passphrase is wrong.
    """
    if folder.exists() and any(folder.iterdir()):
        raise BackupError(f"{folder} is not empty. Restore into an empty folder.")
    number, sealed = _check(file)
    progress(f"{number} files are whole")
    try:
        key = _key(passphrase, sealed[:SALT])
        keys = AESGCM(key).decrypt(
            sealed[SALT : SALT + NONCE], sealed[SALT + NONCE :], FORMAT.encode()
        )
    except InvalidTag:
        raise BackupError("The passphrase is wrong.") from None
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
    for name, member in _members(file):
        if name not in BESIDE_THE_OFFICE:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as placed:
                shutil.copyfileobj(member, placed)
    place = folder / "data" / KEYS_FILE
    place.parent.mkdir(parents=True, mode=0o700)
    place.touch(mode=0o600)
    place.write_bytes(keys)


def _members(file: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """One after the other, so that an office of many photos fits into little memory."""
    with tarfile.open(file, "r:gz") as archive:
        for member in archive:
            if member.isfile() and (handle := archive.extractfile(member)):
                yield member.name, handle


def _check(file: Path) -> tuple[int, bytes]:
    """Every member's name and hash, before anything is put in place; gives their number
    and the sealed keys.
    """
    hashes = dict[str, str]()
    kept = dict[str, bytes]()
    try:
        for name, member in _members(file):
            if name in BESIDE_THE_OFFICE:
                kept[name] = member.read()
            hashes[name] = (
                hashlib.sha256(kept[name])
                if name in kept
                else hashlib.file_digest(member, "sha256")  # type: ignore[arg-type]
            ).hexdigest()
        listing = json.loads(kept[MANIFEST])
        expected = listing["sha256"]
    except (tarfile.TarError, OSError, EOFError, KeyError, ValueError) as error:
        raise BackupError(f"{file} is not a whole backup of Kaigong.") from error
    del hashes[MANIFEST]
    for name in hashes:
        if name.startswith(("/", "\\")) or ".." in Path(name).parts:
            raise BackupError(f"{file} holds a path that leaves the folder: {name}.")
    if (
        listing.get("format") != FORMAT
        or set(expected) != set(hashes)
        or KEYS not in kept
    ):
        raise BackupError(f"{file} is not a whole backup of Kaigong.")
    for name, found in hashes.items():
        if found != expected[name]:
            raise BackupError(f"{file} is damaged: {name} is not what was backed up.")
    return len(hashes), kept[KEYS]
