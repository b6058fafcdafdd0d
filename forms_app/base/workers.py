"""Ending a worker of the web server that stands still: a process that was stopped, a
request that never lets go of the interpreter, requests that never end and hold all its
threads.

Its loop answers the public site, and visitors are handed to each worker in turn: with one
of two standing still, half of them wait for ever. So each loop says through a pipe that it
goes round, the server listens, and starts another worker for one that it ended. A pipe
needs neither a disk nor a port.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from asyncio import AbstractEventLoop
from collections.abc import Callable
from contextlib import suppress

from forms_app.base.pulse import BEGINS_WITHIN, WITHIN, Looks

EVERY = 1.0  # seconds
NUMBER = 4  # bytes of a process number
AT_ONCE = 1024  # numbers read at once


class Beats:
    """Made before the workers are, which inherit the pipe."""

    def __init__(self) -> None:
        self.reader, self.writer = os.pipe()
        # a server that is stopped reads nothing, and its workers do not wait for it
        os.set_blocking(self.reader, False)
        os.set_blocking(self.writer, False)

    def begin(self, loop: AbstractEventLoop, gets_on: Callable[[], bool]) -> None:
        """Beat as long as this loop goes round, and what it is the loop of gets on."""
        if gets_on():
            with suppress(BlockingIOError):
                os.write(self.writer, os.getpid().to_bytes(NUMBER, "big"))
        loop.call_later(EVERY, self.begin, loop, gets_on)

    def heard(self) -> set[int]:
        """Which workers have beaten since this was last asked."""
        heard = set()
        with suppress(BlockingIOError):
            while said := os.read(self.reader, NUMBER * AT_ONCE):
                starts = range(0, len(said), NUMBER)
                numbers = (said[at : at + NUMBER] for at in starts)
                heard |= {int.from_bytes(number, "big") for number in numbers}
        return heard


class Watch:
    """Of the server over its workers. `silent` has the seconds since each was heard."""

    def __init__(self, beats: Beats) -> None:
        self.beats = beats
        self.begun: set[int] = set()
        self.silent: dict[int, float] = {}
        self.looks = Looks()

    def go_on(self) -> None:
        while True:
            time.sleep(EVERY)
            self.look()

    def look(self) -> None:
        passed = self.looks.passed()
        heard = self.beats.heard()
        children = multiprocessing.active_children()
        workers = {worker.pid: worker for worker in children if worker.pid}
        self.begun = (self.begun | heard) & workers.keys()
        self.silent = {
            pid: 0.0
            if pid in heard
            else self.silent.get(pid, 0.0) + self.looks.counted(passed, pid)
            for pid in workers
        }
        for pid, worker in workers.items():
            patience = WITHIN if pid in self.begun else BEGINS_WITHIN
            if self.silent[pid] > patience:
                print(
                    f"A worker of the web server has not got on for {patience:.0f} "
                    "seconds; it is ended.",
                    flush=True,
                )
                worker.kill()
                self.silent[pid] = 0.0


beats: Beats | None = None  # where a server watches its workers
