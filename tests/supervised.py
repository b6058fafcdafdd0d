"""A whole running office: the supervisor over a folder, as the command starts it, with its
publisher and its web server.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import PROJECT

READY = "Ready: "
PATIENCE = 120.0  # seconds


@dataclass(frozen=True)
class Supervised:
    """The supervisor, the port at which its web server answers, and the file with all
    that they say.
    """

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def wait_for(self, words: str) -> None:
        """Until it has said so."""
        deadline = time.monotonic() + PATIENCE
        while words not in (said := self.log.read_text("utf-8", "replace")):
            assert time.monotonic() < deadline and self.process.poll() is None, said
            time.sleep(0.05)


def free_port(host: str = "127.0.0.1") -> int:
    with socket.socket() as chosen:
        chosen.bind((host, 0))
        return int(chosen.getsockname()[1])


def command(
    folder: Path, port: int, role: str = "", host: str = "127.0.0.1"
) -> list[str]:
    words = ["run", str(folder), host, str(port), role]
    return [sys.executable, "-m", "forms_app.supervise", *words]


def start(folder: Path, role: str = "", **settings: str) -> Supervised:
    """Start one, without waiting for it; `settings` are variables of its environment."""
    port = free_port()
    log = folder.with_suffix(".log")
    with log.open("wb") as out:
        process = subprocess.Popen(
            command(folder, port, role),
            cwd=PROJECT,
            env={**os.environ, **settings},
            stdout=out,
            stderr=out,
        )
    return Supervised(process, port, log)


@contextmanager
def supervised(folder: Path, **settings: str) -> Iterator[Supervised]:
    """One that is ready; at the end it is told to stop, and must do so without a fault."""
    running = start(folder, **settings)
    try:
        running.wait_for(READY)
        yield running
    finally:
        running.process.send_signal(signal.SIGTERM)
        code = running.process.wait(PATIENCE)
    assert code == 0
