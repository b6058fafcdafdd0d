"""The journal where hosts share a database: a table there, of which data/journal.jsonl is
each host's copy. The copy is what is read, so that a round costs what it costs on one
machine, and goes on while the database is away.

A change is in the table first, under the lease. What was accepted while the database was
away follows when it is back. Where another host went on meanwhile, what that one accepted
stands: of the own changes only those follow that take away; all of them are undone here
(strays.py) before the tree is brought after the journal.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.orm import Session

from forms_app.base import fence
from forms_app.base.away import Busy, DatabaseAway, translated
from forms_app.base.contentfile.write import file_hash, write_aside
from forms_app.base.db import Database
from forms_app.base.fence import Fenced
from forms_app.base.office import Office
from forms_app.base.publisher_lease import holder_of
from forms_app.publishing.intake import shared_versions, strays, tombstones
from forms_app.publishing.intake.journal import FILE, Change, Journal, line_of
from forms_app.publishing.intake.tombstones import Tombstone
from forms_app.publishing.models import JournalRow

AT_A_TIME = 500  # rows in one statement


class SharedJournal(Journal):
    """The table, and this host's copy of it. `is_apart`: they may differ."""

    def __init__(self, path: Path, database: Database) -> None:
        super().__init__(path)
        self.database = database
        self.is_apart = True

    def append(self, changes: list[Change]) -> None:
        """Write to the table, then to the copy; to the copy alone while the database is
        away.

        Raises:
            Fenced: another publisher took over.
        """
        if not changes:
            return
        try:
            self._send(changes)
        except (Busy, DatabaseAway):
            self.is_apart = True
            tombstones.note(self.path.parent, self._tombstones(changes))
        super().append(changes)

    def _tombstones(self, changes: list[Change]) -> Iterator[Tombstone]:
        """What the other hosts are to know although they cannot read it."""
        host = holder_of(self.path.parent)
        for one in changes:
            if one.takes_away and not one.is_document:
                yield _tombstone(one, host)

    def send(self) -> None:
        if self.is_apart:
            self._send([])

    def _send(self, changes: list[Change]) -> None:
        """These, after what the table lacks.

        Raises:
            Fenced: another publisher took over, or went on meanwhile: the next start
                takes that up.
            Busy, DatabaseAway: nothing was sent, as far as is known.
        """
        with self._changing() as connection:
            unsent = self._unsent(connection) if self.is_apart else []
            self._insert(connection, [*unsent, *changes])
        self.is_apart = False

    def _insert(self, connection: Connection, changes: Sequence[Change]) -> None:
        """With their versions, so that no host takes over with the one and without the
        other.
        """
        _insert(connection, changes)
        shared_versions.add(connection, changes, holder_of(self.path.parent))

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        with translated(), self.database.engine.begin() as connection:
            self.database.look_once(connection)
            with fence.within(connection):
                yield connection

    def _unsent(self, connection: Connection) -> list[Change]:
        common = self._common(connection)
        if _last(connection) > common:
            raise Fenced("another host's publisher went on")
        return self.after(common)

    def _common(self, connection: Connection) -> int:
        """The newest number up to which table and copy say the same."""
        last = _last(connection)
        for change in self.newest_first():
            if change.sequence > last:
                continue
            at = JournalRow.sequence == change.sequence
            line = connection.scalar(select(JournalRow.line).where(at))
            if _read(line or "") == change:
                return change.sequence
        return 0

    def settle(self) -> None:
        """Bring table and copy together, once no other host can append; later, while
        the database is away.
        """
        try:
            with self._changing() as connection:
                common = self._common(connection)
                own = self.after(common)
                others = _after(connection, common) if own else []
                self._insert(connection, _to_follow(own, others))
            if others:
                strays.note(self.path, common, own)
                self._cut(common)
            self._fetch()
        except (Busy, DatabaseAway):
            return
        self.is_apart = False

    def follow(self) -> int:
        """Take over what whoever publishes appended; gives how many changes there are
        new. Nothing while this host has one that takes away and is not known there.

        Raises:
            Busy, DatabaseAway: it cannot be told.
        """
        if self.is_apart and not self._gives_way():
            return 0
        self.is_apart = False
        return self._fetch()

    def _gives_way(self) -> bool:
        """Give up what was accepted here alone, once whoever publishes knows what of it
        takes away: it is offered to that one as it was saved (offers.py).
        """
        with self.database.reading() as session:
            common = self._common(session.connection())
            own = self.after(common)
            takes_away = [_tombstone(one, "") for one in own if one.takes_away]
            if not all(is_known(session, one) for one in takes_away):
                return False
        if own:
            strays.note(self.path, common, own)
            self._cut(common)
        return True

    def has_own(self) -> bool:
        """Whether anything was accepted here that the table lacks.

        Raises:
            Busy, DatabaseAway: it cannot be told.
        """
        with self.database.reading() as session:
            common = self._common(session.connection())
        return bool(self.after(common))

    def _cut(self, last: int) -> None:
        kept = (line_of(change) for change in self if change.sequence <= last)
        write_aside(self.path, "".join(kept).encode())

    def _fetch(self) -> int:
        """What the copy lacks; gives how much that is."""
        number = 0
        while True:
            last = self.last_sequence()
            with translated(), self.database.engine.connect() as connection:
                rows = _after(connection, last, AT_A_TIME)
            if not rows:
                return number
            super().append(rows)
            number += len(rows)


