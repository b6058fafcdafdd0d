"""Bringing what this host released to the other ones, on threads: neither a store nor a
database that does not answer keeps a release waiting here.

While nothing is left to bring, this host says so in both: a word by which the others
know that what they have is what is out. Each has a thread: while the database does not
answer, the store tells what was taken away, and the other way round.
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
LAY_EVERY = 0.5
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
        self.withholding = Withholding(office, is_begun=lambda: self.is_begun)
        self.progress = Progress(office.data)
        self.said = 0.0  # monotonic: in the database
        self.told = 0.0  # the same: in the store
        self.swept = time.monotonic()

    def start(self) -> None:
        if isinstance(self.log(), SharedLog):
            background.begin("sharing", self._share, self.stop)
            background.begin("the word in the store", self._tell, self.stop)

    def _shared_log(self) -> SharedLog:
        log = self.log()
        assert isinstance(log, SharedLog), "it stays what it was"
        return log

    def _share(self) -> None:
        while not self.stop.is_set():
            log = self._shared_log()
            log.has_news.wait(LOOK_EVERY)
            self._send(log)
            if time.monotonic() - self.said > SAY_EVERY:
                self.said = time.monotonic()
                self.withholding.ask_the_database()
                if self._may_say():
                    self._say_in_the_database(log)

    def _tell(self) -> None:
        while not self.stop.wait(LAY_EVERY):
            self.withholding.lay()
            if time.monotonic() - self.told > SAY_EVERY:
                self.told = time.monotonic()
                self.withholding.ask_the_store()
                self.say_in_the_store(self._shared_log())

    def _may_say(self) -> bool:
        """Not a publisher that hangs, or has only begun."""
        return self.is_begun and self.progress.silent_beyond_promise() <= 0

    def _say_in_the_database(self, log: SharedLog) -> None:
        try:
            if log.say():
                self._confirm()
        except Fenced as error:
            self._end(error)
        except (Busy, DatabaseAway):
            return

    def say_in_the_store(self, log: SharedLog) -> None:
        """Also that there is more: then it is not certain what the others have. Where
        another one publishes, its word counts here too, and what it has released
        cannot be had here without the database.
        """
        sequence, tag = log.mark
        word = Word(sequence, tag, fence.epoch(), real_now().timestamp())
        try:
            if not self._may_say():
                self.words.hear()
            elif self.words.say(word):
                if not log.is_behind():
                    self._confirm()
                return
        except (KeysMissing, OSError):
            return
        heard = self.words.heard
        if heard is None or heard.epoch <= word.epoch:
            return
        if heard.mark == log.mark:
            self._confirm()
        else:
            confirmed.give_up(self.office.site)

    def _confirm(self) -> None:
        confirmed.note(self.office.site, 0.0, self.office.clock.now())

    def _end(self, error: Fenced) -> None:
        logs.configure().error("another publisher took over", says=str(error))
        self.stop.set()

    def _send(self, log: SharedLog) -> None:
        try:
            if log.send():
                self.said = self.told = 0.0
            if time.monotonic() - self.swept > SWEEP_EVERY:
                self.swept = time.monotonic()
                sweep(log, real_now())
        except Fenced as error:
            self._end(error)
        except (Busy, DatabaseAway, OSError, LogDamaged) as error:
            logs.configure().error("could not share", error=type(error).__name__)
            self.stop.wait(AGAIN_AFTER)
