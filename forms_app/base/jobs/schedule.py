"""When a job is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Protocol

from forms_app.base.clock import OfficeClock
from forms_app.base.jobs.log import Run


class Schedule(Protocol):
    """When a job is due that is not running and whose pause is over.

    `is_asked`: somebody asked for it, and the moment they named has come.
    """

    def is_due(self, run: Run, is_asked: bool, clock: OfficeClock) -> bool: ...


@dataclass(frozen=True)
class Nightly:
    """Once a night, between two times of the office; never in a demo, whose day does
    not end.

    `missed_after`: so long after it succeeded last, it is made good at any hour.
    `every`: it is not every night's, but that of so many days later.
    """

    begins: time = time(3, 10)
    ends: time = time(5, 0)
    missed_after: timedelta | None = timedelta(hours=36)
    every: int = 1  # days

    def is_due(self, run: Run, is_asked: bool, clock: OfficeClock) -> bool:
        now = clock.now()
        if clock.is_demo or (run.done_at and self._is_done(run.done_at, now)):
            return False
        is_missed = (
            run.done_at is not None
            and self.missed_after is not None
            and now - run.done_at > self.missed_after
        )
        return is_missed or self.begins <= now.time() < self.ends

    def _is_done(self, done_at: datetime, now: datetime) -> bool:
        return (now.date() - done_at.date()).days < self.every


@dataclass(frozen=True)
class WhenAsked:
    """When somebody asked for it; also when the last run failed, or nobody knows of
    any.
    """

    def is_due(self, run: Run, is_asked: bool, clock: OfficeClock) -> bool:
        return is_asked or run.failures > 0 or run.epoch == 0
