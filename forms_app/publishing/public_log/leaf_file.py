"""data/public-log/leaves.log: every line of the public log, appended and on the disk before
any head names it.

Before each stands, after a tabulator, the number of the change in the journal up to which
the log had followed; that is not published.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from forms_app.base import fence
from forms_app.base.backup import PUBLIC_LOG
from forms_app.base.contentfile.write import make_folder, write_aside
from forms_app.base.ownfile import make_room, read_own


@dataclass(frozen=True)
class Kept:
    """A line, and how far the journal had been followed."""

    sequence: int
    line: str

    def row(self) -> bytes:
        return f"{self.sequence}\t{self.line}\n".encode("ascii")


class LeafFile:
    """Only the publisher writes it."""

    def __init__(self, data: Path) -> None:
        self.path = data / PUBLIC_LOG

    def read(self) -> list[Kept]:
        """All whole lines. What is no line ends it: whoever reads compares it with what
        was published.
        """
        try:
            data = read_own(self.path)
        except OSError:
            return []
        found = []
        for row in data[: data.rfind(b"\n") + 1].splitlines():
            sequence, tab, line = row.partition(b"\t")
            if not (tab and sequence.isdigit() and line.isascii()):
                break
            found.append(Kept(int(sequence), line.decode("ascii")))
        return found

    def append(self, kept: list[Kept], length: int) -> int:
        """After the first `length` bytes, which are known to be right; what a crash left
        behind them is cut off. Gives the new length.

        Raises:
            Fenced: another publisher took over.
            OSError: the disk is full or away.
        """
        make_folder(self.path.parent)
        make_room(self.path)
        rows = b"".join(one.row() for one in kept)
        with fence.appending(), self.path.open("ab+") as file:
            file.truncate(length)
            file.write(rows)
            file.flush()
            os.fsync(file.fileno())
        return length + len(rows)

    def write_anew(self, kept: list[Kept]) -> None:
        """Of what was published, where the file is lost or damaged."""
        make_folder(self.path.parent)
        make_room(self.path)
        with fence.appending():
            write_aside(self.path, b"".join(one.row() for one in kept))
