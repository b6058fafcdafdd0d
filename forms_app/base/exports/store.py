"""Where finished tables lie: objects below exports/, encrypted with the office's keys,
and gone when their hour is over.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from forms_app.base.exports.models import Export
from forms_app.base.exports.rules import KEPT, is_over
from forms_app.base.objects.store import ObjectGone
from forms_app.base.office import Office

FOLDER = "exports"
PLACE = "exports.file"


def name_of(export: Export) -> str:
    """Each holder writes an object of its own: one that lost its lease spoils nothing."""
    return f"{FOLDER}/{export.id}-{export.fence}.sealed"


def keep(office: Office, export: Export, data: bytes) -> None:
    """Its digest stands in the row while the caller still holds it."""
    mine = Export.id == export.id, Export.fence == export.fence
    with office.database.writing() as session:
        digest = _put(office, export, data)
        session.execute(update(Export).where(*mine).values(sealed_hash=digest))


def _put(office: Office, export: Export, data: bytes) -> str:
    return office.objects.put(name_of(export), office.keys.seal(data, _place(export)))


def _place(export: Export) -> str:
    return f"{PLACE}.{export.id}"


def read(office: Office, export: Export) -> bytes:
    """The table in the clear.

    Raises:
        ObjectGone: it is over, or a backup was restored, which has none.
        ObjectWrong: it is not what was kept.
    """
    sealed = office.objects.get(name_of(export), export.sealed_hash)
    return office.keys.open_sealed(sealed, _place(export))


def sealed_before(session: Session, office: Office) -> Sequence[int]:
    """The rows whose table another key than the active one has sealed."""
    kept = select(Export).where(Export.sealed_hash != "").order_by(Export.id)
    return [one.id for one in session.scalars(kept) if _is_old(office, one)]


def _is_old(office: Office, export: Export) -> bool:
    with suppress(ObjectGone):
        return office.keys.is_old(office.objects.first_byte(name_of(export)))
    return False


def reseal(session: Session, office: Office, export_id: int) -> None:
    """Seal with the active key what another one has sealed. Needs the write lock.

    Raises:
        ObjectLost: it is over, or not what was kept.
    """
    export = session.get(Export, export_id)
    if export and _is_old(office, export):
        export.sealed_hash = _put(office, export, read(office, export))


def clear(office: Office, now: datetime) -> int:
    """Delete what is over, and objects that no row knows any more; gives how many
    objects went.
    """
    with office.database.writing() as session:
        for export in session.scalars(select(Export)):
            if is_over(export.asked_at, export.ready_at, now):
                session.delete(export)
    with office.database.reading() as session:
        known = {name_of(export) for export in session.scalars(select(Export))}
    # one without a row may be about to get its row; it has an hour at most, like all
    left = [
        one.name
        for one in office.objects.names(FOLDER)
        if one.name not in known and now - one.changed_at >= KEPT
    ]
    for name in left:
        office.objects.remove(name)
    return len(left)
