"""accepted/logged.log: the day on which what is public of each decision came into the
public log, a line for each change of the journal, in its order.

Pages say it, so it is an input of a build like any other. A damaged or lost file is made
again out of the journal. What was decided before there was a public log has no day of its
own: the first line, without a key, has the day on which the log began.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from forms_app.base.clock import OfficeClock
from forms_app.base.contentfile.write import write_aside
from forms_app.base.jsonfiles import read_json, write_json
from forms_app.base.ownfile import read_own
from forms_app.publishing.intake.journal import Change, Journal

FILE = "logged.log"
BEGUN = Path("public-log", "begun.json")  # in data/: the change before the first line
BEGINNING = ""  # stands for the key of a decision in the first line


@dataclass(frozen=True)
class Day:
    """One line: a change by its number, the key of its decision, and its day."""

    sequence: int
    key: str
    day: str

    def row(self) -> bytes:
        text = f"{self.sequence}\t{self.key}\t{self.day}"
        return f"{text}\t{zlib.crc32(text.encode()):08x}\n".encode()


def day_of(row: bytes) -> Day:
    """Raises ValueError where it is no line, or another than was written."""
    sequence, key, day, said = row.decode().split("\t")
    found = Day(int(sequence), key, day)
    if found.row() != row + b"\n" or not said:
        raise ValueError("another line")
    return found


def days_in(data: bytes) -> tuple[list[Day], int]:
    """The lines up to the first that is none, and how many bytes they have."""
    found: list[Day] = []
    length = 0
    for row in data[: data.rfind(b"\n") + 1].splitlines():
        try:
            found.append(day_of(row))
        except ValueError:
            break
        length += len(row) + 1
    return found, length


class LoggedDays:
    """The hand that writes the file; made at a start, it brings it after the journal."""

    def __init__(self, folder: Path, journal: Journal) -> None:
        self.path = folder / FILE
        self.begun = journal.path.parent / BEGUN
        self.last = 0
        data = self._read()
        found, length = days_in(data)
        found = found or [self._begin(journal)]
        left = journal.after(found[-1].sequence)
        found += [_of(change) for change in left if not change.is_document]
        self.last = found[-1].sequence
        if left or length != len(data) or not data:
            self._write(found)

    def _read(self) -> bytes:
        try:
            return read_own(self.path)
        except OSError:
            return b""

    def _begin(self, journal: Journal) -> Day:
        """When the log began, and how far the journal was."""
        kept = read_json(self.begun)
        if isinstance(kept.get("sequence"), int):
            return Day(kept["sequence"], BEGINNING, str(kept.get("day", "")))
        clock = OfficeClock.load(self.begun.parents[1] / "demo-clock.json")
        last = journal.last_sequence()
        today = clock.today().isoformat()
        write_json(self.begun, {"sequence": last, "day": today})
        return Day(last, BEGINNING, today)

    def _write(self, days: Iterable[Day]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        write_aside(self.path, b"".join(one.row() for one in days), flush=False)

    def append(self, changes: Iterable[Change]) -> None:
        """Once each, whenever it is told."""
        days = [
            _of(change)
            for change in changes
            if change.sequence > self.last and not change.is_document
        ]
        if days:
            with self.path.open("ab") as file:
                file.write(b"".join(one.row() for one in days))
            self.last = days[-1].sequence


def _of(change: Change) -> Day:
    return Day(change.sequence, change.key, change.day)


@dataclass
class _Known:
    """What of a file was read already."""

    inode: int = 0
    length: int = 0
    days: dict[str, str] = field(default_factory=dict)


_known: dict[Path, _Known] = {}


def logged_in(folder: Path) -> Mapping[str, str]:
    """By the key of a decision its day, and by BEGINNING that of the log; costs what was
    added since the last time.
    """
    path = folder / FILE
    try:
        found = path.stat()
    except OSError:
        return {}
    known = _known.get(path)
    if known is None or known.inode != found.st_ino or found.st_size < known.length:
        known = _known[path] = _Known(found.st_ino)
    if found.st_size > known.length:
        with path.open("rb") as file:
            file.seek(known.length)
            days, length = days_in(file.read())
        known.length += length
        known.days |= {one.key: one.day for one in days}
    return known.days
