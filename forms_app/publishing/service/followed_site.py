"""The site of a host that stands by, kept after what the other one releases, on a thread:
neither the store nor the database keeps what is saved here waiting.

It is woken by the database, and looks every second; and hears the word of whoever
publishes, by which the web server knows that what it serves is what is out.
"""

from __future__ import annotations

import threading
import time
from datetime import timedelta

from forms_app.base import background, logs
from forms_app.base.db import Busy, DatabaseAway
from forms_app.base.jobs import lease
from forms_app.base.notifications import Notifications
from forms_app.base.objects.store import ObjectLost, ObjectsAway
from forms_app.base.office import Office
from forms_app.publishing.intake.journal import FILE
from forms_app.publishing.intake.shared_journal import SharedJournal
from forms_app.publishing.release import confirmed
from forms_app.publishing.release.replica import Apart, Ended, Replica
from forms_app.publishing.release.shared_log import is_shared
from forms_app.publishing.release.shared_rows import CHANNEL
from forms_app.publishing.release.version_file import write_version
from forms_app.publishing.release.words import Words
from forms_app.publishing.search.jobs import INDEX
from forms_app.publishing.service.withholding import Withholding

LOOK_EVERY = 1.0  # seconds
HEAR_EVERY = 2.0
SHOW_EVERY = 60.0  # when it was confirmed last, to open pages


class FollowedSite:
    """Of one office, until `end`; nothing where its site is not shared."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.journal = SharedJournal(office.data / FILE, office.database)
        self.replica: Replica | None = None
        self.words = Words(office.objects, office.keys)
        self.withholding = Withholding(office, self._released_at)
        self.stop = threading.Event()
        self.thread: threading.Thread | None = None
        self.says = ""  # why it cannot follow
        self.is_database_away = False
        self.heard = 0.0  # monotonic: when it was asked for a word last
        self.shown = 0.0

    def begin(self) -> None:
        if is_shared(self.office) and self.thread is None:
            self.thread = background.begin("the followed site", self._run, self.stop)

    def _run(self) -> None:
        news = Notifications(self.office.database, CHANNEL)
        while not self.stop.is_set():
            self.go_on()
            news.wait(LOOK_EVERY, self.stop)
        news.close()

    def end(self) -> None:
        """This host publishes from now on, from what was released last."""
        self.stop.set()
        if self.replica:
            self.replica.ending.set()
        if self.thread:
            self.thread.join()
        if is_shared(self.office):
            self.replica = None
            self._follow()

    def go_on(self) -> None:
        """One look; what fails is tried the next time. First what the store tells: the
        database may be waited for.
        """
        if is_due := time.monotonic() - self.heard > HEAR_EVERY:
            self.heard = time.monotonic()
            self.withholding.go_on()
        why = self._follow()
        if why and why != self.says:
            logs.configure().error("the site could not follow", error=why)
        self.says = why
        self.withholding.tell()
        if self.replica and (is_due or not self.heard):
            self.heard = time.monotonic()
            self._hear(self.replica)

    def _released_at(self) -> str:
        return self.replica.releaser.at if self.replica else ""

    def _follow(self) -> str:
        """Why it could not; "" where it could."""
        try:
            self.replica = self.replica or Replica(self.office)
            if self._bring(self.replica):
                self.heard = 0.0
                lease.ask(self.office, INDEX.name, of_this_host=True)
            self.replica.mend()
        except (Apart, Ended, Busy, DatabaseAway, ObjectsAway, ObjectLost) as error:
            return type(error).__name__
        except OSError as error:
            self.replica = None  # nothing half done is kept in mind
            return error.strerror or type(error).__name__
        return ""

    def _bring(self, replica: Replica) -> bool:
        """What was released here alone, while the database was away, gives way; but not
        where something was accepted here that others do not know: it may take away.
        """
        try:
            return replica.follow()
        except Apart:
            if self.journal.has_own():
                raise
            return replica.follow(anew=True)

    def _hear(self, replica: Replica) -> None:
        """By either way. Where the store alone is heard, and names what cannot be fetched
        without the database, what is here is over.
        """
        age = self._by_the_database(replica)
        by_the_store = self._by_the_store(replica)
        heard = [one for one in (age, by_the_store) if one is not None]
        if not heard:
            word = self.words.heard
            is_over = word is not None and word.sequence > replica.log.mark[0]
            if is_over and self.is_database_away:
                confirmed.give_up(self.office.site)
            return
        age = min(heard)
        now = self.office.clock.now() - timedelta(seconds=age)
        confirmed.note(self.office.site, age, now)
        if time.monotonic() - self.shown > SHOW_EVERY and replica.releaser.number:
            self.shown = time.monotonic()
            write_version(self.office.site / "tree", replica.releaser.number, now)

    def _by_the_database(self, replica: Replica) -> float | None:
        self.is_database_away = False
        try:
            return replica.age_of_word()
        except (Busy, DatabaseAway):
            self.is_database_away = True
            return None

    def _by_the_store(self, replica: Replica) -> float | None:
        try:
            word = self.words.hear()
        except OSError:
            return None
        is_here = word is not None and word.mark == replica.log.mark
        return 0.0 if is_here else None
