"""Earlier versions of content files: what was accepted before, kept beside the office's data
so that somebody can take it up again. No page is made of them.

Of each file the newest few; those of decisions are in the journal.
"""

from __future__ import annotations

import re
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from forms_app.base.contentfile.write import file_hash, write_aside
from forms_app.base.ownfile import NotRegular, read_own
from forms_app.base.zone import office_zone

FOLDER = "versions"
MOST = 20  # of one file
NAME = re.compile(r"(?P<at>\d{19})-(?P<hash>[0-9a-f]{16})\.txt")
SHOWN = 16  # characters of a hash
BILLION = 1_000_000_000


@dataclass(frozen=True)
class Version:
    """`name` tells it from the others of its file; `until` when it was the one that counts,
    in nanoseconds, `at`: the same by the clock of the office.
    """

    name: str
    until: int

    @property
    def at(self) -> datetime:
        return moment_of(self.until)


def keep(data: Path, path: str, text: str | None) -> None:
    """Keep what is replaced now. A disk that takes nothing stops no publishing."""
    if text is None:
        return
    name = f"{time.time_ns():019}-{file_hash(text.encode())[:SHOWN]}.txt"
    folder = _folder(data, path)
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        write_aside(folder / name, text.encode(), flush=False)
        for old in kept(data, path)[MOST:]:
            (folder / old.name).unlink()


def kept(data: Path, path: str) -> list[Version]:
    """Those of a file, the newest first."""
    names = [file.name for file in _folder(data, path).glob("*.txt")]
    found = filter(None, map(_version, sorted(names, reverse=True)))
    return list(found)


def due(data: Path, newest: date) -> list[Path]:
    """The files of those that were replaced on a day or before it, of whatever file."""
    return [
        file
        for file in sorted((data / FOLDER).glob("*/*.txt"))
        if (version := _version(file.name)) and version.at.date() <= newest
    ]


def text_of(data: Path, path: str, name: str) -> str | None:
    """The text of a version; None where there is none of this name."""
    if not NAME.fullmatch(name):
        return None
    with suppress(FileNotFoundError, NotRegular, UnicodeDecodeError):
        return read_own(_folder(data, path) / name).decode()
    return None


def _version(name: str) -> Version | None:
    found = NAME.fullmatch(name)
    return Version(name, int(found["at"])) if found else None


def moment_of(nanoseconds: int) -> datetime:
    return datetime.fromtimestamp(nanoseconds / BILLION, office_zone())


def _folder(data: Path, path: str) -> Path:
    return data / FOLDER / file_hash(path.encode())[:SHOWN]
