"""The publisher's sign of life: that it is there, what it is at, and how far it is."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

from forms_app.base import progress, pulse
from forms_app.base.jsonfiles import write_json
from forms_app.base.office import Office
from forms_app.publishing.service import metrics

T = TypeVar("T")
Progress = tuple[str, int, int]  # what, how many are done, of how many


class Heartbeat:
    """Writes data/publisher.json, which healthz, the staff page and whoever waits for
    the first release read.
    """

    def __init__(self, office: Office) -> None:
        self.data = office.data
        self.at = time.monotonic()
        self.at_work: Progress | None = None
        # seconds from the start of the process to the end of its first round
        self.ready_after: float | None = None
        self.release: Callable[[], int] = lambda: 0
        self.making: Callable[[], Progress | None] = lambda: None
        self.is_listening: Callable[[], bool] = lambda: True  # for what is saved
        # the last edit of our own that was noticed (base/alive.py)
        self.seen: Callable[[], int] = lambda: 0
        # how far it is, for a terminal
        self.tell: Callable[[str], None] = lambda words: None

    def beat(self, at_most_every: float = 0.0) -> None:
        if time.monotonic() - self.at < at_most_every:
            return
        self.at = time.monotonic()
        at_work = self.at_work or self.making()
        self.tell(progress.words(at_work))
        saved = {
            "pid": os.getpid(),
            "at": time.time(),
            "release": self.release() or None,
            "listening": self.is_listening(),
            "seen": self.seen(),
            "ready_after": self.ready_after,
            "at_work": at_work,
        }
        write_json(self.data / "publisher.json", saved)
        metrics.save(self.data)

    def over(self, what: str, items: Collection[T]) -> Iterable[T]:
        """The items; whoever waits is told how many of them are done."""
        try:
            for done, item in enumerate(items):
                pulse.beat(within=pulse.DATABASE if what == "follow" else pulse.WITHIN)
                if done % 100 == 99:
                    self.at_work = (what, done, len(items))
                    self.beat(at_most_every=1.0)
                yield item
        finally:
            self.at_work = None
            pulse.beat(within=pulse.WHOLE)
