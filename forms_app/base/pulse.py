"""The pulse of the publisher: that it gets on, and which file it is at, for whoever ends
it when it does not.

data/pulse has one line, which its loop and every step of it write anew: the process, the
seconds within which the next one is to come, and the file it reads or renders. What
watches is publishing/service/watchdog.py.
"""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from forms_app.base.ownfile import opened

FILE = "pulse"
PROC = Path("/proc")
LONGEST_LINE = 8192  # bytes
WITHIN = 10.0  # seconds
DATABASE = 30.0  # as long as it may be waited for
WHOLE = 180.0  # a step that costs as much as the office is large
BEGINS_WITHIN = 60.0  # until the first word of a new process
MOST_BETWEEN_LOOKS = 2.0


@dataclass(frozen=True)
class Pulse:
    """As last written. `at` is when, by the clock of the file."""

    process: int
    within: float
    path: str
    at: int


class Looks:
    """The looks of whoever watches, and the seconds between them that count: while the
    machine slept, the watcher was stopped, or others had the processor, nobody is to
    blame.
    """

    def __init__(self) -> None:
        self.last = time.monotonic()
        self.waited: dict[int, float] = {}

    def passed(self) -> float:
        """Since this was last asked."""
        now = time.monotonic()
        passed = min(now - self.last, MOST_BETWEEN_LOOKS)
        self.last = now
        return passed

    def counted(self, passed: float, process: int) -> float:
        """What of these seconds counts for a process: not those in which it was ready
        to go on and got no processor.
        """
        waited = processor_awaited(process)
        before = self.waited.get(process, waited)
        self.waited[process] = waited
        return max(0.0, passed - max(0.0, waited - before))


def processor_awaited(process: int) -> float:
    """On Linux: seconds that the first thread of a process has waited for a processor;
    0 elsewhere, or where it has ended.
    """
    try:
        told = (PROC / str(process) / "schedstat").read_text()
    except OSError:
        return 0.0
    _on_it, waited, _times = told.split()
    return int(waited) / 1e9


@dataclass
class _Pen:
    """Where this process writes. Other threads than the one that began say nothing:
    they would hide that it hangs.
    """

    file: int = -1
    thread: int = 0


_pen = _Pen()


def start(data: Path) -> None:
    """This thread is the one that is to get on."""
    _pen.file = os.open(data / FILE, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    _pen.thread = threading.get_ident()
    beat(within=WHOLE)


def beat(path: str = "", within: float = WITHIN) -> None:
    """It gets on, with this file; costs microseconds, and nothing where nobody watches."""
    if threading.get_ident() != _pen.thread:
        return
    line = b"%d %d %s\n" % (os.getpid(), within, os.fsencode(path))
    with suppress(OSError):  # a disk that is away is told by those who need it
        os.pwrite(_pen.file, line, 0)


def read(data: Path) -> Pulse | None:
    """None where there is none yet."""
    path = data / FILE
    try:
        with opened(path) as file:
            line = file.readline(LONGEST_LINE)
            at = os.fstat(file.fileno()).st_mtime_ns
        process, within, name = line.rstrip(b"\n").split(b" ", 2)
        return Pulse(int(process), float(within), os.fsdecode(name), at)
    except (OSError, ValueError):
        return None
