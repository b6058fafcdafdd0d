"""The content folder of a host that shares its database, as a working copy: what another
host's publisher accepted is written here.

A file that somebody edited here meanwhile is never overwritten: it is put aside under its
name with a ~, and FAULTS.txt says so to whoever edits.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.base import logs
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.write import (
    StaleFile,
    file_hash,
    make_folder,
    write_aside,
)
from forms_app.base.db import Busy, DatabaseAway
from forms_app.base.jsonfiles import read_json, write_json
from forms_app.base.office import Office
from forms_app.base.ownfile import NotRegular, read_own
from forms_app.base.publisher_lease import holder_of
from forms_app.publishing.intake import faults_file
from forms_app.publishing.models import Version

FILE = "working-copy.json"  # in data/: how far it has followed, and what is aside
NO_FILE = "no file"
OTHER = "另一台主机上先改了这个文件，网站用的是那一版；您在这里改的，放在旁边名字末尾有 ~ 的文件里"
MERGE = "把要改的写进新的这一版再保存，然后删掉那个 ~ 文件"


def note(data: Path, sequence: int) -> None:
    """Up to here the folder has what was accepted."""
    write_json(data / FILE, {**read_json(data / FILE), "sequence": sequence})


def keep_up(office: Office) -> None:
    """`follow`, where there is anybody to follow; what fails is tried the next time."""
    if office.database.is_sqlite:
        return
    try:
        follow(office)
    except (Busy, DatabaseAway, OSError) as error:
        logs.configure().error("could not follow", error=type(error).__name__)


def follow(office: Office) -> int:
    """Bring the content folder after what was accepted on other hosts; gives how many
    files that were.

    Raises:
        Busy, DatabaseAway: it cannot be told.
        OSError: the disk is full or away.
    """
    last = read_json(office.data / FILE).get("sequence", 0)
    host = holder_of(office.data)
    number = 0
    with office.database.reading() as session:
        newest = select(func.max(Version.sequence)).group_by(Version.path)
        new = newest.where(Version.sequence > last).scalar_subquery()
        found = select(Version).where(Version.sequence.in_(new))
        for row in session.scalars(found.order_by(Version.sequence)):
            if row.host != host and _is_inside(row.path):
                try:
                    number += _bring(office, session, row)
                except StaleFile:
                    break  # somebody is just writing it: the next time
            last = row.sequence
    if number:
        faults_file.write(
            office.content, office.data, faults(office.content, office.data)
        )
    note(office.data, last)
    return number


def faults(content: Path, data: Path) -> list[Fault]:
    """What lies aside and waits for whoever wrote it."""
    aside = read_json(data / FILE).get("aside", [])
    return [
        Fault(path, 0, OTHER, {}, MERGE)
        for path in aside
        if _aside(content, path).exists()
    ]


def _bring(office: Office, session: Session, row: Version) -> bool:
    """Write one file; says whether anything was to be done.

    Raises:
        StaleFile: it was changed meanwhile.
    """
    path = office.content / row.path
    now = _hash_of(path)
    if now == row.hash:
        return False
    if now and now not in _hashes(session, row.path):
        _put_aside(office, row.path)
        now = ""
    if row.text is None:
        path.unlink(missing_ok=True)
    else:
        make_folder(path.parent)
        write_aside(path, row.text, lambda: _hash_of(path) == now)
    return True


def _hash_of(path: Path) -> str:
    """ "" where there is none; of what is no file, nothing that a version has."""
    try:
        return file_hash(read_own(path))
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except NotRegular:
        return NO_FILE


def _put_aside(office: Office, relative: str) -> None:
    told = read_json(office.data / FILE)
    aside = sorted({*told.get("aside", []), relative})
    write_json(office.data / FILE, {**told, "aside": aside})
    (office.content / relative).replace(_aside(office.content, relative))


def _aside(content: Path, relative: str) -> Path:
    return content / f"{relative}~"


def _hashes(session: Session, path: str) -> set[str]:
    """Of every version that was accepted of a file."""
    return set(session.scalars(select(Version.hash).where(Version.path == path)))


def _is_inside(relative: str) -> bool:
    path = PurePosixPath(relative)
    return not path.is_absolute() and ".." not in path.parts
