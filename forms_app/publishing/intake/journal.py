"""The journal of accepted changes: appended and flushed before anything follows it, so
that nothing is lost or doubled.

The database follows the journal, whenever it is there. Entries hold public content
only.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import takewhile
from pathlib import Path
from typing import Any

from forms_app.base import fence
from forms_app.base.contentfile.campaign_folder import area_of, campaign_of, key_of
from forms_app.base.contentfile.write import file_hash
from forms_app.base.jsonfiles import lines_from_end
from forms_app.base.ownfile import make_room
from forms_app.permits.enterprises.content import GRANTED

FILE = "journal.jsonl"  # in data/
# What becomes of a document by its own words: its minute has come, its time is over, it is
# a draft (again).
PUBLISHED = "published"
UNPUBLISHED = "unpublished"
DRAFTED = "drafted"
OF_DOCUMENTS = frozenset({PUBLISHED, UNPUBLISHED, DRAFTED})


@dataclass(frozen=True)
class Change:
    """One accepted change of an enterprise file, or of a document that comes or goes by
    its minute.

    `what` is accepted, checking, cleared or withdrawn; of a document one of OF_DOCUMENTS.
    """

    sequence: int
    what: str
    reference: str
    community: str
    path: str
    text: str | None  # the accepted text; None when withdrawn
    before: str | None  # what it replaces
    new_hash: str | None
    author: str
    at: str  # real time, ISO, UTC
    day: str  # office day

    @property
    def is_document(self) -> bool:
        return self.what in OF_DOCUMENTS

    @property
    def key(self) -> str:
        """Of the decision (base/contentfile/campaign_folder.py)."""
        return key_of(self.path)

    @property
    def area(self) -> str:
        return area_of(self.path)

    @property
    def campaign(self) -> str:
        return campaign_of(self.path)

    @property
    def takes_away(self) -> bool:
        """Whether anybody may be less open than before, for all that its text tells at
        a glance.
        """
        text = self.text or ""
        grants = any(f"\nStatus: {status}\n" in text for status in GRANTED)
        return self.what in {"withdrawn", "checking"} or not grants


@dataclass(frozen=True)
class Finding:
    """A change that a round found, before it is numbered: `what` as of a change."""

    what: str
    path: str
    reference: str
    community: str
    text: str | None
    before: str | None

    def as_change(
        self, sequence: int, author: str, now: datetime, today: date
    ) -> Change:
        return Change(
            sequence,
            self.what,
            self.reference,
            self.community,
            self.path,
            self.text,
            self.before,
            file_hash(self.text.encode()) if self.text is not None else None,
            author,
            now.isoformat(),
            today.isoformat(),
        )


def numbered(
    findings: Iterable[Finding],
    authors: Mapping[str, str],
    last: int,
    now: datetime,
    today: date,
) -> list[Change]:
    """Findings as the changes that follow the one with the `last` number."""
    return [
        found.as_change(number, authors[found.path], now, today)
        for number, found in enumerate(findings, last + 1)
    ]


def line_of(change: Change) -> str:
    return json.dumps(asdict(change), ensure_ascii=False) + "\n"


class Journal:
    """data/journal.jsonl: one change a line."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def settle(self) -> None:
        """Bring it together with what other hosts accepted; on one machine there is
        nothing to do.
        """

    def send(self) -> None:
        """Tell other hosts what they do not know yet, before the register follows it.

        Raises:
            Fenced: another publisher took over.
            Busy, DatabaseAway: they cannot be told.
        """

    def __iter__(self) -> Iterator[Change]:
        return iter(self.after(0))

    def after(self, sequence: int) -> list[Change]:
        """The changes after a sequence number, oldest first.

        Costs what is new, however long the journal is.
        """
        found = list(
            takewhile(lambda change: change.sequence > sequence, self.newest_first())
        )
        return found[::-1]

    def newest_first(self) -> Iterator[Change]:
        """From the end.

        A half-written last line (a power cut) was never acknowledged and is passed
        over; a damaged line tells nothing.
        """
        for row in lines_from_end(self.path):
            with suppress(ValueError, TypeError):
                yield Change(**json.loads(row))

    def last_sequence(self) -> int:
        return next((change.sequence for change in self.newest_first()), 0)

    def append(self, changes: list[Change]) -> None:
        """Write and flush to the disk.

        Raises:
            Fenced: another publisher took over.
        """
        if not changes:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        make_room(self.path)
        with fence.appending(), self.path.open("ab+") as file:
            self._drop_half_line(file)
            for change in changes:
                file.write(line_of(change).encode())
            file.flush()
            os.fsync(file.fileno())

    @staticmethod
    def _drop_half_line(file: Any) -> None:
        size = file.seek(0, os.SEEK_END)
        if size and os.pread(file.fileno(), 1, size - 1) != b"\n":
            data = os.pread(file.fileno(), size, 0)
            file.truncate(data.rfind(b"\n") + 1)
            file.seek(0, os.SEEK_END)
