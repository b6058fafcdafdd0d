"""The publisher's way to the register: what the app asks for, and bringing the database
after the files.

The database may be away: then the files go on without it, and it follows when it is
back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from forms_app.base import audit, fence, pulse, rebuilds
from forms_app.base.db import Busy, DatabaseAway
from forms_app.base.jsonfiles import read_json, write_json
from forms_app.base.notions import firm_name
from forms_app.base.office import Office
from forms_app.base.profile import local_places
from forms_app.base.progress import Over, quietly
from forms_app.base.rebuilds import RebuildRequest
from forms_app.permits.enterprises.keys import renew_keys
from forms_app.permits.resumption.decisions import finish_waiting, waiting_since
from forms_app.permits.resumption.ingest import mark_public
from forms_app.permits.resumption.public import decided_by
from forms_app.publishing.countersigns import following, queries
from forms_app.publishing.intake import figures, offered, removals
from forms_app.publishing.intake.countersigned import Countersigned
from forms_app.publishing.intake.ingest import ingest
from forms_app.publishing.intake.journal import Change, Journal
from forms_app.publishing.intake.round import Round
from forms_app.publishing.intake.shared_faults import FaultsToTell
from forms_app.publishing.intake.shared_versions import SharedVersions
from forms_app.publishing.intake.verdicts import Verdicts

AT_A_TIME = 500  # rows in one statement
AT_ONCE = timedelta(seconds=2)  # in which the app of this host writes its file


class Register:
    """`head` is the audit chain's head as last seen; releases carry it."""

    def __init__(self, office: Office, log: Any, over: Over = quietly) -> None:
        self.office = office
        self.log = log
        self.over = over
        self.head = ""
        self.looked_at: set[int] = set()  # decisions of other hosts
        self.faults = FaultsToTell(office)

    def finish_waiting(self) -> None:
        """Put the decisions into their files whose writing a crash interrupted."""
        self._with_database(lambda: finish_waiting(self.office))

    def take_confirmations(self) -> None:
        """The removals that somebody confirmed, on whichever host, were meant to go."""
        self._with_database(lambda: removals.bring_confirmed(self.office))

    def decided_by(self, key: str, new_hash: str) -> str:
        """The account that pressed the button which wrote the text of a record with
        this hash.
        """
        return str(self._with_database(lambda: self._decided_by(key, new_hash)) or "")

    def _decided_by(self, key: str, new_hash: str) -> str:
        with self.office.database.reading() as session:
            return decided_by(session, key, new_hash)

    def is_asked(self) -> bool:
        due = self._with_database(self._due)
        return bool(due or self._with_database(self._pressed_elsewhere))

    def _pressed_elsewhere(self) -> set[int]:
        """Decisions that the app of another host wrote into its own folder: those that
        nothing came of here, each once.
        """
        if self.office.database.is_sqlite:
            return set()
        since = self.office.clock.now() - AT_ONCE
        with self.office.database.reading() as session:
            new = waiting_since(session, since) - self.looked_at
        self.looked_at |= new
        return new

    def take_requests(self) -> list[RebuildRequest]:
        """What the app asked for since the last time."""
        return self._with_database(self._take) or []

    def collect(self, verdicts: Verdicts, references: set[str] | None) -> set[str]:
        """Look again at these, or at every one; gives those whose verdict changed."""
        if references is not None and not references:
            return set()
        within = pulse.WHOLE if references is None else pulse.DATABASE
        changed = self._with_database(
            lambda: self._collect(verdicts, references), within
        )
        return changed or set()

    def confirmed(self, countersigned: Countersigned) -> set[str]:
        """Take what second accounts have confirmed; gives the paths that wait no
        longer.
        """
        found = self._with_database(self._confirmed)
        return set() if found is None else countersigned.take(found)

    def follow_waits(self, waits: Mapping[str, str]) -> bool:
        """Tell which texts wait for a second account; says whether the database is
        there.
        """
        now = self.office.clock.now()
        return bool(self._with_database(lambda: self._follow_waits(waits, now)))

    def _confirmed(self) -> dict[str, str]:
        with self.office.database.reading() as session:
            return queries.confirmed(session)

    def _follow_waits(self, waits: Mapping[str, str], now: datetime) -> bool:
        following.follow(self.office, waits, now)
        return True

    def take_offers(self) -> set[str]:
        """Put into the folder what was saved on other hosts; gives the paths."""
        return self._with_database(lambda: offered.bring(self.office)) or set()

    def share(self, versions: SharedVersions, found: Round) -> None:
        """Tell other hosts what a round accepted, and what is faulty."""
        versions.note(found)
        self._with_database(versions.bring)
        self._with_database(lambda: self.faults.tell(found.faults, found.held))

    def count(self) -> bool:
        """Bring the public counts up to date; says whether any differs."""
        return bool(
            self._with_database(lambda: figures.collect(self.office), pulse.WHOLE)
        )

    def renew_keys(self) -> None:
        """By which doubles are found: anew when the office says other places are local,
        or a version of the program makes them otherwise.

        What they were made for is kept, so that a database that was away is caught up.
        """
        kept = self.office.data / "places.json"
        made_for = {"rule": firm_name.RULE, "places": [*local_places(self.office)]}
        if read_json(kept) != made_for and self._with_database(self._renew_keys):
            write_json(kept, made_for)

    def _renew_keys(self) -> bool:
        last: int | None = 0
        while last is not None:
            pulse.beat(within=pulse.DATABASE)
            with self.office.database.writing() as session:
                places = local_places(self.office)
                last = renew_keys(session, places, last, AT_A_TIME)
        return True

    def follow(
        self, journal: Journal, changes: list[Change], are_public: bool = False
    ) -> bool:
        """Bring the database after the journal, and note since when these changes are
        public; says whether it is there.
        """
        public = {(one.campaign, one.reference) for one in changes if are_public}
        return bool(self._with_database(lambda: self._follow(journal, public)))

    def _due(self) -> list[RebuildRequest]:
        with self.office.database.reading() as session:
            return rebuilds.due(session)

    def _take(self) -> list[RebuildRequest]:
        """Not by a publisher whose time is over: whoever took over needs them."""
        due = self._due()
        if due:
            database = self.office.database
            with database.writing() as session, fence.within(session.connection()):
                rebuilds.take(session, [request.id for request in due])
        return due

    def _collect(self, verdicts: Verdicts, references: set[str] | None) -> set[str]:
        with self.office.database.reading() as session:
            return verdicts.collect(session, references)

    def _follow(self, journal: Journal, public: set[tuple[str, str]]) -> bool:
        now = self.office.clock.now()
        journal.send()
        ingest(self.office, journal, now, self.over)
        left = sorted(public)
        while left:
            pulse.beat(within=pulse.DATABASE)
            with self.office.database.writing() as session:
                mark_public(session, left[:AT_A_TIME], now)
            left = left[AT_A_TIME:]
        with self.office.database.reading() as session:
            self.head = audit.head(session)
        return True

    def _with_database(
        self, work: Callable[[], Any], within: float = pulse.DATABASE
    ) -> Any:
        """The result; None when the database is away."""
        pulse.beat(within=within)
        try:
            return work()
        except (Busy, DatabaseAway) as error:
            self.log.error("database away", error=type(error).__name__)
            return None
        finally:
            pulse.beat()
