"""Files of a form that is not taken yet: held for an hour, for the same form in the same
browser, so that nobody chooses a photo twice because something else was to be mended.

They lie sealed as attachments do, of nothing that anybody may open. With the form they
become attachments; what is taken out goes at once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.attachments import queries, store
from forms_app.base.attachments.models import Attachment
from forms_app.base.attachments.rules import MOST_FILES, Kind
from forms_app.base.attachments.taking import Taken
from forms_app.base.office import Office
from forms_app.base.refusal import ChangedMeanwhile

WORD = "deposit"  # of what they belong to
HELD_FOR = timedelta(hours=1)
# of one form in one browser, where several windows have it open
MOST_HELD = 3 * MOST_FILES


@dataclass(frozen=True)
class Deposit:
    """One file that is held. `id`: of its row; `size`: in bytes; `place`: of its form."""

    id: int
    kind: Kind
    size: int
    place: str


File = Taken | Deposit


def place_of(office: Office, *of: str) -> str:
    """What the files of one form in one browser belong to."""
    return f"{WORD}/{office.keys.digest('index', WORD, *of)[:32]}"


def is_one(row: Attachment) -> bool:
    return row.belongs_to.startswith(f"{WORD}/")


def find(
    session: Session, place: str, ids: Collection[int], now: datetime
) -> list[Deposit]:
    """Those of these numbers that are still held for this form."""
    return [
        _deposit(row)
        for row in queries.of(session, place)
        if row.id in ids and row.made_at > now - HELD_FOR
    ]


def hold(
    session: Session, office: Office, place: str, files: Sequence[File], now: datetime
) -> list[Deposit]:
    """Hold these, of which some may be held already; a file sent twice is held once."""
    forget(session, office, now)
    found = queries.of(session, place)
    of = {
        "belongs_to": place,
        "community": "",
        "grid": "",
        "made_at": now,
        "made_by": "",
    }
    held = []
    for file in files:
        if isinstance(file, Deposit):
            held.append(file)
            continue
        row = _same(office, found, file) or store.add(
            session, office, file.kind, file.data, of
        )
        held.append(_deposit(row))
    kept = {one.id for one in held}
    others = [row for row in found if row.id not in kept]
    for row in others[: max(len(found) + len(files) - MOST_HELD, 0)]:
        _remove(session, office, row)
    return held


def data_of(session: Session, office: Office, file: File) -> bytes:
    """What a file of a form holds, held or sent just now.

    Raises:
        ChangedMeanwhile: it is held no more.
    """
    if isinstance(file, Taken):
        return file.data
    for row in queries.of(session, file.place):
        if row.id == file.id:
            return store.read(office, row)
    raise ChangedMeanwhile


def take_out(
    session: Session, office: Office, place: str, ids: Collection[int]
) -> None:
    """Whoever chose them wants them no more."""
    for row in queries.of(session, place):
        if row.id in ids:
            _remove(session, office, row)


def forget(session: Session, office: Office, now: datetime) -> datetime | None:
    """Remove what was held for its hour; gives when the next one is due."""
    query = (
        select(Attachment)
        .where(Attachment.belongs_to.startswith(f"{WORD}/"))
        .order_by(Attachment.made_at)
    )
    next_due = None
    for row in session.scalars(query):
        if row.made_at > now - HELD_FOR:
            next_due = next_due or row.made_at + HELD_FOR
        else:
            _remove(session, office, row)
    return next_due


def _same(
    office: Office, found: Sequence[Attachment], file: Taken
) -> Attachment | None:
    """The one with the same content: the same press has come twice."""
    for row in found:
        if row.size == len(file.data) and store.read(office, row) == file.data:
            return row
    return None


def _remove(session: Session, office: Office, row: Attachment) -> None:
    store.remove_later(session, office, row.file)
    session.delete(row)


def _deposit(row: Attachment) -> Deposit:
    return Deposit(row.id, Kind(row.kind), row.size, row.belongs_to)
