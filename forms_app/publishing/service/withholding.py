"""Tombstones on their way: those of this host into the store, those of others to its web
server, until the journal knows what they tell.
"""

from __future__ import annotations

import time

from forms_app.base.db import Busy, DatabaseAway
from forms_app.base.keys import KeysMissing
from forms_app.base.office import Office
from forms_app.base.publisher_lease import holder_of
from forms_app.publishing.intake.shared_journal import is_known
from forms_app.publishing.intake.tombstones import Tombstone, Tombstones
from forms_app.publishing.release import withheld

# The journal knows it; the page of it is made and fetched.
HOLDS_ON = 15.0  # seconds


class Withholding:
    """Of one host, in one thread."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.host = holder_of(office.data)
        self.tombstones = Tombstones(office.objects, office.keys)
        self.known: dict[Tombstone, float] = {}  # since when the journal knows it
        self.told: list[str] | None = None

    def lay(self) -> bool:
        """Tell the others what was taken away here; False where they cannot be told yet."""
        try:
            self.tombstones.lay(self.office.data)
        except (KeysMissing, OSError):
            return False
        return True

    def go_on(self) -> None:
        """One look; what cannot be had is had the next time. A database that does not
        answer keeps nothing waiting that the store tells.
        """
        if not self.lay():
            return
        try:
            standing = self.tombstones.standing()
            self._tell(standing)
            self._look(standing)
            for one in standing:
                if self._is_over(one):
                    self.tombstones.remove(one)
        except (KeysMissing, OSError):
            return
        self._tell(standing)

    def _look(self, standing: list[Tombstone]) -> None:
        """Which of them the journal knows."""
        now = time.monotonic()
        self.known = {one: at for one, at in self.known.items() if one in standing}
        try:
            for one in standing:
                if one not in self.known and self._is_in_the_journal(one):
                    self.known[one] = now
        except (Busy, DatabaseAway):
            return

    def _is_in_the_journal(self, one: Tombstone) -> bool:
        with self.office.database.reading() as session:
            return is_known(session, one.path, one.at)

    def _is_over(self, one: Tombstone) -> bool:
        since = self.known.get(one)
        return since is not None and time.monotonic() - since > HOLDS_ON

    def _tell(self, standing: list[Tombstone]) -> None:
        """This host's own page says it better itself."""
        others = [one for one in standing if one.host != self.host]
        references = sorted({one.reference for one in others if not self._is_over(one)})
        if references != self.told:
            withheld.note(self.office.site, references)
            self.told = references
