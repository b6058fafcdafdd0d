"""The site of a host that stands by, kept after what the other one releases, on threads:
neither the store nor the database keeps what is saved here waiting, nor one of them the
other.

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
LAY_EVERY = 0.5
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
        self.threads: list[threading.Thread] = []
        self.says = ""  # why it cannot follow
        self.is_database_away = False
        self._confirming = threading.Lock()
        self.heard = 0.0  # monotonic: when it was asked for a word last
        self.shown = 0.0

    def begin(self) -> None:
        if is_shared(self.office) and not self.threads:
            self.threads = [
                background.begin("the followed site", self._run, self.stop),
                background.begin("the word in the store", self._listen, self.stop),
            ]

    def _run(self) -> None:
        news = Notifications(self.office.database, CHANNEL)
        while not self.stop.is_set():
            self.go_on()
            news.wait(LOOK_EVERY, self.stop)
        news.close()

    def _listen(self) -> None:
        listened = -HEAR_EVERY
        while not self.stop.is_set():
            self.withholding.lay()
            if time.monotonic() - listened > HEAR_EVERY:
                listened = time.monotonic()
                self.ask_the_store()
            self.stop.wait(LAY_EVERY)

    def end(self) -> None:
        """Somebody else writes from now on. What a thread still waits to be told changes
        nothing any more.
        """
        self.stop.set()
        self.withholding.end()
        if self.replica:
            self.replica.end()

    def catch_up(self) -> None:
        """Bring what was released last, once."""
        if is_shared(self.office):
            self.replica = Replica(self.office)
            self._follow()

    def go_on(self) -> None:
        """One look at the database; what fails is tried the next time."""
        why = self._follow()
        if why and why != self.says:
            logs.configure().error("the site could not follow", error=why)
        self.says = why
        self.withholding.tell()
        if self.replica and time.monotonic() - self.heard > HEAR_EVERY:
            self.heard = time.monotonic()
            self.withholding.ask_the_database()
            self._hear_by_the_database(self.replica)

    def ask_the_store(self) -> None:
        """What it tells. Where it alone is heard, and names what cannot be fetched
        without the database, what is here is over.
        """
        self.withholding.ask_the_store()
        if not self.replica:
            return
        try:
            word = self.words.hear()
        except OSError:
            return
        mark = self.replica.log.mark
        if word is not None and word.mark == mark:
            self._confirm(self.replica, 0.0)
        elif word is not None and word.sequence > mark[0] and self.is_database_away:
            confirmed.give_up(self.office.site)

    def _hear_by_the_database(self, replica: Replica) -> None:
        try:
            age = replica.age_of_word()
        except (Busy, DatabaseAway):
            return
        if age is not None:
            self._confirm(replica, age)

    def _confirm(self, replica: Replica, age: float) -> None:
        """It was known `age` seconds ago."""
        with self._confirming:
            if self.stop.is_set():
                return
            now = self.office.clock.now() - timedelta(seconds=age)
            confirmed.note(self.office.site, age, now)
            if time.monotonic() - self.shown > SHOW_EVERY and replica.releaser.number:
                self.shown = time.monotonic()
                write_version(self.office.site / "tree", replica.releaser.number, now)

    def _released_at(self) -> str:
        return self.replica.releaser.at if self.replica else ""

    def _follow(self) -> str:
        """Why it could not; "" where it could."""
        try:
            self.replica = self.replica or Replica(self.office, self.stop)
            if self._bring(self.replica):
                self.heard = 0.0
                lease.ask(self.office, INDEX.name, of_this_host=True)
            self.is_database_away = False
            self.replica.mend()
        except (Busy, DatabaseAway) as error:
            self.is_database_away = True
            return type(error).__name__
        except (Apart, Ended, ObjectsAway, ObjectLost) as error:
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
