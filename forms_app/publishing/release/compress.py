"""Making the smallest variant of what is served, on a thread that gives way to
everything else.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from forms_app.base import background
from forms_app.publishing.release.objects import Objects
from forms_app.publishing.release.state import Paths

PAUSE = 30.0  # seconds between two looks; what was just released may soon be replaced
LARGEST = 2_000_000  # bytes; brotli 11 takes seconds for more


class Compressor:
    """Walks over the served outputs and compresses with brotli 11 what has not been."""

    def __init__(self, objects: Objects, served: Callable[[], Paths]) -> None:
        self.objects = objects
        self.served = served
        self.lock = threading.Lock()
        self.better: list[str] = []

    def start(self, stop: threading.Event) -> None:
        background.begin("compress", partial(self._run, stop), stop)

    def done(self) -> list[str]:
        """The output paths that have better variants since the last time."""
        with self.lock:
            better = self.better
            self.better = []
        return better

    def _run(self, stop: threading.Event) -> None:
        if hasattr(os, "setpriority"):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)
        seen: set[str] = set()
        while not stop.wait(PAUSE):
            paths = list(self.served().items())  # at once: the publisher goes on
            for path, (digest, _key) in paths:
                if stop.is_set():
                    return
                if digest not in seen:
                    seen.add(digest)
                    self._compress(path, digest)
            seen &= {digest for _path, (digest, _key) in paths}

    def _compress(self, path: str, digest: str) -> None:
        objects = self.objects
        try:
            if objects.path(digest).stat().st_size < LARGEST and objects.better(
                digest, Path(path).suffix
            ):
                with self.lock:
                    self.better.append(path)
        # it was collected meanwhile, or the disk is full: nothing is lost
        except OSError:
            return
