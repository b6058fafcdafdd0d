"""The web server's own process over an office, as the supervisor starts it."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import PROJECT
from tests.supervised import free_port


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    text: str


@dataclass(frozen=True)
class Served:
    """A web server, and how to ask it."""

    process: subprocess.Popen
    port: int

    def ask(
        self, method: str, path: str, body: object = None, **headers: str
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(
            method,
            path,
            body,
            {name.replace("_", "-"): value for name, value in headers.items()},
        )
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return Answer(answer.status, answer.headers, text)

    def workers(self) -> list[int]:
        return children_of(self.process.pid)


def children_of(pid: int) -> list[int]:
    words = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(word) for word in words]


def lives(pid: int) -> bool:
    """Not as one that ended and is not yet asked about."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(") ")[-1][0] != "Z"
    except FileNotFoundError:
        return False


def wait_until_gone(pids: list[int], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while left := [pid for pid in pids if lives(pid)]:
        assert time.monotonic() < deadline, f"{left} live on"
        time.sleep(0.05)


def start(folder: Path, workers: int = 1) -> Served:
    """Start one, without waiting for it."""
    port = free_port()
    environment = {
        **os.environ,
        "KAIGONG_OFFICE": str(folder),
        "KAIGONG_PORT": str(port),
        "KAIGONG_WORKERS": str(workers),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "forms_app.web"],
        cwd=PROJECT,
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    return Served(process, port)


def wait_until_served(served: Served, path: str = "/") -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            if served.ask("GET", path).status < 500:
                return
        except OSError:
            pass
        assert time.monotonic() < deadline
        time.sleep(0.05)


@contextmanager
def serving(folder: Path, workers: int = 1, path: str = "/") -> Iterator[Served]:
    """`path`: one that is served there; a site that was never published has no home."""
    served = start(folder, workers)
    try:
        wait_until_served(served, path)
        yield served
    finally:
        served.process.send_signal(signal.SIGTERM)
        try:
            served.process.wait(30)
        except subprocess.TimeoutExpired:
            served.process.kill()
            raise
