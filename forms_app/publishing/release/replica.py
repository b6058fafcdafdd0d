"""The site on a host that does not publish: what was released elsewhere, by the shared
release log, from objects of the shared store. What is fetched is compared with its hash;
what is served changes when all of it is here.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import select

from forms_app.base import pulse
from forms_app.base.away import translated
from forms_app.base.office import Office
from forms_app.publishing.models import ReleaseRow
from forms_app.publishing.release.log_line import (
    UNMARKED,
    Entry,
    Mark,
    entry_of,
    mark_of,
)
from forms_app.publishing.release.releaser import Releaser
from forms_app.publishing.release.shared_log import SharedLog, sequence_of
from forms_app.publishing.release.shared_rows import age_of_word
from forms_app.publishing.release.shared_store import SharedStore
from forms_app.publishing.release.site import Site
from forms_app.publishing.release.state import Net, Paths, State
from forms_app.publishing.release.wanted import LOG, Wanted


class Ended(Exception):
    """This host publishes from now on."""


class Apart(Exception):
    """Something was released here alone."""


@dataclass(frozen=True)
class Lines:
    """What the table has after a mark, oldest first. `whole`: from its first line on,
    which names a whole map.
    """

    entries: list[Entry]
    is_whole: bool = False


class Replica:
    """Follows; what is served here is its alone to write, until `ending` is set."""

    def __init__(self, office: Office, ending: threading.Event | None = None) -> None:
        self.database = office.database
        self.store = SharedStore(office.objects)
        self.log = SharedLog(office.site, office.database, self.store)
        self.site = Site(office.site, self.log)
        self.releaser = Releaser(self.site)
        self.wanted = Wanted(office.site)
        self.ending = ending or threading.Event()
        self._writing = threading.Lock()

    def follow(self, anew: bool = False) -> bool:
        """Bring the site after what was released; says whether anything was. `anew`:
        what was released here alone is given up.

        Raises:
            Apart: it has releases of its own.
            Ended: it is not to go on.
            Busy, DatabaseAway: it cannot be told.
            ObjectLost, OSError: not all of it can be had yet; what is served stays.
        """
        lines = self._lines(UNMARKED if anew else self.log.mark)
        if not lines.entries:
            return False
        with self._writes():
            if lines.is_whole:
                self._become(lines.entries)
            else:
                entry = merged(lines.entries)
                self._fetch(entry["changed"])
                self.releaser.follow(entry)
        return True

    @contextmanager
    def _writes(self) -> Iterator[None]:
        with self._writing:
            if self.ending.is_set():
                raise Ended
            yield

    def end(self) -> None:
        """Somebody else writes from now on; what is half written is waited for."""
        self.ending.set()
        with self._writing:
            return

    def _lines(self, mark: Mark) -> Lines:
        with translated(), self.database.engine.connect() as connection:
            self.database.look_once(connection)
            found = select(ReleaseRow.line).order_by(ReleaseRow.sequence)
            at = found.where(ReleaseRow.sequence >= mark[0])
            entries = [*map(_entry, connection.scalars(at))]
            if not entries and mark != UNMARKED:
                raise Apart
            if entries and sequence_of(entries[0]) == mark[0] > 0:
                if mark_of(entries[0]) != mark:
                    raise Apart
                if not any("whole" in entry for entry in entries[1:]):
                    return Lines(entries[1:])
            every = [*map(_entry, connection.scalars(found))]
        starts = [place for place, entry in enumerate(every) if "whole" in entry]
        return Lines(every[starts[-1] :], is_whole=True) if starts else Lines([])

    def _become(self, entries: list[Entry]) -> None:
        first = entries[0]
        digest = first["whole"]
        ((_digest, data),) = self.store.get([digest])
        paths = {path: (one, key) for path, (one, key) in json.loads(data).items()}
        state = State(first["of"], first["since"], paths)
        for entry in entries[1:]:
            state.apply(entry)
        self._fetch(state.paths)
        self.log.mark = mark_of(entries[-1])
        self.releaser.become(state)

    def _fetch(self, paths: Paths) -> None:
        """Those objects of these that are not here."""
        here = self.site.objects
        lacking = {
            digest: path
            for path, (digest, _key) in paths.items()
            if not here.path(digest).exists()
        }
        self._keep(lacking)

    def _keep(self, lacking: dict[str, str]) -> None:
        """These objects; by their hashes, a path that shows each."""
        for digest, data in self.store.get(lacking):
            pulse.beat(within=pulse.WHOLE)
            if self.ending.is_set():
                raise Ended
            self.releaser.keep(lacking[digest], data)

    def age_of_word(self) -> float | None:
        """How many seconds ago whoever publishes said, in the database, that what is
        here is what is out; None where nobody did.

        Raises:
            Busy, DatabaseAway: it cannot be told.
        """
        with translated(), self.database.engine.connect() as connection:
            return age_of_word(connection, self.log.mark)

    def mend(self) -> None:
        """What whoever serves found missing or harmed, and one piece of what can wait.

        Raises:
            Ended: it is not to go on.
            ObjectLost, OSError: it cannot be had; it is asked for again.
        """
        with self._writes():
            self._mend()

    def _mend(self) -> None:
        asked = self.wanted.take()
        if LOG in asked:
            self.releaser.write_log_anew()
        shown = self.releaser.shown.items()
        lacking = {one: path for path, (one, _key) in shown if one in asked}
        if lacking:
            self._keep(lacking)
            self.releaser.better([*lacking.values()])
        if not self.releaser.bring_links():
            self.releaser.tidy()


def merged(entries: list[Entry]) -> Entry:
    """One line for all of these, with the mark of the last."""
    if len(entries) == 1:
        return entries[0]
    net = Net()
    for entry in entries:
        net.apply(entry)
    releases = [entry for entry in entries if "release" in entry]
    last = releases[-1] if releases else {}
    return {
        **{key: value for key, value in last.items() if key != "sequence"},
        "changed": net.paths,
        "same": {},
        "gone": sorted(net.gone),
        "mark": mark_of(entries[-1]),
    }


def _entry(line: str) -> Entry:
    return entry_of(line.encode())
