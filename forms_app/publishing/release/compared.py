"""Objects as a process that serves them knows them: compared with their names when it
first opens them, and the small ones kept in memory.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from forms_app.publishing.release.objects import VARIANTS, is_whole

# bytes of an object, and of all that one process keeps
SMALL = 64 * 1024
HELD_AT_MOST = 32 * 1024 * 1024
Stamp = tuple[int, int, int]  # inode, size and time of a file


class Harmed(Exception):
    """An object is not there, or not what its name says."""


class Compared:
    """By their paths: what is named by its hash never changes."""

    def __init__(self) -> None:
        self.small: dict[str, bytes] = {}
        self.held = 0  # bytes of them
        self.large: dict[str, Stamp] = {}  # as they were when they were compared

    def body(self, path: str, length: int | None = None) -> bytes | None:
        """The bytes of a small object, None for those of a large one, which are not
        kept.

        Raises:
            Harmed: they are not what the name says, or not of the length that was told.
            OSError: they cannot be read.
        """
        if path in self.small:
            return self.small[path]
        found = os.stat(path)  # noqa: PTH116 - a hot path
        stamp = (found.st_ino, found.st_size, found.st_mtime_ns)
        if self.large.get(path) == stamp:
            return None
        if not stat.S_ISREG(found.st_mode):
            raise Harmed
        body = Path(path).read_bytes()
        is_told = length is None or len(body) == length
        if not is_told or not is_whole(body, os.path.basename(path)):  # noqa: PTH119
            raise Harmed
        if len(body) > SMALL:
            self.large[path] = stamp
            return None
        self._keep(path, body)
        return body

    def forget(self, path: str) -> None:
        """An object that another one replaced, with its variants."""
        for ending in ("", *VARIANTS):
            self.held -= len(self.small.pop(f"{path}{ending}", b""))
            self.large.pop(f"{path}{ending}", None)

    def _keep(self, path: str, body: bytes) -> None:
        if self.held > HELD_AT_MOST:
            self.small = {}
            self.held = 0
        self.small[path] = body
        self.held += len(body)
