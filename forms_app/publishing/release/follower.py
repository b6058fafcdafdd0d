"""Following the release log from another process, as whoever serves the site does: what
was appended since the last look.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from forms_app.publishing.release.log import Entry, LogDamaged, ReleaseLog, entry_of
from forms_app.publishing.release.state import State
from forms_app.publishing.release.wanted import LOG, Wanted


class Follower:
    """`look` gives what is new since the last look.

    A damaged log is none: what was known stays until the publisher has made it anew.
    """

    def __init__(self, log: ReleaseLog) -> None:
        self.log = log
        self.wanted = Wanted(log.folder)
        self.inode = -1
        self.offset = 0
        self.is_damaged = False
        self.state = State()
        self.path = str(log.file)

    def has_news(self) -> bool:
        """Whether a look would find anything. Asked before every answer."""
        try:
            found = os.stat(self.path)  # noqa: PTH116 - a hot path
        except FileNotFoundError:
            return False
        return found.st_size != self.offset or found.st_ino != self.inode

    def look(self) -> set[str]:
        """The paths whose entry changed. One stat when nothing happened."""
        try:
            found = self.log.file.stat()
        except FileNotFoundError:
            return set()
        if (found.st_ino, found.st_size) == (self.inode, self.offset):
            return set()
        is_longer = found.st_ino == self.inode and found.st_size > self.offset
        try:
            if is_longer and not self.is_damaged:
                return self._read_on()
            return self._read_anew(found.st_ino)
        except LogDamaged:
            self.is_damaged = True
            self.inode = found.st_ino
            self.offset = found.st_size
            self.wanted.ask(LOG)
            return set()

    def _read_on(self) -> set[str]:
        with self.log.file.open("rb") as file:
            file.seek(self.offset)
            data = file.read()
        end = data.rfind(b"\n") + 1
        touched = _apply([*map(entry_of, data[:end].splitlines())], self.state)
        # last: whoever asks for news without the lock sees either news or all of them
        self.offset += end
        return touched

    def _read_anew(self, inode: int) -> set[str]:
        """The first time, and when the log was folded or made anew."""
        told = self.log.told()  # first: more may be released meanwhile
        rows, end = self.log.rows()
        entries = [entry for entry in map(entry_of, rows) if "was" not in entry]
        if _newest(entries) < told:
            raise LogDamaged
        known = self._after_what_is_known(entries)
        touched = (
            self._start_anew(entries) if known is None else _apply(known, self.state)
        )
        self.inode = inode
        self.offset = end
        self.is_damaged = False
        return touched

    def _after_what_is_known(self, entries: list[Entry]) -> list[Entry] | None:
        """What came after the state that is known; None when the log does not have it."""
        state = self.state
        for place, entry in enumerate(entries):
            number = entry.get("release", entry.get("checkpoint"))
            if number == state.number and entry.get("at") == state.at:
                return entries[place + 1 :]
        return None

    def _start_anew(self, entries: list[Entry]) -> set[str]:
        before = self.state.paths
        state = State()
        if entries and "checkpoint" in entries[0]:
            state = self.log.checkpoint(entries.pop(0))
        _apply(entries, state)
        self.state = state
        return {
            path
            for path in {*before, *state.paths}
            if before.get(path) != state.paths.get(path)
        }


def _newest(entries: Iterable[Entry]) -> int:
    numbers = (
        int(entry.get("release") or entry.get("checkpoint") or 0) for entry in entries
    )
    return max(numbers, default=0)


def _apply(entries: Iterable[Entry], state: State) -> set[str]:
    """Bring a state after these entries; gives the paths they touch."""
    touched: set[str] = set()
    for entry in entries:
        touched |= {
            *entry.get("changed", ()),
            *entry.get("gone", ()),
            *entry.get("better", ()),
        }
        state.apply(entry)
    return touched
