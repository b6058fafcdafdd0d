"""Trying whether a text can be rendered, in a process of its own that is ended when it
takes too long: bounds.py counts what is known to be slow, this holds for the rest.

The process lives as long as who asks, and answers one text after another:
python -m forms_app.base.contentfile.trial. It ends itself by the time it computed, so
that a busy machine makes no text slow.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO

from markdown import Markdown

from forms_app import PROJECT
from forms_app.base.contentfile import line_ends

COMPUTED = 1.5  # seconds for one text
WAITED = 8.0  # for the answer, less than a publisher may be without progress
MEMORY = 1_000_000_000  # bytes
CALLS = 850  # within one another: whoever renders it has come some way already
GOOD = b"1"
BAD = b"0"
OUT_OF_TIME = -signal.SIGPROF
TRIES = 2  # a process that ended for another reason is begun again


class Trial:
    """One process, asked by one thread at a time."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.lock = threading.Lock()

    def passes(self, text: str) -> bool:
        """Whether it is rendered in time, and without calling itself too deep."""
        with self.lock:
            for _try in range(TRIES):
                answer = self._ask(text.encode())
                if answer:
                    return answer == GOOD
                if self._end() == OUT_OF_TIME:
                    return False
        return False

    def _ask(self, data: bytes) -> bytes:
        """Empty where it ended, or did not answer."""
        process = self.process = self.process or _begin()
        assert process.stdin and process.stdout
        try:
            process.stdin.write(b"%d\n" % len(data) + data)
            process.stdin.flush()
        except BrokenPipeError:
            return b""
        is_answered = select.select([process.stdout], [], [], WAITED)[0]
        return os.read(process.stdout.fileno(), 1) if is_answered else b""

    def _end(self) -> int:
        """Why it ended; one that still works is too slow."""
        process = self.process
        self.process = None
        assert process and process.stdin and process.stdout
        process.stdout.close()
        with suppress(BrokenPipeError):
            process.stdin.close()
        try:
            return process.wait(0.1)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return OUT_OF_TIME


def _begin() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "forms_app.base.contentfile.trial"],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def main() -> None:
    """Until whoever asks is gone."""
    for number in (signal.SIGINT, signal.SIGTERM):  # the end of who asks is ours
        signal.signal(number, signal.SIG_IGN)
    sys.setrecursionlimit(CALLS)
    _bound()
    asked = sys.stdin.buffer
    while length := asked.readline():
        answer = _try(_text(asked, int(length)))
        os.write(sys.stdout.fileno(), answer)


def _text(asked: IO[bytes], length: int) -> str:
    return asked.read(length).decode()


def _try(text: str) -> bytes:
    signal.setitimer(signal.ITIMER_PROF, COMPUTED)  # nothing hears it: it ends us
    try:
        Markdown(extensions=["extra", line_ends.NAME]).convert(text)
    except (RecursionError, MemoryError):
        return BAD
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return GOOD


def _bound() -> None:
    import resource

    with suppress(ValueError, OSError):  # macOS knows no such bound
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
