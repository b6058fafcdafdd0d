"""Following the release log from another process, as whoever serves the site does: what
was appended since the last look.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable

from forms_app.publishing.release.log import Entry, ReleaseLog, State


class Follower:
    """`look` gives what is new since the last look."""

    def __init__(self, log: ReleaseLog) -> None:
        self.log = log
        self.inode = -1
        self.offset = 0
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
        if found.st_ino != self.inode or found.st_size < self.offset:
            return self._read_anew(found.st_ino)
        with self.log.file.open("rb") as file:
            file.seek(self.offset)
            data = file.read()
        end = data.rfind(b"\n") + 1
        touched = self._apply(map(json.loads, data[:end].splitlines()))
        # last: whoever asks for news without the lock sees either news or all of them
        self.offset += end
        return touched

    def _apply(self, entries: Iterable[Entry]) -> set[str]:
        touched: set[str] = set()
        for entry in entries:
            touched |= {
                *entry.get("changed", ()),
                *entry.get("gone", ()),
                *entry.get("better", ()),
            }
            self.state.apply(entry)
        return touched

    def _read_anew(self, inode: int) -> set[str]:
        """The first time, and when the log was folded: what came before the checkpoint
        is then known already.
        """
        rows, end = self.log.rows()
        entries = [entry for entry in map(json.loads, rows) if "was" not in entry]
        before = self.state.paths
        touched = set()
        if entries and "checkpoint" in entries[0]:
            number = entries.pop(0)["checkpoint"]
            if number > self.state.number:
                self.state = self.log.checkpoint(number)
                touched = {
                    path
                    for path in {*before, *self.state.paths}
                    if before.get(path) != self.state.paths.get(path)
                }
        elif before:  # somebody made the log anew
            self.state = State()
            touched = set(before)
        numbers = [entry.get("release") for entry in entries]
        if self.state.number in numbers:
            del entries[: numbers.index(self.state.number) + 1]
        touched |= self._apply(entries)
        self.inode = inode
        self.offset = end
        return touched
