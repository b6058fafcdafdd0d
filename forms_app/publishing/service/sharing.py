"""Bringing what this host released to the other ones, on a thread: neither a store nor a
database that does not answer keeps a release waiting here.

While nothing is left to bring, the thread says so in both: a word by which the others
know that what they have is what is out.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from forms_app.base import background, fence, logs
from forms_app.base.clock import real_now
from forms_app.base.db import Busy, DatabaseAway
from forms_app.base.fence import Fenced
from forms_app.base.keys import KeysMissing
from forms_app.base.office import Office
from forms_app.publishing.release import confirmed
from forms_app.publishing.release.log import ReleaseLog
from forms_app.publishing.release.log_line import LogDamaged
from forms_app.publishing.release.shared_log import SharedLog
from forms_app.publishing.release.store_sweep import sweep
from forms_app.publishing.release.words import Word, Words
from forms_app.publishing.service.lease import Progress
from forms_app.publishing.service.withholding import Withholding

LOOK_EVERY = 1.0  # seconds
AGAIN_AFTER = 2.0  # it failed
SAY_EVERY = 2.0
SWEEP_EVERY = 24 * 3600.0


class Sharing:
    """Of one publisher. `log` is the one it writes to now; `stop` is set where another
    publisher took over. `is_begun`: what was accepted before its start is out.
    """

    def __init__(
        self, office: Office, log: Callable[[], ReleaseLog], stop: threading.Event
    ) -> None:
        self.office = office
        self.log = log
        self.stop = stop
        self.is_begun = False
        self.words = Words(office.objects, office.keys)
        self.withholding = Withholding(office)
        self.progress = Progress(office.data)
        self.said = 0.0
        self.swept = time.monotonic()

    def start(self) -> None:
        if isinstance(self.log(), SharedLog):
            background.begin("sharing", self._run, self.stop)

    def _run(self) -> None:
        while not self.stop.is_set():
            log = self.log()
            assert isinstance(log, SharedLog), "it stays what it was"
            log.has_news.wait(LOOK_EVERY)
            self.withholding.lay()
            self._send(log)
            if time.monotonic() - self.said > SAY_EVERY:
                self.said = time.monotonic()
                self.withholding.go_on()
                self.say(log)
                self.withholding.lay()

    def say(self, log: SharedLog) -> None:
        """Not for a publisher that hangs, or has only begun."""
        if not self.is_begun or self.progress.silent_beyond_promise() > 0:
            return
        is_said = [self._say_in_the_database(log), self._say_in_the_store(log)]
        if any(is_said):
            confirmed.note(self.office.site, 0.0, self.office.clock.now())

    def _say_in_the_database(self, log: SharedLog) -> bool:
        try:
            return log.say()
        except Fenced as error:
            self._end(error)
        except (Busy, DatabaseAway):
            pass
        return False

    def _say_in_the_store(self, log: SharedLog) -> bool:
        """Also that there is more: then it is not certain what the others have. Where
        another one publishes, its word counts here too, and what it has released
        cannot be had here without the database.
        """
        sequence, tag = log.mark
        word = Word(sequence, tag, fence.epoch(), real_now().timestamp())
        try:
            if self.words.say(word):
                return not log.is_behind()
            heard = self.words.heard
            if heard is None:
                return False
            if heard.mark != log.mark:
                confirmed.give_up(self.office.site)
            return heard.mark == log.mark
        except (KeysMissing, OSError):
            return False

    def _end(self, error: Fenced) -> None:
        logs.configure().error("another publisher took over", says=str(error))
        self.stop.set()

    def _send(self, log: SharedLog) -> None:
        try:
            if log.send():
                self.said = 0.0
            if time.monotonic() - self.swept > SWEEP_EVERY:
                self.swept = time.monotonic()
                sweep(log, real_now())
        except Fenced as error:
            self._end(error)
        except (Busy, DatabaseAway, OSError, LogDamaged) as error:
            logs.configure().error("could not share", error=type(error).__name__)
            self.stop.wait(AGAIN_AFTER)
