"""Keeping what an uploaded sheet would change until it is looked at, and taking it row
by row.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from itertools import groupby

from forms_app.base.listing import Listing
from forms_app.base.refusal import Refused
from forms_app.base.worklist import Reader
from forms_app.ledger.lists.differences import Difference, shown
from forms_app.ledger.lists.models import SheetUpload
from forms_app.ledger.lists.trial import Trial


@dataclass
class Taken:
    """What became of the rows: changed, and those that could not be, each with why."""

    changed: int = 0
    # number of the row, sentence
    left: list[tuple[str, str]] = field(default_factory=list)


def stage(listing: Listing, reader: Reader, found: list[Difference]) -> SheetUpload:
    """Keep it until whoever uploaded it has looked."""
    upload = SheetUpload(
        listing=listing.name,
        made_by=reader.actor.id,
        made_at=reader.now,
        changes=[asdict(one) for one in found],
    )
    reader.session.add(upload)
    reader.session.flush()
    return upload


def lines(upload: SheetUpload) -> list[Difference]:
    return [Difference(**one) for one in upload.changes]


def take(listing: Listing, reader: Reader, upload: SheetUpload) -> Taken:
    """Change each row by the list's own operation, which leaves its audit entry; what
    is refused stays as it was.
    """
    known = {listing.number(record): record for record in listing.records(reader, {})}
    trial = Trial.of(listing, reader)
    taken = Taken()
    good = [one for one in lines(upload) if not one.fault]
    for number, of_row in groupby(good, key=lambda one: one.number):
        changes = list(of_row)
        record = known.get(number)
        try:
            if record is None or any(
                shown(trial.columns[one.key], record, one.lang) != one.before
                for one in changes
            ):
                raise Refused("这一行在您上传以后被别人改过")
            with reader.session.begin_nested():
                trial.change(record, changes)
            taken.changed += 1
        except Refused as refused:
            taken.left.append((number, str(refused)))
    reader.session.delete(upload)
    return taken