def _to_follow(own: list[Change], others: list[Change]) -> list[Change]:
    """The own changes as they are; where others went on, those that take away, after
    theirs, each once.
    """
    if not others:
        return own
    known = {replace(one, sequence=0) for one in others}
    takes_away = [one for one in own if one.takes_away]
    left = [one for one in takes_away if replace(one, sequence=0) not in known]
    first = others[-1].sequence + 1
    return [replace(one, sequence=number) for number, one in enumerate(left, first)]


def _insert(connection: Connection, changes: Sequence[Change]) -> None:
    for start in range(0, len(changes), AT_A_TIME):
        rows = [
            {"sequence": one.sequence, "line": line_of(one)}
            for one in changes[start : start + AT_A_TIME]
        ]
        connection.execute(insert(JournalRow), rows)


def _last(connection: Connection) -> int:
    return connection.scalar(select(func.max(JournalRow.sequence))) or 0


def _after(
    connection: Connection, sequence: int, limit: int | None = None
) -> list[Change]:
    found = select(JournalRow.line).where(JournalRow.sequence > sequence)
    lines = connection.scalars(found.order_by(JournalRow.sequence).limit(limit))
    return [change for line in lines if (change := _read(line))]


def _read(line: str) -> Change | None:
    with suppress(ValueError, TypeError):
        return Change(**json.loads(line))
    return None


def newest_of_path(session: Session, path: str) -> Change | None:
    """The newest change of a file that every host can read."""
    named = JournalRow.line.contains(json.dumps(path), autoescape=True)
    rows = select(JournalRow.line).where(named).order_by(JournalRow.sequence.desc())
    changes = map(_read, session.scalars(rows))
    return next((one for one in changes if one and one.path == path), None)


def is_known(session: Session, one: Tombstone) -> bool:
    """Whether the journal of all hosts has a taking-away of a file, or a change of it that
    is as new as a tombstone.
    """
    newest = newest_of_path(session, one.path)
    if newest is None:
        return False
    is_late = newest.new_hash in one.over
    is_as_new = _moment(newest.at) >= _moment(one.at)
    return newest.takes_away or (is_as_new and not is_late)


def _tombstone(change: Change, host: str) -> Tombstone:
    over = () if change.before is None else (file_hash(change.before.encode()),)
    return Tombstone(change.path, change.reference, change.at, host, over)


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at)


def journal_of(office: Office) -> Journal:
    """As the database is shared or not."""
    path = office.data / FILE
    if office.database.is_sqlite:
        return Journal(path)
    return SharedJournal(path, office.database)
