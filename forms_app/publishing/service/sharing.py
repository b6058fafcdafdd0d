"""Bringing what this host released to the other ones, on a thread: neither a store nor a
database that does not answer keeps a release waiting here.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from forms_app.base import background, logs
from forms_app.base.db import Busy, DatabaseAway
from forms_app.base.fence import Fenced
from forms_app.publishing.release.log import ReleaseLog
from forms_app.publishing.release.log_line import LogDamaged
from forms_app.publishing.release.shared_log import SharedLog

LOOK_EVERY = 1.0  # seconds
AGAIN_AFTER = 2.0  # it failed


class Sharing:
    """Of one publisher. `log` is the one it writes to now; `stop` is set where another
    publisher took over.
    """

    def __init__(self, log: Callable[[], ReleaseLog], stop: threading.Event) -> None:
        self.log = log
        self.stop = stop

    def start(self) -> None:
        if isinstance(self.log(), SharedLog):
            background.begin("sharing", self._run, self.stop)

    def _run(self) -> None:
        while not self.stop.is_set():
            log = self.log()
            assert isinstance(log, SharedLog), "it stays what it was"
            log.has_news.wait(LOOK_EVERY)
            self._send(log)

    def _send(self, log: SharedLog) -> None:
        try:
            log.send()
        except Fenced as error:
            logs.configure().error("another publisher took over", says=str(error))
            self.stop.set()
        except (Busy, DatabaseAway, OSError, LogDamaged) as error:
            logs.configure().error("could not share", error=type(error).__name__)
            self.stop.wait(AGAIN_AFTER)
