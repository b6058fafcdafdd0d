"""The release log: what every release changed, appended; a release is out when its line is there.

site/releases.log has a line for each release, {"release", "at", "because", …, "changed": {path: [hash, key]}, "same": {…},
"gone": […]}, after a checkpoint (site/releases/<number>.json, the whole map). "same" are outputs that were made of
something else and came out as they were. Whoever serves the site reads what was appended since
the last look. Now and then the log is folded: a newer checkpoint, the last releases whole, older ones as one line each.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forms_app.contentfile.write import write_aside

KEPT = 5  # releases that can be gone back to
FOLD_AFTER = 20_000  # changed paths
HISTORY = 200  # lines

Paths = dict[str, tuple[str, str]]  # output path → hash of its object, key of what it was made of
Entry = dict[str, Any]


@dataclass
class State:
    """What is out: the number of the release and its map."""

    number: int = 0
    at: str = ""
    paths: Paths = field(default_factory=dict)

    def apply(self, entry: Entry) -> None:
        for path in entry.get("gone", ()):
            self.paths.pop(path, None)
        for path, (digest, key) in (*entry.get("changed", {}).items(), *entry.get("same", {}).items()):
            self.paths[path] = (digest, key)
        if "release" in entry:
            self.number, self.at = entry["release"], entry["at"]


class ReleaseLog:
    """site/releases.log and its checkpoints."""

    def __init__(self, folder: Path) -> None:
        self.file, self.checkpoints = folder / "releases.log", folder / "releases"

    def append(self, entry: Entry) -> None:
        """A release, or more about one. A line that a crash left half written is cut off first."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("ab+") as log:
            size = log.seek(0, 2)
            if size:
                log.seek(size - 1)
                if log.read(1) != b"\n":
                    data = self.file.read_bytes()
                    log.truncate(data.rfind(b"\n") + 1)
            log.write((json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n").encode())

    def entries(self) -> Iterator[Entry]:
        """Every whole line, oldest first."""
        try:
            data = self.file.read_bytes()
        except FileNotFoundError:
            return
        for row in data[: data.rfind(b"\n") + 1].splitlines():
            yield json.loads(row)

    def state(self, number: int | None = None) -> State:
        """What is out, or what was out as of a release.

        Raises:
            KeyError: that release cannot be told any more.
        """
        state, told = State(), False
        for entry in self.entries():
            if "checkpoint" in entry:
                state = self._checkpoint(entry["checkpoint"])
            elif number is not None and entry.get("release", 0) > number:
                break
            elif "was" not in entry:
                state.apply(entry)
            told = told or state.number == number
        if number is not None and not told:
            raise KeyError(number)
        return state

    def _checkpoint(self, number: int) -> State:
        saved = json.loads((self.checkpoints / f"{number}.json").read_text(encoding="utf-8"))
        return State(number, saved["at"], {path: (digest, key) for path, (digest, key) in saved["paths"].items()})

    def newest(self, last: int = 20) -> list[Entry]:
        """The newest releases, newest first, without their maps."""
        found = [entry for entry in self.entries() if "release" in entry]
        return [_slim(entry) for entry in reversed(found[-last:])]

    def kept(self) -> list[int]:
        """The numbers that can be gone back to."""
        return [entry["release"] for entry in self.entries() if "release" in entry and "was" not in entry][-KEPT:]

    def fold(self) -> bool:
        """Start the log anew from a checkpoint when it has grown long; says whether it did."""
        entries = list(self.entries())
        whole = [entry for entry in entries if "release" in entry and "was" not in entry]
        if sum(len(entry["changed"]) for entry in whole[:-KEPT]) < FOLD_AFTER:
            return False
        base = self.state(whole[-KEPT - 1]["release"])
        self.checkpoints.mkdir(exist_ok=True)
        saved = {"at": base.at, "paths": base.paths}
        write_aside(self.checkpoints / f"{base.number}.json", json.dumps(saved, separators=(",", ":")).encode())
        history = [_slim(e) for e in entries if "release" in e and e["release"] <= base.number][-HISTORY:]
        after = entries[entries.index(whole[-KEPT]) :]
        rows = [*history, {"checkpoint": base.number}, *after]
        text = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
        write_aside(self.file, text.encode())
        for old in self.checkpoints.glob("*.json"):
            if old.stem != str(base.number):
                old.unlink()
        return True


def _slim(entry: Entry) -> Entry:
    """A release as history: how much it changed, not what."""
    if "was" in entry:
        return entry
    changed, gone = entry.get("changed", {}), entry.get("gone", [])
    kept = {key: value for key, value in entry.items() if key not in {"changed", "same", "gone"}}
    return {**kept, "was": {"changed": len(changed), "gone": len(gone), "first": [*gone, *changed][:10]}}


class Follower:
    """Follows the log from another process: `look` gives what is new since the last look."""

    def __init__(self, log: ReleaseLog) -> None:
        self.log = log
        self.inode, self.offset = -1, 0
        self.state = State()

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
        data = data[: data.rfind(b"\n") + 1]
        touched: set[str] = set()
        for row in data.splitlines():
            entry = json.loads(row)
            touched |= {*entry.get("changed", ()), *entry.get("gone", ()), *entry.get("better", ())}
            self.state.apply(entry)
        self.offset += len(data)
        return touched

    def _read_anew(self, inode: int) -> set[str]:
        before = self.state.paths
        self.offset = self.log.file.stat().st_size
        self.state = self.log.state()
        self.inode = inode
        now = self.state.paths
        return {path for path in {*before, *now} if before.get(path) != now.get(path)}
