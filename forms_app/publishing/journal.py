"""The journal of accepted changes: appended and flushed before anything follows it, so that nothing is lost or doubled.

The database follows the journal, whenever it is there. Entries hold public content only.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Change:
    """One accepted change of an enterprise file. `what` is accepted, checking, cleared or withdrawn."""

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


class Journal:
    """data/journal.jsonl: one change a line."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __iter__(self) -> Iterator[Change]:
        return self.after(0)

    def after(self, sequence: int) -> Iterator[Change]:
        """The changes after a sequence number. A half-written last line (a power cut) was never acknowledged."""
        if not self.path.exists():
            return
        with self.path.open(encoding="utf-8") as file:
            for row in file:
                if not row.endswith("\n"):
                    return
                saved: dict[str, Any] = json.loads(row)
                if saved["sequence"] > sequence:
                    yield Change(**saved)

    def last_sequence(self) -> int:
        return max((change.sequence for change in self), default=0)

    def append(self, changes: list[Change]) -> None:
        """Write and flush to the disk."""
        if not changes:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab+") as file:
            self._drop_half_line(file)
            for change in changes:
                file.write((json.dumps(asdict(change), ensure_ascii=False) + "\n").encode())
            file.flush()
            os.fsync(file.fileno())

    @staticmethod
    def _drop_half_line(file: Any) -> None:
        size = file.seek(0, os.SEEK_END)
        if size and os.pread(file.fileno(), 1, size - 1) != b"\n":
            data = os.pread(file.fileno(), size, 0)
            file.truncate(data.rfind(b"\n") + 1)
            file.seek(0, os.SEEK_END)
