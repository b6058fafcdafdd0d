"""Who may append to the journal and to the release log: of all publishers, the one that
took the lease last. One that was stopped, and wakes after another took over, is refused.

Where the database is a file, so is the fence: data/epoch holds a number that every new
holder makes larger; each append looks at it under its lock. Hosts that share a database
have a row there (base/publisher_lease.py). A process that never took the lease (a command, a
test) is not asked.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from sqlalchemy import Connection

from forms_app.base.lock import lock_by

FILE = "epoch"
WAIT = 5.0  # seconds for somebody else's append


class Fenced(Exception):
    """Another publisher took over."""


class Fence(Protocol):
    """One publisher's right to append. `has_term`: it is to be renewed."""

    has_term: bool

    @property
    def is_alone(self) -> bool:
        """The database was away a moment ago: nobody could be asked."""

    epoch: int

    def take(self) -> bool:
        """From now on this is the one; False while the term of another lasts.

        Raises:
            Fenced: another is in the middle of an append, and stays there.
        """

    def renew(self) -> bool:
        """Begin the term anew; False where another took over."""

    def give_back(self) -> None:
        """The term is over: nobody has to wait for its end."""

    def is_certain(self) -> bool:
        """Whether it can be told that nobody took over.

        Raises:
            Fenced: somebody did.
        """

    def appending(self) -> AbstractContextManager[None]:
        """Nobody takes over within the block, unless the database is away.

        Raises:
            Fenced: somebody did before.
        """

    def within(self, connection: Connection) -> AbstractContextManager[None]:
        """The same until the transaction of this connection ends, which is at hand.

        Raises:
            Fenced: somebody did before.
            Busy, DatabaseAway: it cannot be asked.
        """


class FileFence:
    """data/epoch, between the publishers of one folder."""

    has_term = False
    is_alone = False

    def __init__(self, data: Path) -> None:
        self.path = data / FILE
        self.epoch = 0

    def take(self) -> bool:
        with _locked(self.path) as file:
            # The time, so that a file that was lost does not begin at one again.
            self.epoch = max(_read(file) + 1, int(time.time()))
            _write(file, self.epoch)
        return True

    def renew(self) -> bool:
        """It has no term: how its holder gets on is told by its pulse."""
        return True

    def give_back(self) -> None:
        """Its lock goes with the process."""

    def is_certain(self) -> bool:
        """Nobody but a publisher of this folder could."""
        return True

    @contextmanager
    def appending(self) -> Iterator[None]:
        with _locked(self.path) as file:
            epoch = _read(file)
            if epoch > self.epoch:
                raise Fenced(f"epoch {self.epoch} is over, {epoch} has begun")
            if not epoch:
                _write(file, self.epoch)  # the file was deleted: nobody took over
            yield

    @contextmanager
    def within(self, connection: Connection) -> Iterator[None]:
        with self.appending():
            yield


@dataclass
class _Mine:
    fence: Fence | None = None


_mine = _Mine()


def take(fence: Fence) -> bool:
    """From now on this process appends by this fence; False as it says."""
    if not fence.take():
        return False
    _mine.fence = fence
    return True


def leave() -> None:
    """This process appends as one that was never asked."""
    _mine.fence = None


def is_certain() -> bool:
    """As `Fence.is_certain`; where not, this process may only take away."""
    return _mine.fence is None or _mine.fence.is_certain()


def epoch() -> int:
    """The one by which this process appends; 0 where it was never asked, or nobody
    could be.
    """
    return _mine.fence.epoch if _mine.fence else 0


@contextmanager
def appending() -> Iterator[None]:
    """Nobody takes over within the block; as `Fence.appending`."""
    if _mine.fence is None:
        yield
        return
    with _mine.fence.appending():
        yield


@contextmanager
def within(connection: Connection) -> Iterator[None]:
    """The same until this transaction ends; as `Fence.within`."""
    if _mine.fence is None:
        yield
        return
    with _mine.fence.within(connection):
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
