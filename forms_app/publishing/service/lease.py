"""The publisher's lease: one works, others stand by. It ends with the process, or with
its term: whoever makes no progress for so long is not waited for, and when it wakes
it may append nothing (base/fence.py).

Publishers of one folder have a lock there; of hosts that share a database one has the row
(base/publisher_lease.py), and renews it for as long as it gets on.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO

from forms_app.base import background, fence, logs, pulse
from forms_app.base.fence import Fence
from forms_app.base.ownfile import lock_file
from forms_app.base.publisher_lease import RENEW_EVERY

FILE = "publisher.lock"
LOOK_EVERY = 0.5  # seconds
TERM = 20.0  # seconds beyond what its pulse promised


@contextmanager
def held(
    data: Path,
    own: Fence,
    stop: threading.Event,
    follow: Callable[[], object] = lambda: None,
) -> Iterator[bool]:
    """Waits for it; False where `stop` came first. Sets `stop` where another took over.

    `follow` is what it does again and again while another host publishes.
    """
    with lock_file(data / FILE) as lock:
        _wait_for(lock, data, stop)
        _take(own, data, stop, follow)
        if stop.is_set():
            yield False
            return
        ended = threading.Event()
        if own.has_term:
            renewing = partial(_keep, own, Progress(data), stop, ended)
            background.begin("lease", renewing, ended)
        try:
            yield True
        finally:
            ended.set()
            own.give_back()


def _take(
    own: Fence, data: Path, stop: threading.Event, follow: Callable[[], object]
) -> None:
    """What watches here is told that it stands by for another host: nobody else says so
    in this folder.
    """
    if stop.is_set() or fence.take(own):
        return
    pulse.start(data)
    while not stop.wait(LOOK_EVERY) and not fence.take(own):
        pulse.beat(within=pulse.WHOLE)
        follow()


def _wait_for(lock: IO[bytes], data: Path, stop: threading.Event) -> None:
    """The lock of the folder, or the end of the term of whoever holds it."""
    progress = Progress(data)
    while not stop.is_set():
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            if progress.silent_beyond_promise() > TERM:
                break
        stop.wait(LOOK_EVERY)


class Progress:
    """How the publisher of a folder gets on, by its pulse."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.last: pulse.Pulse | None = None
        self.changed = time.monotonic()

    def silent_beyond_promise(self) -> float:
        """Seconds; below 0 while its next word is not due."""
        told = pulse.read(self.data)
        if told != self.last:
            self.last = told
            self.changed = time.monotonic()
        promised = self.last.within if self.last else pulse.WHOLE
        return time.monotonic() - self.changed - promised


def _keep(
    own: Fence, progress: Progress, stop: threading.Event, ended: threading.Event
) -> None:
    """Renew it; not for one that hangs."""
    while not ended.wait(RENEW_EVERY):
        is_silent = progress.silent_beyond_promise() > 0
        is_told = progress.last is not None and progress.last.process == os.getpid()
        if is_told and is_silent:
            continue
        if not own.renew():
            logs.configure().error("another host's publisher took over")
            stop.set()
            return
