"""Tombstones on their way: those of this host into the store, those of others to its web
server, until the journal knows what they tell; and what the journal knows, until it is on the
pages of this host.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from forms_app.base.clock import real_now
from forms_app.base.db import Busy, DatabaseAway
from forms_app.base.keys import KeysMissing
from forms_app.base.office import Office
from forms_app.base.publisher_lease import holder_of
from forms_app.publishing.intake import tombstones
from forms_app.publishing.intake.journal import FILE, Journal
from forms_app.publishing.intake.shared_journal import is_known
from forms_app.publishing.intake.tombstones import Tombstone, Tombstones
from forms_app.publishing.release import withheld

# The journal knows it; the page of it is made and fetched.
HOLDS_ON = 15.0  # seconds
# What was accepted on another host is released there, and fetched, meanwhile.
ARRIVES_WITHIN = timedelta(seconds=3)


class Withholding:
    """Of one host: one thread asks the store, another one the database, so that neither
    waits for what the other asks. `released_at` gives when what is served here was
    released, where another host publishes, "" else: what the journal knows since to be
    taken away, and is not on these pages yet, is withheld too. What was told before this
    began is told until the store has been asked and `is_begun` says that it may end.
    """

    def __init__(
        self,
        office: Office,
        released_at: Callable[[], str] = lambda: "",
        is_begun: Callable[[], bool] = lambda: True,
    ) -> None:
        self.office = office
        self.released_at = released_at
        self.is_begun = is_begun
        self.host = holder_of(office.data)
        self.journal = Journal(office.data / FILE)
        self.tombstones = Tombstones(office.objects, office.keys)
        self.standing: list[Tombstone] = []
        self.known: dict[Tombstone, float] = {}  # since when the journal knows it
        self.told: list[str] | None = None
        self.before = withheld.noted(office.site)
        self.is_ended = False
        self._telling = threading.Lock()

    def lay(self) -> bool:
        """Tell the others what was taken away here; False where they cannot be told yet."""
        waiting = tombstones.waiting(self.office.data)
        new = [one for one in waiting if one not in self.standing]
        self.standing = [*self.standing, *new]  # not to be missed in between
        try:
            self.tombstones.lay(self.office.data)
        except (KeysMissing, OSError):
            return False
        return True

    def ask_the_store(self) -> None:
        """One look; what cannot be had is had the next time."""
        self.tell()
        if not self.lay():
            return
        try:
            self.standing = self.tombstones.standing()
            if self.is_begun():
                self.before = []
            self.tell()
            for one in self.standing:
                if self._is_over(one):
                    self.tombstones.remove(one)
        except (KeysMissing, OSError):
            return
        self.tell()

    def ask_the_database(self) -> None:
        """Which of them the journal knows."""
        now = time.monotonic()
        standing = self.standing
        known = {one: at for one, at in self.known.items() if one in standing}
        try:
            for one in standing:
                if one not in known and self._is_in_the_journal(one):
                    known[one] = now
        except (Busy, DatabaseAway):
            return
        self.known = known

    def _is_in_the_journal(self, one: Tombstone) -> bool:
        with self.office.database.reading() as session:
            return is_known(session, one)

    def _is_over(self, one: Tombstone) -> bool:
        since = self.known.get(one)
        return since is not None and time.monotonic() - since > HOLDS_ON

    def end(self) -> None:
        """Somebody else tells the web server from now on."""
        with self._telling:
            self.is_ended = True

    def tell(self) -> None:
        """Tell the web server, also of what the store does not take; whoever publishes
        says it better by its own page.
        """
        with self._telling:
            if not self.is_ended:
                self._tell()

    def _tell(self) -> None:
        every = [*self.standing, *tombstones.waiting(self.office.data)]
        others = [one for one in every if one.host != self.host]
        taken_away = {one.reference for one in others if not self._is_over(one)}
        references = sorted({*taken_away, *self.before, *self._not_released()})
        if references != self.told:
            withheld.note(self.office.site, references)
            self.told = references

    def _not_released(self) -> Iterator[str]:
        """What the journal has taken away since what is served here was released."""
        if not (told := self.released_at()):
            return
        released = datetime.fromisoformat(told)
        soon = real_now() - ARRIVES_WITHIN
        for one in self.journal.newest_first():
            at = datetime.fromisoformat(one.at)
            if at.replace(microsecond=0) <= released:  # which is in whole seconds
                return
            if one.takes_away and not one.is_document and at < soon:
                yield one.reference
