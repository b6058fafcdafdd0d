"""The sealed files in data/uploads: written with their row, removed after it, swept
when no row speaks of them.

A file is on the disk before its row is committed, and goes only after its row has: a
row is never without its file. Each is written once and never changed; what is changed
is written anew under another name. All of it happens while the write lock is held, so a
sweep meets no file whose row is still to come.
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from forms_app.base.attachments.models import Attachment
from forms_app.base.contentfile.write import sync_folder, write_aside
from forms_app.base.office import Office
from forms_app.base.ownfile import read_own

FOLDER = "uploads"
A_DAY = 24 * 3600


class FileGone(Exception):
    """The file of a row is not there, or is not what was written."""


def path_of(office: Office, name: str) -> Path:
    return office.data / FOLDER / name[:2] / name


def add(
    session: Session, office: Office, kind: str, data: bytes, of: Mapping[str, Any]
) -> Attachment:
    """A new row with its file. `of`: the columns that say whose it is and since when.

    The row first, for its id, to which the file is sealed; the file stands before the
    row is committed.
    """
    row = Attachment(kind=str(kind), size=0, file="", sealed_hash="", **of)
    session.add(row)
    session.flush()
    put(session, office, row, data)
    session.flush()
    return row


def put(session: Session, office: Office, row: Attachment, data: bytes) -> None:
    """Seal `data` under a new name as the file of `row`, which has an id; the file it
    had goes with the commit.
    """
    before = row.file
    row.file = secrets.token_hex(16)
    sealed = office.keys.seal(data, _place(row))
    row.size = len(data)
    row.sealed_hash = hashlib.sha256(sealed).hexdigest()
    path = path_of(office, row.file)
    if not path.parent.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        for folder in (path.parent.parent, office.data):
            # or a power cut would take the new folder with the file in it
            sync_folder(folder)
    write_aside(path, sealed)
    path.chmod(0o600)
    if before:
        remove_later(session, office, before)


def read(office: Office, row: Attachment) -> bytes:
    """What was attached.

    Raises:
        FileGone: it is not there, or not whole.
    """
    try:
        sealed = read_own(path_of(office, row.file))
    except FileNotFoundError:
        raise FileGone from None
    if hashlib.sha256(sealed).hexdigest() != row.sealed_hash:
        raise FileGone
    return office.keys.open_sealed(sealed, _place(row))


def remove_later(session: Session, office: Office, name: str) -> None:
    """The file goes once the transaction that let go of it is on the disk."""
    path = path_of(office, name)

    @event.listens_for(session, "after_commit", once=True)
    def _remove(_session: Session) -> None:
        path.unlink(missing_ok=True)


def sweep(session: Session, office: Office) -> int:
    """Remove every file that no row speaks of: rows deleted by the retention rule, and
    what a crash left behind.

    Needs a session that holds the write lock. Gives how many files went.
    """
    kept = set(session.scalars(select(Attachment.file)))
    strays = [
        path for path in (office.data / FOLDER).glob("*/*") if path.name not in kept
    ]
    for path in strays:
        path.unlink(missing_ok=True)
    for folder in office.data.glob("backup-*"):  # of a backup that was killed
        if time.time() - folder.stat().st_mtime > A_DAY:
            shutil.rmtree(folder, ignore_errors=True)
    return len(strays)


def sealed_before(session: Session, office: Office) -> list[int]:
    """The rows whose file another key than the active one has sealed."""
    rows = session.execute(
        select(Attachment.id, Attachment.file).order_by(Attachment.id)
    )
    return [
        row_id
        for row_id, name in rows
        if office.keys.is_old_file(path_of(office, name))
    ]


def reseal(session: Session, office: Office, row_id: int) -> None:
    """Seal with the active key what another one has sealed; nothing happens to a row
    that is gone.

    Raises:
        FileGone: the file is not whole.
    """
    row = session.get(Attachment, row_id)
    if row and office.keys.is_old_file(path_of(office, row.file)):
        put(session, office, row, read(office, row))


def _place(row: Attachment) -> str:
    """What the seal is bound to: neither another row nor another file can stand in for
    it.
    """
    return f"attachments/{row.id}/{row.file}"
