"""The release log: what every release changed, appended; a release is out when its line
is there.

site/releases.log has a line for each release, {"release", "at", "because", …,
"changed": {path: [hash, key]}, "same": {…}, "gone": […]}, after a checkpoint
(site/releases/<number>.json, the whole map). "same" came out as they were. Now and then
the log is folded: a newer checkpoint, the last releases whole, older ones as one line
each. What costs as much as the site is large is done by another process:
python -m forms_app.publishing.release.log FOLDER

A log is whole, or LogDamaged: its lines have checksums (log_line.py), the checkpoint's
has the hash of its file. Only the publisher writes it, and makes a damaged one anew of
what it keeps in mind.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from forms_app.base import fence
from forms_app.base.contentfile.write import clear_folder, file_hash, write_aside
from forms_app.base.jsonfiles import lines_from_end
from forms_app.base.ownfile import NotRegular, read_own
from forms_app.publishing.release.log_line import (
    UNMARKED,
    Entry,
    LogDamaged,
    entry_of,
    mark_of,
    readable_of,
    row_of,
    slim,
)
from forms_app.publishing.release.state import State
from forms_app.publishing.release.version_file import told_release

KEPT = 5  # releases that can be gone back to
FOLD_AFTER = 4_000_000  # bytes
HISTORY = 200  # lines

Stamp = tuple[int, int, int]  # inode, size and time of a file


class ReleaseLog:
    """site/releases.log and its checkpoints."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "releases.log"
        self.checkpoints = folder / "releases"
        self.left: Stamp | None = None  # the file as its writer left it
        self.mark = UNMARKED  # of its newest line, where other hosts have it too
        self.floor = 0  # the newest release of another host

    def append(self, entry: Entry) -> None:
        """A release, or more about one.

        Raises:
            Fenced: another publisher took over.
        """
        self.extend([entry])

    def extend(self, entries: Iterable[Entry]) -> None:
        """All of these, at once.

        A line that a crash left half written is cut off first.

        Raises:
            Fenced: another publisher took over.
        """
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with fence.appending(), self.file.open("ab+") as log:
            size = log.seek(0, 2)
            if size:
                log.seek(size - 1)
                if log.read(1) != b"\n":
                    data = read_own(self.file)
                    log.truncate(data.rfind(b"\n") + 1)
            log.write(b"".join(map(row_of, entries)))
        self.leave()

    def leave(self) -> None:
        """What stands there now is right, says its writer."""
        self.left = self._stamp()

    def is_as_left(self) -> bool:
        """Whether nobody wrote, cut, replaced or deleted the file since."""
        return self._stamp() == self.left

    def _stamp(self) -> Stamp | None:
        try:
            found = self.file.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_size, found.st_mtime_ns

    def told(self) -> int:
        """The number of the newest release that the tree tells of."""
        return told_release(self.folder / "tree")

    def entries(self) -> Iterator[Entry]:
        """Every whole line, oldest first."""
        yield from map(entry_of, self.rows()[0])

    def rows(self) -> tuple[list[bytes], int]:
        """Every line, oldest first, and how many bytes that are.

        Raises:
            LogDamaged: what stands in its place is no file.
        """
        try:
            data = read_own(self.file)
        except FileNotFoundError:
            return [], 0
        except NotRegular:
            raise LogDamaged from None
        end = data.rfind(b"\n") + 1
        return data[:end].splitlines(), end

    def state(self, number: int | None = None) -> State:
        """What is out, or what was out as of a release.

        Raises:
            KeyError: that release cannot be told any more.
            LogDamaged: what is out cannot be told.
        """
        told_of = self.told()  # first: more may be released meanwhile
        state = State()
        is_told = False
        for entry in self.entries():
            if "checkpoint" in entry:
                state = self.checkpoint(entry)
            elif number is not None and entry.get("release", 0) > number:
                break
            elif "was" not in entry:
                state.apply(entry)
            is_told = is_told or state.number == number
        if number is not None and not is_told:
            raise KeyError(number)
        if number is None and state.number < told_of:
            raise LogDamaged
        return state

    def checkpoint(self, entry: Entry) -> State:
        """What was out as of a checkpoint, by its line."""
        number = entry["checkpoint"]
        try:
            data = read_own(self.checkpoints / f"{number}.json")
        except (FileNotFoundError, NotRegular):
            raise LogDamaged from None
        if file_hash(data) != entry.get("hash", file_hash(data)):
            raise LogDamaged
        try:
            saved = json.loads(data)
        except ValueError:
            raise LogDamaged from None
        return State(
            number,
            saved["at"],
            {path: (digest, key) for path, (digest, key) in saved["paths"].items()},
        )

    def history(self) -> list[Entry]:
        """The newest releases, oldest first, as far as they can still be read."""
        readable = readable_of(lines_from_end(self.file))
        newest = islice((entry for entry in readable if "release" in entry), HISTORY)
        return list(newest)[::-1]

    def write_anew(
        self,
        state: State,
        history: list[Entry] | None = None,
        after: Iterable[Entry] = (),
    ) -> None:
        """Start the log with this state, what is known of its history, and what came
        after it.
        """
        history = self.history() if history is None else history
        older = [slim(one) for one in history if one["release"] <= state.number]
        self._write_checkpoint(state)
        rows = b"".join(map(row_of, older))
        line = {"checkpoint": state.number, "at": state.at, "mark": self.mark}
        self._start_with(rows, line, map(row_of, after))

    def set_aside(self) -> None:
        """What is damaged is kept for whoever looks into it."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(self.file):
            damaged = self.file.with_name("releases.damaged")
            clear_folder(damaged)
            self.file.replace(damaged)
        self.leave()

    def newest(self, last: int = 20) -> list[Entry]:
        """The newest releases, newest first, without their maps."""
        return [slim(entry) for entry in islice(self._releases(), last)]

    def kept(self) -> list[int]:
        """The numbers that can be gone back to."""
        newest = islice(
            (entry["release"] for entry in self._releases() if "was" not in entry), KEPT
        )
        return sorted(newest)

    def _releases(self) -> Iterator[Entry]:
        """Newest first."""
        readable = readable_of(lines_from_end(self.file))
        return (entry for entry in readable if "release" in entry)

    def is_long(self) -> bool:
        return self.file.exists() and self.file.stat().st_size > FOLD_AFTER

    def prepare_fold(self) -> int | None:
        """Write the checkpoint and the history that a shorter log starts with; gives
        its number, None when there is nothing to fold. Another process may do this
        while releases are appended.
        """
        kept = self.kept()
        releases = [one for one in self.entries() if "release" in one]
        numbers = [one["release"] for one in releases if "was" not in one]
        if len(numbers) <= len(kept):
            return None
        base = self.state(numbers[-KEPT - 1])
        older = [one for one in releases if one["release"] <= base.number]
        history = [slim(one) for one in older[-HISTORY:]]
        self.checkpoints.mkdir(exist_ok=True)
        write_aside(
            self.checkpoints / f"{base.number}.history", b"".join(map(row_of, history))
        )
        self._write_checkpoint(base)
        return base.number

    def _write_checkpoint(self, state: State) -> None:
        self.checkpoints.mkdir(parents=True, exist_ok=True)
        saved = {"at": state.at, "paths": state.paths}
        write_aside(
            self.checkpoints / f"{state.number}.json",
            json.dumps(saved, separators=(",", ":")).encode(),
        )

    def fold(self) -> bool:
        """Start the log anew from the newest checkpoint that was prepared; costs what
        came after it. Says whether it did: not with damaged lines.
        """
        number = max(
            (int(path.stem) for path in self.checkpoints.glob("*.json")), default=0
        )
        history = self.checkpoints / f"{number}.history"
        after: list[bytes] = []
        for row in lines_from_end(self.file) if history.exists() else ():
            try:
                entry = entry_of(row)
            except LogDamaged:
                return False
            if entry.get("release") == number:
                line = {"checkpoint": number, "at": entry["at"], "mark": mark_of(entry)}
                self._start_with(read_own(history), line, reversed(after))
                return True
            after.append(row)
        return False

    def _start_with(self, history: bytes, line: Entry, after: Iterable[bytes]) -> None:
        """The history, the line of the checkpoint, and the rows that came after it."""
        file = self.checkpoints / f"{line['checkpoint']}.json"
        line["hash"] = file_hash(read_own(file))
        with fence.appending():
            write_aside(self.file, b"".join([history, row_of(line), *after]))
        for old in self.checkpoints.iterdir():
            if old != file and not old.is_dir():
                old.unlink(missing_ok=True)
        self.leave()


if __name__ == "__main__":
    with suppress(LogDamaged):  # then the publisher makes it anew
        ReleaseLog(Path(sys.argv[1])).prepare_fold()
