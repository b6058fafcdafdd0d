"""Where finished tables lie: OFFICE/data/exports, encrypted with the office's keys, and
gone when their hour is over.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from forms_app.base.contentfile.write import write_aside
from forms_app.base.exports.models import Export
from forms_app.base.exports.rules import KEPT, is_over
from forms_app.base.office import Office
from forms_app.base.ownfile import read_own

PLACE = "exports.file"


def path_of(office: Office, export: Export) -> Path:
    """Each holder writes a file of its own: one that lost its lease spoils nothing."""
    return office.data / "exports" / f"{export.id}-{export.fence}.sealed"


def keep(office: Office, export: Export, data: bytes) -> Path:
    path = path_of(office, export)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with office.database.writing():
        _put(office, path, data)
    return path


def _put(office: Office, path: Path, data: bytes) -> None:
    write_aside(path, office.keys.seal(data, _place(path)))
    path.chmod(0o600)


def _place(path: Path) -> str:
    return f"{PLACE}.{path.stem.partition('-')[0]}"


def read(office: Office, export: Export) -> bytes:
    """The table in the clear.

    Raises:
        FileNotFoundError: it is over, or a backup was restored, which has none.
    """
    path = path_of(office, export)
    return office.keys.open_sealed(read_own(path), _place(path))


def sealed_before(office: Office) -> list[Path]:
    """What another key than the active one has sealed."""
    return [
        path
        for path in sorted((office.data / "exports").glob("*.sealed"))
        if office.keys.is_old_file(path)
    ]


def reseal(office: Office, path: Path) -> None:
    """Seal with the active key what another one has sealed. Needs the write lock.

    Raises:
        FileNotFoundError: it is over.
    """
    _put(office, path, office.keys.open_sealed(read_own(path), _place(path)))


def clear(office: Office, now: datetime) -> int:
    """Delete what is over, and files that no row knows any more; gives how many files
    went.
    """
    with office.database.writing() as session:
        for export in session.scalars(select(Export)):
            if is_over(export.asked_at, export.ready_at, now):
                session.delete(export)
    with office.database.reading() as session:
        known = {path_of(office, export) for export in session.scalars(select(Export))}
    left = [
        path
        for path in (office.data / "exports").glob("*")
        if path not in known and _is_old(path, now)
    ]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _is_old(path: Path, now: datetime) -> bool:
    """One without a row may be about to get its row; it has an hour at most, like all
    of them.
    """
    try:
        return now.timestamp() - path.stat().st_mtime >= KEPT.total_seconds()
    except FileNotFoundError:
        return False
