"""Keeping what an uploaded sheet would change until it is looked at, and taking it row
by row.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.catalogue import use_language
from forms_app.base.refusal import Refused
from forms_app.ledger.lists.differences import Difference, shown
from forms_app.ledger.lists.listing import Listing
from forms_app.ledger.lists.models import SheetUpload


@dataclass
class Taken:
    """What became of the rows: changed, and those that could not be, each with why."""

    changed: int = 0
    # number of the row, sentence
    left: list[tuple[str, str]] = field(default_factory=list)


def stage(
    session: Session,
    listing: Listing,
    found: list[Difference],
    actor: Actor,
    now: datetime,
) -> SheetUpload:
    upload = SheetUpload(
        listing=listing.name,
        made_by=actor.id,
        made_at=now,
        changes=[asdict(one) for one in found],
    )
    session.add(upload)
    session.flush()
    return upload


def lines(upload: SheetUpload) -> list[Difference]:
    return [Difference(**one) for one in upload.changes]


def take(
    session: Session,
    listing: Listing,
    upload: SheetUpload,
    *,
    actor: Actor,
    now: datetime,
) -> Taken:
    """Change each row by the list's own operation, which leaves its audit entry; what
    is refused stays as it was.
    """
    known = {
        listing.number(record): record for record in listing.records(session, actor, {})
    }
    columns = {column.key: column for column in listing.columns}
    taken = Taken()
    good = [one for one in lines(upload) if not one.fault]
    for number, of_row in groupby(good, key=lambda one: one.number):
        changes = list(of_row)
        record = known.get(number)
        try:
            if record is None or any(
                shown(columns[one.key], record, one.lang) != one.before
                for one in changes
            ):
                raise Refused("这一行在您上传以后被别人改过")
            with session.begin_nested():
                _change(session, listing, record, changes, actor=actor, now=now)
            taken.changed += 1
        except Refused as refused:
            taken.left.append((number, str(refused)))
    session.delete(upload)
    return taken


def _change(
    session: Session,
    listing: Listing,
    record: Any,
    changes: list[Difference],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    readers = {column.key: column.read for column in listing.columns if column.read}
    assert listing.change, "a list without it has no column that can be read"
    with use_language(changes[0].lang):
        values = {one.key: readers[one.key](one.after) for one in changes}
    listing.change(session, record, values, actor=actor, now=now)
