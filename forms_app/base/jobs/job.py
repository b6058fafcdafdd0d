"""A job: what is done, when it is due, and how long to wait after a failure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from forms_app.base.jobs.schedule import Schedule


@dataclass(frozen=True)
class Job:
    """One job of a feature.

    `name`: what its lease and its log are called. `words`: the command of the program
    that does it, or what another `module` of ours is given. `pauses`: how long it is
    left alone after the first failure in a row, the second, …; the last one stays.
    `longest`: after which a run is ended. `gives_way`: it runs at the lowest priority.
    `in_turn`: it waits while another such job runs. `of_each_host`: where hosts share a
    database each does it for itself; any other is done by one of them.
    """

    name: str
    schedule: Schedule
    words: tuple[str, ...] = ()
    module: str = "forms_app"
    pauses: tuple[timedelta, ...] = (timedelta(minutes=10), timedelta(hours=6))
    longest: timedelta | None = None
    gives_way: bool = False
    in_turn: bool = False
    of_each_host: bool = False

    def pause_after(self, failures: int) -> timedelta:
        """How long it is left alone after so many failures in a row."""
        if not failures:
            return timedelta()
        return self.pauses[min(failures, len(self.pauses)) - 1]
