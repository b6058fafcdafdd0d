"""Where the runs of jobs are noted, who is at one, and who asks for the next: in the
office folder on one machine; in the database where hosts share it (shared_books.py),
so that one host at a time does a job and each knows of the runs of the others.

What each host does for itself stays in its folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from forms_app.base.jobs import log
from forms_app.base.lock import alone


class AtWork(Exception):
    """Another process does this job just now."""


@dataclass(frozen=True)
class Standing:
    """The last run of a job, and whether somebody is at it."""

    run: log.Run
    is_held: bool

    @property
    def state(self) -> str:
        """ "running", "failed" or "done"."""
        if self.is_held:
            return "running"
        return "failed" if self.run.failures else "done"


class Books(Protocol):
    """Of one office. `name`: of a job."""

    def read(self, name: str) -> log.Run: ...

    def runs(self) -> dict[str, Standing]:
        """By job, of those that ever ran."""

    def taken(self, name: str) -> AbstractContextManager[log.Run]:
        """The last run, by whoever may do the next until the end of the block.

        Raises:
            AtWork: another process is at it.
        """

    def begin(self, name: str, run: log.Run) -> None:
        """Note a run that begins; whoever asks from now on asks for the next."""

    def end(self, name: str, run: log.Run) -> None:
        """Note how it ended; nothing where a run of a later epoch has begun."""

    def is_held(self, name: str) -> bool: ...

    def ask(self, name: str) -> None: ...

    def ask_at(self, name: str, moment: datetime) -> None: ...

    def is_asked(self, name: str, now: datetime) -> bool: ...


class FolderBooks:
    """OFFICE/data/jobs."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def read(self, name: str) -> log.Run:
        return log.read(self.data, name)

    def runs(self) -> dict[str, Standing]:
        found = log.runs(self.data)
        return {name: Standing(run, self.is_held(name)) for name, run in found.items()}

    @contextmanager
    def taken(self, name: str) -> Iterator[log.Run]:
        with alone(self._lock(name)) as is_alone:
            if not is_alone:
                raise AtWork
            yield self.read(name)

    def begin(self, name: str, run: log.Run) -> None:
        log.write(self.data, name, run)
        self.answer(name)

    def end(self, name: str, run: log.Run) -> None:
        """Somebody may have taken the lock away."""
        if self.read(name).epoch == run.epoch:
            log.write(self.data, name, run)

    def is_held(self, name: str) -> bool:
        with alone(self._lock(name)) as is_alone:
            return not is_alone

    def ask(self, name: str) -> None:
        self._word(name).write_text("", encoding="ascii")

    def ask_at(self, name: str, moment: datetime) -> None:
        try:
            with self._word(name).open("x", encoding="ascii") as file:
                file.write(moment.isoformat())
        except FileExistsError:
            return

    def is_asked(self, name: str, now: datetime) -> bool:
        try:
            moment = self._word(name).read_text(encoding="ascii")
        except FileNotFoundError:
            return False
        return not moment or datetime.fromisoformat(moment) <= now

    def answer(self, name: str) -> None:
        """What was asked for is done."""
        self._word(name).unlink(missing_ok=True)

    def forget(self, name: str) -> None:
        """What was noted of it is noted elsewhere from now on."""
        (log.folder_of(self.data) / f"{name}.json").unlink(missing_ok=True)

    def _lock(self, name: str) -> Path:
        return log.folder_of(self.data) / f"{name}.lock"

    def _word(self, name: str) -> Path:
        return log.folder_of(self.data) / f"{name}.wake"
