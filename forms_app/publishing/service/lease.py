"""The publisher's lease: one works, others stand by. It ends with the process, or with
its term: whoever makes no progress for so long is not waited for, and when it wakes
it may append nothing (base/fence.py).
"""

from __future__ import annotations

import fcntl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forms_app.base import fence, pulse
from forms_app.base.ownfile import lock_file

FILE = "publisher.lock"
LOOK_EVERY = 0.5  # seconds
TERM = 20.0  # seconds beyond what its pulse promised


@contextmanager
def held(data: Path, stop: threading.Event) -> Iterator[bool]:
    """Waits for it; False where `stop` came first."""
    with lock_file(data / FILE) as lock:
        last = None
        changed = time.monotonic()
        while not stop.is_set():
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                told = pulse.read(data)
                if told != last:
                    last = told
                    changed = time.monotonic()
            promised = last.within if last else pulse.WHOLE
            if time.monotonic() - changed > promised + TERM:
                break
            stop.wait(LOOK_EVERY)
        if not stop.is_set():
            fence.take(data)
        yield not stop.is_set()
