"""Starting jobs when they are due, from a process that lives as long as the office
runs.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from forms_app.base.clock import OfficeClock, real_now
from forms_app.base.jobs import lease, log
from forms_app.base.jobs.errand import Errand
from forms_app.base.jobs.job import Job

LOOK_EVERY = 2.0  # seconds


@dataclass
class Kept:
    """One job that is started when it is due, and ended when it takes too long."""

    job: Job
    data: Path
    clock: OfficeClock
    environment: Mapping[str, str] | None = None
    errand: Errand | None = None
    began: float = 0.0  # monotonic

    @property
    def is_running(self) -> bool:
        return self.errand is not None

    def is_due(self) -> bool:
        job = self.job
        run = log.read(self.data, job.name)
        last = run.ended_at or run.began_at
        if last and real_now() < last + job.pause_after(run.failures):
            return False
        asked = lease.is_asked(self.data, job.name, self.clock.now())
        return job.schedule.is_due(run, asked, self.clock) and not lease.is_held(
            self.data, job.name
        )

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
        self, jobs: Iterable[Job], data: Path, environment: Mapping[str, str]
    ) -> None:
        clock = OfficeClock.load(data / "demo-clock.json")
        self.kept = [Kept(job, data, clock, environment) for job in jobs]
        self.looked = -LOOK_EVERY

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
            if not one.is_running and self._is_its_turn(one.job) and one.is_due():
                one.start()

    def _is_its_turn(self, job: Job) -> bool:
        return not job.in_turn or not any(
            other.is_running for other in self.kept if other.job.in_turn
        )

    def stop(self) -> None:
        for one in self.kept:
            one.stop()
