"""A kind of content file: where it lies, what it may say, how it is read and judged,
what it is called, and the page that is made of it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from forms_app.base.contentfile import leaks
from forms_app.base.contentfile.beside import ACCEPTED, Beside
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.keys import Key
from forms_app.base.contentfile.look import seen
from forms_app.base.ownfile import NotRegular, read_own

Record = TypeVar("Record")
Stamp = tuple[int, int]


class Judgement(Protocol):
    """A file as it was read: its text, and what is wrong with it."""

    path: str
    text: str
    faults: list[Fault]


@dataclass(frozen=True)
class Block:
    """Keys that stand together; `note` says where, if that is not plain."""

    keys: tuple[Key, ...]
    note: Any = ""


@dataclass(frozen=True, eq=False)
class Section(Generic[Record]):
    """One kind of content file.

    `name`: its folder below content/, or its one file there. `title` is a label.
    `files`: how its files are called in the folder. `address`: of the page that is made
    of each, if any.
    """

    name: str
    title: Any
    blocks: tuple[Block, ...] = ()
    files: str = "*.md"
    address: str = ""
    _known: dict[str, tuple[Stamp, Record | None]] = field(
        default_factory=dict, init=False, repr=False
    )

    def read(
        self, data: bytes, path: str, beside: Beside = ACCEPTED
    ) -> tuple[Record | None, Judgement]:
        """The frozen record of a file, None beside its faults.

        `path` is relative to content/. `beside` is what it may name.
        """
        raise NotImplementedError

    def faults(self, data: bytes, path: str, phones: frozenset[str]) -> list[Fault]:
        """What is wrong with a file by itself. `phones`: the digits of those that may
        stand in it.
        """
        _record, judged = self.read(data, path)
        return [*judged.faults, *leaks.faults(path, judged.text, phones)]

    def holds(self, relative: str) -> bool:
        """Whether a path in its folder is where its files lie."""
        return True

    @property
    def is_folder(self) -> bool:
        return bool(self.files)

    @property
    def suffix(self) -> str:
        return Path(self.files or self.name).suffix

    @property
    def pattern(self) -> str:
        """Where its files lie, for people."""
        return f"{self.name}/{self.files}" if self.files else self.name

    @property
    def place(self) -> str:
        return f"{self.name}/" if self.files else self.name

    @property
    def keys(self) -> Iterable[Key]:
        return (key for block in self.blocks for key in block.keys)

    def records(self, tree: Path, pattern: str = "") -> dict[str, Record]:
        """What the files of an accepted tree say, by relative path; `pattern`: of some
        of them.
        """
        looked = seen()
        which = (self, tree, pattern)
        if which not in looked:
            looked[which] = self._records(tree, pattern or self.pattern)
        found: dict[str, Record] = looked[which]
        return found.copy()

    def _records(self, tree: Path, pattern: str) -> dict[str, Record]:
        # text is cheaper than paths
        above = len(f"{tree}/")
        paths = sorted(str(path)[above:] for path in tree.glob(pattern))
        read = ((path, self.record(tree, path)) for path in paths)
        return {path: record for path, record in read if record is not None}

    def record(self, tree: Path, relative: str) -> Record | None:
        """What one of them says, read again when it changes; None where there is none."""
        path = f"{tree}/{relative}"
        try:
            stat = os.stat(path)  # noqa: PTH116 - a Path costs more than the call
            stamp = (stat.st_mtime_ns, stat.st_size)
            known = self._known.get(path)
            if known is None or known[0] != stamp:
                known = (stamp, self.said(read_own(Path(path)), relative))
                self._known[path] = known
        except (FileNotFoundError, NotRegular):
            return None
        return known[1]

    def said(self, data: bytes, relative: str) -> Record | None:
        """What an accepted file says."""
        return self.read(data, relative)[0]
