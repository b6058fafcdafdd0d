"""Who may append to the journal and to the release log: of all publishers, the one that
took the lease last. One that was stopped, and wakes after another took over, is refused.

data/epoch holds a number that every new holder makes larger; each append looks at it
under its lock. A process that never took the lease (a command, a test) is not asked.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from forms_app.base.lock import lock_by

FILE = "epoch"
WAIT = 5.0  # seconds for somebody else's append


class Fenced(Exception):
    """Another publisher took over."""


@dataclass
class _Mine:
    path: Path | None = None
    epoch: int = 0


_mine = _Mine()


def take(data: Path) -> None:
    """From now on this process is the one.

    Raises:
        Fenced: another is in the middle of an append, and stays there.
    """
    path = data / FILE
    with _locked(path) as file:
        # The time, so that a file that was lost does not begin at one again.
        epoch = max(_read(file) + 1, int(time.time()))
        _write(file, epoch)
    _mine.path = path
    _mine.epoch = epoch


def give_back() -> None:
    """This process appends as one that was never asked."""
    _mine.path = None


@contextmanager
def appending() -> Iterator[None]:
    """Nobody takes over within the block.

    Raises:
        Fenced: somebody did before.
    """
    if _mine.path is None:
        yield
        return
    with _locked(_mine.path) as file:
        epoch = _read(file)
        if epoch > _mine.epoch:
            raise Fenced(f"epoch {_mine.epoch} is over, {epoch} has begun")
        if not epoch:
            _write(file, _mine.epoch)  # the file was deleted: nobody took over
        yield


@contextmanager
def _locked(path: Path) -> Iterator[IO[bytes]]:
    opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with os.fdopen(opened, "r+b") as file:
        if not lock_by(file, time.monotonic() + WAIT):
            raise Fenced("another one is appending")
        yield file


def _read(file: IO[bytes]) -> int:
    """0 where none was written."""
    data = os.pread(file.fileno(), 20, 0).strip()
    return int(data) if data.isdigit() else 0


def _write(file: IO[bytes], epoch: int) -> None:
    """Over what stood there, so that a full disk has room for it."""
    os.pwrite(file.fileno(), b"%d\n" % epoch, 0)
