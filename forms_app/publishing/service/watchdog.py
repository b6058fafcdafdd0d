"""Ending the publisher from outside when it gets on no more: a file that does not
answer, a text that renders for minutes, a process that was stopped.
"""

from __future__ import annotations

import subprocess
from contextlib import suppress
from pathlib import Path

from forms_app.base import pulse
from forms_app.base.processes import Child
from forms_app.base.pulse import BEGINS_WITHIN, Looks, Pulse
from forms_app.publishing.service import suspects

GRACE = 1.0  # seconds between TERM and KILL, which also ends a stopped process


class Watchdog:
    """Looks at the pulse of one child; a new process of it is a new beginning."""

    def __init__(self, child: Child, data: Path) -> None:
        self.child = child
        self.data = data
        self.process = child.process
        self.last: Pulse | None = None
        self.silent = 0.0
        self.looks = Looks()

    def look(self) -> None:
        passed = self.looks.passed()
        told = pulse.read(self.data)
        if told != self.last or self.process is not self.child.process:
            self.last = told
            self.process = self.child.process
            self.silent = 0.0
            return
        self.silent += self.looks.counted(passed, self.process.pid)
        if self.silent > self._patience() and self.process.poll() is None:
            self._end()

    def _patience(self) -> float:
        """One that stands by for another publisher says nothing itself; that one does."""
        is_own = self.last is not None and self.last.process == self.process.pid
        return self.last.within if self.last and is_own else BEGINS_WITHIN

    def _end(self) -> None:
        path = self.last.path if self.last else ""
        print(
            f"The {self.child.name} has not got on for {self.silent:.0f} seconds"
            f"{f', at {path}' if path else ''}; it is ended.",
            flush=True,
        )
        with suppress(OSError):  # a full disk keeps nobody from ending it
            if path and suspects.note(self.data, path):
                print(f"{path} is set aside until it changes.", flush=True)
        self.process.terminate()
        try:
            self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.silent = 0.0
