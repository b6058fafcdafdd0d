"""Reading a file of our own, whatever somebody put into its place: a pipe would keep
whoever opens it for ever.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

LOCKING = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK


class NotRegular(OSError):
    """A pipe, a device or a folder stands in the place of a file."""


@contextmanager
def opened(path: Path, flags: int = os.O_RDONLY) -> Iterator[IO[bytes]]:
    """A regular file; `flags` as os.open takes them.

    Raises:
        NotRegular: something else stands there.
        OSError: there is none, or it cannot be opened.
    """
    with os.fdopen(_number(path, flags), "ab" if flags & os.O_APPEND else "rb") as file:
        yield file


def _number(path: Path, flags: int) -> int:
    """The descriptor of a regular file. A folder is told apart before Python refuses it
    in its own way.
    """
    try:
        number = os.open(path, flags | os.O_CLOEXEC | os.O_NONBLOCK)
    except IsADirectoryError:
        raise NotRegular(errno.EINVAL, "not a regular file", str(path)) from None
    if stat.S_ISREG(os.fstat(number).st_mode):
        return number
    os.close(number)
    raise NotRegular(errno.EINVAL, "not a regular file", str(path))


def read_own(path: Path) -> bytes:
    """The bytes of a regular file; raises as `opened` does."""
    with opened(path) as file:
        return file.read()


def make_room(path: Path) -> None:
    """Move away what stands where a file of ours is to be written: a folder, a pipe, a
    device, a link to nothing.
    """
    if os.path.lexists(path) and not path.is_file():
        path.rename(path.with_name(f"{path.name}.{time.time_ns()}~"))


@contextmanager
def lock_file(path: Path) -> Iterator[IO[bytes]]:
    """A file for locks, made where there is none. A pipe in its place serves as well,
    and whoever holds it already goes on holding it.
    """
    try:
        number = os.open(path, LOCKING, 0o600)
    except (IsADirectoryError, FileNotFoundError):
        make_room(path)
        number = os.open(path, LOCKING, 0o600)
    with os.fdopen(number, "r+b", buffering=0) as file:
        yield file
