"""Reading a file of our own, whatever somebody put into its place: a pipe would keep
whoever opens it for ever.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


class NotRegular(OSError):
    """A pipe, a device or a folder stands in the place of a file."""


@contextmanager
def opened(path: Path, flags: int = os.O_RDONLY) -> Iterator[IO[bytes]]:
    """A regular file; `flags` as os.open takes them.

    Raises:
        NotRegular: something else stands there.
        OSError: there is none, or it cannot be opened.
    """
    number = os.open(path, flags | os.O_CLOEXEC | os.O_NONBLOCK)
    with os.fdopen(number, "ab" if flags & os.O_APPEND else "rb") as file:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise NotRegular(errno.EINVAL, "not a regular file", str(path))
        yield file


def read_own(path: Path) -> bytes:
    """The bytes of a regular file; raises as `opened` does."""
    with opened(path) as file:
        return file.read()


@contextmanager
def lock_file(path: Path) -> Iterator[IO[bytes]]:
    """A file for locks, made where there is none. A pipe in its place serves as well."""
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK
    with os.fdopen(os.open(path, flags, 0o600), "r+b", buffering=0) as file:
        yield file
