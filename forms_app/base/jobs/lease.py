"""The lease of a job: who does the work holds it, on this machine, as long as the
process lives; and the word by which others ask for the next run.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from forms_app.base.clock import real_now
from forms_app.base.jobs import log
from forms_app.base.lock import alone
from forms_app.base.office import Office


class AtWork(Exception):
    """Another process does this job just now."""


@contextmanager
def hold(office: Office, name: str) -> Iterator[int]:
    """Do a job: gives the epoch of this run, and notes how it ended.

    Whoever asks for it from now on asks for the next run.

    Raises:
        AtWork: another process holds the lease.
    """
    data = office.data
    folder = log.folder_of(data)
    with alone(_lock(folder, name)) as is_alone:
        if not is_alone:
            raise AtWork
        last = log.read(data, name)
        run = replace(
            last,
            epoch=last.epoch + 1,
            began_at=real_now(),
            ended_at=None,
            failed=last.failures,
        )
        log.write(data, name, run)
        _word(folder, name).unlink(missing_ok=True)
        try:
            yield run.epoch
        except BaseException:
            _end(data, name, replace(run, ended_at=real_now(), failed=run.failed + 1))
            raise
        done_at = office.clock.now()
        _end(data, name, replace(run, ended_at=real_now(), failed=0, done_at=done_at))


def _end(data: Path, name: str, run: log.Run) -> None:
    """Nothing, should a run of a later epoch have begun: somebody took the lock away."""
    if log.read(data, name).epoch == run.epoch:
        log.write(data, name, run)


def is_held(data: Path, name: str) -> bool:
    with alone(_lock(log.folder_of(data), name)) as is_alone:
        return not is_alone


def ask(data: Path, name: str) -> None:
    """Have it done soon."""
    _word(log.folder_of(data), name).write_text("", encoding="ascii")


def ask_at(data: Path, name: str, moment: datetime) -> None:
    """Have it done at a moment, unless somebody asked for it meanwhile."""
    try:
        with _word(log.folder_of(data), name).open("x", encoding="ascii") as file:
            file.write(moment.isoformat())
    except FileExistsError:
        return


def is_asked(data: Path, name: str, now: datetime) -> bool:
    """Whether it was asked for, and the moment has come."""
    try:
        moment = _word(data / log.FOLDER, name).read_text(encoding="ascii")
    except FileNotFoundError:
        return False
    return not moment or datetime.fromisoformat(moment) <= now


def _lock(folder: Path, name: str) -> Path:
    return folder / f"{name}.lock"


def _word(folder: Path, name: str) -> Path:
    return folder / f"{name}.wake"
