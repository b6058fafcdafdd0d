"""Child processes that do not outlive who started them."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

from forms_app import PROJECT
from forms_app.base.pulse import WITHIN, Looks

SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
PROC = Path("/proc")
OFFICE = "KAIGONG_OFFICE"


def end_with_parent(parent: int, number: int = signal.SIGTERM) -> None:
    """On Linux: get a signal when the parent is gone, however it went; also when it was
    gone already.

    To be called in the child, before it is another.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(SET_DEATH_SIGNAL, number)
    if os.getppid() != parent:
        os.kill(os.getpid(), number)


def orphans(command: list[str], environment: Mapping[str, str]) -> list[int]:
    """On Linux: processes with this command line, of the same office, whose parent is
    none of ours any more, or is this one by adoption.
    """
    told = f"{OFFICE}={environment.get(OFFICE, '')}"
    return [
        pid
        for pid in (int(folder.name) for folder in PROC.glob("[0-9]*"))
        if _words(pid, "cmdline") == command
        and told in _words(pid, "environ")
        and _is_left(pid)
    ]


def _is_left(pid: int) -> bool:
    parent = int(_state(pid)[1])
    is_ours = any("forms_app" in word for word in _words(parent, "cmdline"))
    return parent == os.getpid() or not is_ours


def _words(pid: int, file: str) -> list[str]:
    """Empty where the process has ended, or is somebody else's."""
    try:
        told = (PROC / str(pid) / file).read_bytes()
    except OSError:
        return []
    return [os.fsdecode(word) for word in told.split(b"\0")[:-1]]


def _state(pid: int) -> list[str]:
    """Its state and its parent's number; "" and 0 where it has ended."""
    try:
        told = (PROC / str(pid) / "stat").read_text(errors="replace")
    except OSError:
        return ["", "0"]
    return told.rpartition(")")[2].split()


def is_alive(pid: int) -> bool:
    """Whether it is there, and did not end unnoticed."""
    return _state(pid)[0] not in {"", "Z"}


def is_stopped(pid: int) -> bool:
    """On Linux: whether a signal stopped it. To a debugger this is another state."""
    return _state(pid)[0] == "T"


def began() -> float:
    """The time at which this process began, imports included."""
    try:
        ticks = int(
            (PROC / "self" / "stat")
            .read_text(encoding="ascii")
            .rpartition(")")[2]
            .split()[19]
        )
        up = float((PROC / "uptime").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return time.time()
    return time.time() - up + ticks / os.sysconf("SC_CLK_TCK")


class Child:
    """One process that is kept alive, and ended when it is stopped: it would do nothing
    for ever. When who started it is killed, it is killed too: one that is stopped hears
    nothing else.

    A worker that was stopped before it could ask for that outlives its server, and would
    be handed visitors for ever: what a server left is ended before another begins.
    """

    def __init__(
        self, name: str, command: list[str], environment: dict[str, str]
    ) -> None:
        self.name = name
        self.command = command
        self.environment = environment
        self.pause = 0.5
        self.looks = Looks()
        self.stopped = 0.0  # seconds
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        self.end_what_it_left()
        self.began = time.monotonic()
        return subprocess.Popen(
            self.command,
            env=self.environment,
            cwd=PROJECT,
            preexec_fn=partial(end_with_parent, os.getpid(), signal.SIGKILL),
        )

    def keep_alive(self, stopping: threading.Event) -> None:
        """Start it again if it ended; wait longer each time it does so quickly."""
        self._end_if_stopped()
        code = self.process.poll()
        if code is None:
            return
        self.pause = (
            0.5 if time.monotonic() - self.began > 30 else min(self.pause * 2, 10)
        )
        print(f"The {self.name} ended ({code}); it is started again.", flush=True)
        if not stopping.wait(self.pause):
            self.process = self._start()

    def _end_if_stopped(self) -> None:
        passed = self.looks.passed()
        if not is_stopped(self.process.pid):
            self.stopped = 0.0
            return
        self.stopped += passed
        if self.stopped > WITHIN:
            print(f"The {self.name} was stopped; it is ended.", flush=True)
            self.process.kill()
            self.process.wait()

    def end_what_it_left(self) -> None:
        """Its workers have its command line."""
        if sys.platform != "linux":
            return
        for pid in orphans(self.command, self.environment):
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)

    def wait(self, deadline: float) -> None:
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.end_what_it_left()
