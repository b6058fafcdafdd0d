"""Child processes that do not outlive who started them."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys
import threading
import time

from forms_app import PROJECT


def end_with_parent() -> None:
    """On Linux: get TERM when the parent is gone, however it went.

    To be called in the child, before it is another.
    """
    if sys.platform == "linux":
        ctypes.CDLL("libc.so.6").prctl(1, signal.SIGTERM)


class Child:
    """One process that is kept alive."""

    def __init__(
        self, name: str, command: list[str], environment: dict[str, str]
    ) -> None:
        self.name = name
        self.command = command
        self.environment = environment
        self.pause = 0.5
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        self.began = time.monotonic()
        return subprocess.Popen(
            self.command, env=self.environment, cwd=PROJECT, preexec_fn=end_with_parent
        )

    def keep_alive(self, stopping: threading.Event) -> None:
        """Start it again if it ended; wait longer each time it does so quickly."""
        code = self.process.poll()
        if code is None:
            return
        self.pause = (
            0.5 if time.monotonic() - self.began > 30 else min(self.pause * 2, 10)
        )
        print(f"The {self.name} ended ({code}); it is started again.", flush=True)
        if not stopping.wait(self.pause):
            self.process = self._start()

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)

    def wait(self, deadline: float) -> None:
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
