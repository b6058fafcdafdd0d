"""The sealed files, objects below uploads/: written with their row, removed after it,
swept when no row speaks of them.

A file is kept before its row is committed, and goes only after its row has: a row is
never without its file. Each is written once and never changed; what is changed
is written anew under another name. All of it happens while the write lock is held, so a
sweep meets no file whose row is still to come.
"""

from __future__ import annotations

import secrets
import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from forms_app.base.attachments.models import Attachment
from forms_app.base.objects.store import ObjectGone, ObjectLost
from forms_app.base.office import Office

FOLDER = "uploads"
A_DAY = 24 * 3600


class FileGone(Exception):
    """The file of a row is not there, or is not what was written."""


def name_of(file: str) -> str:
    """The name of the object that a row calls `file`."""
    return f"{FOLDER}/{file[:2]}/{file}"


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
    row.sealed_hash = office.objects.put(name_of(row.file), sealed)
    if before:
        remove_later(session, office, before)


def read(office: Office, row: Attachment) -> bytes:
    """What was attached.

    Raises:
        FileGone: it is not there, or not whole.
    """
    try:
        sealed = office.objects.get(name_of(row.file), row.sealed_hash)
    except ObjectLost:
        raise FileGone from None
    return office.keys.open_sealed(sealed, _place(row))


def remove_later(session: Session, office: Office, name: str) -> None:
    """The file goes once the transaction that let go of it is on the disk; with the
    next sweep where its place cannot be asked just then.
    """

    @event.listens_for(session, "after_commit", once=True)
    def _remove(_session: Session) -> None:
        with suppress(OSError):
            office.objects.remove(name_of(name))


def sweep(session: Session, office: Office) -> int:
    """Remove every file that no row speaks of: rows deleted by the retention rule, and
    what a crash left behind.

    Needs a session that holds the write lock. Gives how many files went.
    """
    kept = set(session.scalars(select(Attachment.file)))
    strays = [
        one.name
        for one in office.objects.names(FOLDER)
        if one.name.rpartition("/")[2] not in kept
    ]
    for name in strays:
        office.objects.remove(name)
    for folder in office.data.glob("backup-*"):  # of a backup that was killed
        if time.time() - folder.stat().st_mtime > A_DAY:
            shutil.rmtree(folder, ignore_errors=True)
    return len(strays)


def sealed_before(session: Session, office: Office) -> list[int]:
    """The rows whose file another key than the active one has sealed."""
    rows = session.execute(
        select(Attachment.id, Attachment.file).order_by(Attachment.id)
    )
    return [row_id for row_id, name in rows if _is_old(office, name)]


def _is_old(office: Office, file: str) -> bool:
    """Whether another key than the active one has sealed it; one that is not there is
    nobody's: whoever opens it is told.
    """
    with suppress(ObjectGone):
        return office.keys.is_old(office.objects.first_byte(name_of(file)))
    return False


def reseal(session: Session, office: Office, row_id: int) -> None:
    """Seal with the active key what another one has sealed; nothing happens to a row
    that is gone.

    Raises:
        FileGone: the file is not whole.
    """
    row = session.get(Attachment, row_id)
    if row and _is_old(office, row.file):
        put(session, office, row, read(office, row))


def _place(row: Attachment) -> str:
    """What the seal is bound to: neither another row nor another file can stand in for
    it.
    """
    return f"attachments/{row.id}/{row.file}"
