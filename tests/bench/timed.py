"""What a command costs: seconds on the wall and of the CPU, and the memory of all its processes together."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from pathlib import Path
from typing import NamedTuple

LOOK_EVERY = 0.2  # seconds


class Cost(NamedTuple):
    """Seconds, seconds, and megabytes at the peak (shared pages counted once)."""

    wall: float
    cpu: float
    megabytes: float


def timed(
    command: list[str],
    cwd: Path,
    timeout: float | None = None,
    environment: dict[str, str] | None = None,
) -> Cost:
    """Run it.

    Raises:
        subprocess.TimeoutExpired: it was not done in time; it is ended.
        AssertionError: it failed; with the end of what it said.
    """
    began = time.perf_counter()
    with (cwd / "said.log").open("wb+") as said:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=environment,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        seen = Peak(process.pid)
        code, usage = _wait(process, timeout)
        wall = time.perf_counter() - began
        said.seek(0)
        assert code == 0, said.read()[-3000:].decode("utf-8", "replace")
    return Cost(wall, usage.ru_utime + usage.ru_stime, seen.stop())


def _wait(
    process: subprocess.Popen[bytes], timeout: float | None
) -> tuple[int, object]:
    deadline = time.perf_counter() + (timeout or float("inf"))
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode, usage
        if time.perf_counter() > deadline:
            os.killpg(process.pid, 9)
            process.wait()
            raise subprocess.TimeoutExpired(process.args, timeout or 0)
        time.sleep(0.01)


class Peak:
    """Watches the memory of a session's processes."""

    def __init__(self, session: int) -> None:
        self.session = session
        self.kilobytes = 0
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._watch)
        self.thread.start()

    def _watch(self) -> None:
        while not self.stopping.wait(LOOK_EVERY):
            self.kilobytes = max(self.kilobytes, sum(map(kilobytes, self._processes())))

    def _processes(self) -> list[Path]:
        return [
            folder
            for folder in Path("/proc").glob("[0-9]*")
            if _session(folder) == self.session
        ]

    def stop(self) -> float:
        self.stopping.set()
        self.thread.join()
        return self.kilobytes / 1024


def _session(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[3])
    except (OSError, IndexError, ValueError):
        return 0


def kilobytes(folder: Path, row: str = "Pss:") -> int:
    """Of a process in /proc, by a row of smaps_rollup."""
    try:
        rows = (folder / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(one.split()[1]) for one in rows if one.startswith(row)), 0)
