"""Starting jobs when they are due, from a process that lives as long as the office
runs.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from forms_app.base.away import Busy, DatabaseAway
from forms_app.base.clock import real_now
from forms_app.base.jobs import lease
from forms_app.base.jobs.errand import Errand
from forms_app.base.jobs.job import Job
from forms_app.base.office import Office

LOOK_EVERY = 2.0  # seconds
AGAIN_AFTER = 10.0  # the same, between two tries at a database that is away


@dataclass
class Kept:
    """One job that is started when it is due, and ended when it takes too long."""

    job: Job
    office: Office
    environment: Mapping[str, str] | None = None
    errand: Errand | None = None
    began: float = 0.0  # monotonic

    @property
    def is_running(self) -> bool:
        return self.errand is not None

    def is_due(self) -> bool:
        """Raises:
        Busy, DatabaseAway: hosts share the database, and it cannot be told.
        """
        job = self.job
        books = lease.books_of(self.office, job.of_each_host)
        run = books.read(job.name)
        last = run.ended_at or run.began_at
        if last and real_now() < last + job.pause_after(run.failures):
            return False
        clock = self.office.clock
        asked = books.is_asked(job.name, clock.now())
        is_due = job.schedule.is_due(run, asked, clock)
        return is_due and not books.is_held(job.name)

    def start(self) -> None:
        self.began = time.monotonic()
        self.errand = Errand(
            self.job.module,
            *self.job.words,
            gives_way=self.job.gives_way,
            environment=self.environment,
        )

    def ended(self) -> int | None:
        """The exit code of a run that is over, once; one that takes too long is ended
        here.
        """
        if self.errand is None:
            return None
        longest = self.job.longest
        took = timedelta(seconds=time.monotonic() - self.began)
        if longest is not None and took > longest:
            self.errand.stop()
        code = self.errand.code
        if code is not None:
            self.errand = None
        return code

    def stop(self) -> None:
        """A run that is stopped ends between two of its steps or in one; the next goes
        on.
        """
        if self.errand:
            self.errand.stop()


class Keeper:
    """All jobs that the features of an office declare."""

    def __init__(
        self, jobs: Iterable[Job], office: Office, environment: Mapping[str, str]
    ) -> None:
        self.kept = [Kept(job, office, environment) for job in jobs]
        self.looked = -LOOK_EVERY
        self.ask_again = 0.0  # monotonic; until then the database counts as away

    def look(self) -> None:
        """Start what is due; says of what was not finished that it was not."""
        if time.monotonic() - self.looked < LOOK_EVERY:
            return
        self.looked = time.monotonic()
        # a disk that is full or away is looked at again
        with suppress(OSError):
            self._look()

    def _look(self) -> None:
        for one in self.kept:
            if code := one.ended():
                print(
                    f"{one.job.name} was not finished ({code}); see above.", flush=True
                )
            if not one.is_running and self._is_its_turn(one.job) and self._is_due(one):
                one.start()

    def _is_due(self, one: Kept) -> bool:
        """Without the database, which is not asked for each of them, nothing is that
        hosts share.
        """
        if time.monotonic() < self.ask_again and not one.job.of_each_host:
            return False
        try:
            return one.is_due()
        except (Busy, DatabaseAway):
            self.ask_again = time.monotonic() + AGAIN_AFTER
            return False

    def _is_its_turn(self, job: Job) -> bool:
        return not job.in_turn or not any(
            other.is_running for other in self.kept if other.job.in_turn
        )

    def stop(self) -> None:
        for one in self.kept:
            one.stop()
