"""The release log: what every release changed, appended; a release is out when its line
is there.

site/releases.log has a line for each release, {"release", "at", "because", …,
"changed": {path: [hash, key]}, "same": {…}, "gone": […]}, after a checkpoint
(site/releases/<number>.json, the whole map). "same" are outputs that were made of
something else and came out as they were. Now and then the log is folded: a newer checkpoint, the
last releases whole, older ones as one line each. What of that costs as much as the site
is large is done by another process: python -m forms_app.publishing.release.log FOLDER
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from forms_app.base import fence
from forms_app.base.contentfile.write import write_aside
from forms_app.base.jsonfiles import lines_from_end

KEPT = 5  # releases that can be gone back to
FOLD_AFTER = 4_000_000  # bytes
HISTORY = 200  # lines

# output path → hash of its object, key of what it was made of
Paths = dict[str, tuple[str, str]]
Entry = dict[str, Any]


@dataclass(frozen=True)
class Heading:
    """What the line of a release says first. `steps`: milliseconds by name."""

    because: str
    now: datetime
    audit_head: str = ""
    steps: dict[str, float] = field(default_factory=dict)

    def entry(self, number: int) -> Entry:
        return {
            "release": number,
            "at": self.now.isoformat(),
            "because": self.because,
            "audit_head": self.audit_head,
            "steps": self.steps,
        }


@dataclass
class State:
    """What is out: the number of the release and its map."""

    number: int = 0
    at: str = ""
    paths: Paths = field(default_factory=dict)

    def apply(self, entry: Entry) -> None:
        for path in entry.get("gone", ()):
            self.paths.pop(path, None)
        for path, (digest, key) in (
            *entry.get("changed", {}).items(),
            *entry.get("same", {}).items(),
        ):
            self.paths[path] = (digest, key)
        if "release" in entry:
            self.number = entry["release"]
            self.at = entry["at"]


class ReleaseLog:
    """site/releases.log and its checkpoints."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "releases.log"
        self.checkpoints = folder / "releases"

    def append(self, entry: Entry) -> None:
        """A release, or more about one.

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
                    data = self.file.read_bytes()
                    log.truncate(data.rfind(b"\n") + 1)
            log.write(_row(entry))

    def entries(self) -> Iterator[Entry]:
        """Every whole line, oldest first."""
        yield from map(json.loads, self.rows()[0])

    def rows(self) -> tuple[list[bytes], int]:
        """Every whole line, oldest first, and how many bytes that are."""
        try:
            data = self.file.read_bytes()
        except FileNotFoundError:
            return [], 0
        end = data.rfind(b"\n") + 1
        return data[:end].splitlines(), end

    def state(self, number: int | None = None) -> State:
        """What is out, or what was out as of a release.

        Raises:
            KeyError: that release cannot be told any more.
        """
        state = State()
        told = False
        for entry in self.entries():
            if "checkpoint" in entry:
                state = self.checkpoint(entry["checkpoint"])
            elif number is not None and entry.get("release", 0) > number:
                break
            elif "was" not in entry:
                state.apply(entry)
            told = told or state.number == number
        if number is not None and not told:
            raise KeyError(number)
        return state

    def checkpoint(self, number: int) -> State:
        saved = json.loads(
            (self.checkpoints / f"{number}.json").read_text(encoding="utf-8")
        )
        return State(
            number,
            saved["at"],
            {path: (digest, key) for path, (digest, key) in saved["paths"].items()},
        )

    def newest(self, last: int = 20) -> list[Entry]:
        """The newest releases, newest first, without their maps."""
        return [_slim(entry) for entry in islice(self._releases(), last)]

    def kept(self) -> list[int]:
        """The numbers that can be gone back to."""
        newest = islice(
            (entry["release"] for entry in self._releases() if "was" not in entry), KEPT
        )
        return sorted(newest)

    def _releases(self) -> Iterator[Entry]:
        """Newest first."""
        return (
            entry
            for entry in map(json.loads, lines_from_end(self.file))
            if "release" in entry
        )

    def is_long(self) -> bool:
        return self.file.exists() and self.file.stat().st_size > FOLD_AFTER

    def prepare_fold(self) -> int | None:
        """Write the checkpoint and the history that a shorter log starts with; gives
        its number, None when there is nothing to fold. Another process may do this
        while releases are appended.
        """
        kept = self.kept()
        numbers = [
            entry["release"]
            for entry in self.entries()
            if "release" in entry and "was" not in entry
        ]
        if len(numbers) <= len(kept):
            return None
        base = self.state(numbers[-KEPT - 1])
        self.checkpoints.mkdir(exist_ok=True)
        saved = {"at": base.at, "paths": base.paths}
        history = [
            _slim(e)
            for e in self.entries()
            if "release" in e and e["release"] <= base.number
        ][-HISTORY:]
        write_aside(
            self.checkpoints / f"{base.number}.history", b"".join(map(_row, history))
        )
        write_aside(
            self.checkpoints / f"{base.number}.json",
            json.dumps(saved, separators=(",", ":")).encode(),
        )
        return base.number

    def fold(self) -> bool:
        """Start the log anew from the newest checkpoint that was prepared; costs what
        came after it.
        """
        number = max(
            (int(path.stem) for path in self.checkpoints.glob("*.json")), default=0
        )
        history = self.checkpoints / f"{number}.history"
        after: list[bytes] = []
        for row in lines_from_end(self.file) if history.exists() else ():
            if row.startswith(b'{"release":%d,' % number):
                rows = [
                    history.read_bytes(),
                    _row({"checkpoint": number}),
                    *reversed(after),
                ]
                with fence.appending():
                    write_aside(self.file, b"".join(rows))
                for old in self.checkpoints.iterdir():
                    if old.name != f"{number}.json":
                        old.unlink()
                return True
            after.append(row)
        return False


def _row(entry: Entry) -> bytes:
    return (
        json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n"
    ).encode()


def _slim(entry: Entry) -> Entry:
    """A release as history: how much it changed, not what."""
    if "was" in entry:
        return entry
    changed = entry.get("changed", {})
    gone = entry.get("gone", [])
    kept = {
        key: value
        for key, value in entry.items()
        if key not in {"changed", "same", "gone"}
    }
    return {
        **kept,
        "was": {
            "changed": len(changed),
            "gone": len(gone),
            "first": [*gone, *changed][:10],
        },
    }


if __name__ == "__main__":
    ReleaseLog(Path(sys.argv[1])).prepare_fold()
