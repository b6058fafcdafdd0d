"""The release log where hosts share database and object store: a table, of which
site/releases.log is each host's copy. The copy is what is served, so that a release
costs what it costs on one machine, and is out here while the database is away.

Whoever publishes writes to the copy; a thread of it puts the objects into the store and,
when they are all there, the lines into the table, under the lease (service/sharing.py).
Other hosts follow the table (replica.py). Lines are numbered; now and then, and where
their order was lost, one of them names the whole map, an object too, and those before it
are forgotten.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from forms_app.base import fence
from forms_app.base.away import Busy, DatabaseAway, translated
from forms_app.base.contentfile.write import file_hash
from forms_app.base.db import Database
from forms_app.base.fence import Fenced
from forms_app.base.jsonfiles import lines_from_end
from forms_app.base.office import Office
from forms_app.base.ownfile import read_own
from forms_app.publishing.release import shared_rows
from forms_app.publishing.release.log import ReleaseLog
from forms_app.publishing.release.log_line import (
    UNMARKED,
    Entry,
    Mark,
    mark_of,
    readable_of,
)
from forms_app.publishing.release.objects import Objects
from forms_app.publishing.release.shared_store import SharedStore
from forms_app.publishing.release.state import State


class SharedLog(ReleaseLog):
    """The copy of whoever publishes, and how far the table is behind it.

    `sent`: the newest line that the table has as it is here; None while that is not
    known. `is_whole_due`: the next one names the whole map.
    """

    def __init__(self, folder: Path, database: Database, store: SharedStore) -> None:
        super().__init__(folder)
        self.database = database
        self.store = store
        self.objects = Objects(folder / "objects")
        self.mark = self._own_mark()
        self.sent: int | None = None
        self.is_whole_due = False
        self.has_news = threading.Event()
        self._appending = threading.RLock()

    def _own_mark(self) -> Mark:
        return next(self._marks(), UNMARKED)

    def _marks(self) -> Iterator[Mark]:
        """Of the lines here, newest first, as far as they tell what they changed."""
        for entry in readable_of(lines_from_end(self.file)):
            mark = mark_of(entry)
            if mark != UNMARKED:
                yield mark
            if "checkpoint" in entry:
                return

    def extend(self, entries: Iterable[Entry]) -> None:
        """Lines of one's own are numbered; those of another host have their numbers."""
        with self._appending:
            mark = self.mark
            told = list(entries)
            for entry in told:
                if "better" in entry:
                    continue
                if mark_of(entry) == UNMARKED:
                    entry["sequence"] = mark[0] + 1
                mark = mark_of(entry)
            super().extend(told)
            self.mark = mark
        self.has_news.set()

    def set_aside(self) -> None:
        """What others have is no longer known to be what is made anew."""
        super().set_aside()
        self.is_whole_due = True

    def settle(self) -> None:
        """At the start of whoever publishes: where the table goes on otherwise than the
        copy, the copy is what follows, as a whole.

        Raises:
            Busy, DatabaseAway: it cannot be told.
        """
        with translated(), self.database.engine.connect() as connection:
            self.database.look_once(connection)
            newest = shared_rows.newest_of(connection)
            self.sent = self._common(newest)
        if self.sent is None:
            self._go_on_from(newest)

    def _go_on_from(self, newest: shared_rows.Newest) -> None:
        self.mark = newest.mark
        self.floor = newest.number
        self.sent = newest.mark[0]
        self.is_whole_due = True

    def _common(self, newest: shared_rows.Newest) -> int | None:
        """The number of the table's newest line, where the copy has it too."""
        if newest.mark == UNMARKED:
            self.is_whole_due = True
            return 0
        return next((mark[0] for mark in self._marks() if mark == newest.mark), None)

    def send(self) -> bool:
        """Bring the table after the copy; says whether there was anything to bring.

        Raises:
            Fenced: another publisher took over, or went on meanwhile: the next start
                takes that up.
            Busy, DatabaseAway, OSError: nothing was sent, as far as is known.
        """
        self.has_news.clear()
        if self.sent is None:
            self._look_again()
        entries = None if self.is_whole_due else self._unsent()
        if entries is None:
            whole = self._whole()
            entries = [whole] if whole else []
        if not entries:
            return False
        for entry in entries:
            self.store.put([one for one, _key in _changed(entry)], self._read)
        sent = self.sent
        self.sent = None  # until it is known that they arrived
        self._insert(entries, sent or 0)
        self.sent = entries[-1]["sequence"]
        return True

    def _look_again(self) -> None:
        with translated(), self.database.engine.connect() as connection:
            self.database.look_once(connection)
            self.sent = self._common(shared_rows.newest_of(connection))
        if self.sent is None:
            raise Fenced("another host's publisher went on")

    def _unsent(self) -> list[Entry] | None:
        """Oldest first; None where lines are missing between."""
        sent = self.sent or 0
        entries: list[Entry] = []
        with self._appending:
            newest = self.mark[0]
            for entry in readable_of(lines_from_end(self.file)):
                is_known = 0 < sequence_of(entry) <= sent
                if is_known or "checkpoint" in entry:
                    break
                if "sequence" in entry:
                    entries.append(entry)
        entries.reverse()
        numbers = [entry["sequence"] for entry in entries]
        return entries if numbers == list(range(sent + 1, newest + 1)) else None

    def _whole(self) -> Entry | None:
        """A line for all that is out, whose map and objects are in the store; None
        before the first release.

        Raises:
            LogDamaged: what is out cannot be told.
        """
        if not self.state().number:
            return None
        self.store.look()
        self.store.put([one for one, _key in self.state().paths.values()], self._read)
        with self._appending:
            state = self.state()
            self.store.put([one for one, _key in state.paths.values()], self._read)
            entry = {"whole": self._keep(state), "of": state.number, "since": state.at}
            self.append(entry)
        return entry

    def _keep(self, state: State) -> str:
        data = json.dumps(state.paths, separators=(",", ":")).encode()
        digest = file_hash(data)
        self.store.put([digest], lambda _digest: data)
        return digest

    def _read(self, digest: str) -> bytes | None:
        """An object; None where the site does not name it any more.

        Raises:
            OSError: it is not there, or harmed, and will be made again.
        """
        try:
            data = read_own(self.objects.path(digest))
        except FileNotFoundError:
            data = b""
        if file_hash(data) == digest:
            return data
        if any(one == digest for one, _key in self.state().paths.values()):
            raise OSError(0, "harmed", str(self.objects.path(digest)))
        return None

    def _insert(self, entries: list[Entry], sent: int) -> None:
        with translated(), self.database.engine.begin() as connection:
            self.database.look_once(connection)
            with fence.within(connection):
                newest = shared_rows.newest_of(connection)
                if newest.mark[0] != sent:
                    raise Fenced("another host's publisher went on")
                self.is_whole_due = shared_rows.add(connection, entries, newest)

    def say(self) -> bool:
        """Say that the table's newest line is what is out; False where there is more
        here.

        Raises:
            Fenced: another publisher took over.
            Busy, DatabaseAway: it was not said.
        """
        if self.is_behind():
            return False
        with translated(), self.database.engine.begin() as connection:
            self.database.look_once(connection)
            with fence.within(connection):
                return shared_rows.say(connection, self.mark)

    def is_behind(self) -> bool:
        """Whether the table may not have all that is out here."""
        return self.is_whole_due or self.sent != self.mark[0]


def sequence_of(entry: Entry) -> int:
    """0 of a line that is this host's alone."""
    return int(entry.get("sequence") or entry.get("mark", UNMARKED)[0])


def _changed(entry: Entry) -> Iterable[tuple[str, str]]:
    changed: dict[str, tuple[str, str]] = entry.get("changed", {})
    return changed.values()


def is_shared(office: Office) -> bool:
    """Whether other hosts may serve the site of this office too."""
    return not office.database.is_sqlite and bool(office.objects.address)


def log_of(office: Office) -> ReleaseLog:
    """As the site is shared or not; of whoever publishes."""
    if not is_shared(office):
        return ReleaseLog(office.site)
    log = SharedLog(office.site, office.database, SharedStore(office.objects))
    with suppress(Busy, DatabaseAway):  # it is looked at again when something is sent
        log.settle()
    return log
