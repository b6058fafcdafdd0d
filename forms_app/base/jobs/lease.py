"""The lease of a job: who does the work holds it, as long as the process lives; and the
word by which others ask for the next run. Both stand in books (books.py).

`of_this_host`: what each host does for itself (job.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime

from forms_app.base.away import Busy, DatabaseAway
from forms_app.base.clock import real_now
from forms_app.base.jobs.books import AtWork as AtWork
from forms_app.base.jobs.books import Books, FolderBooks, Standing
from forms_app.base.jobs.shared_books import TableBooks
from forms_app.base.office import Office
from forms_app.base.publisher_lease import holder_of


def books_of(office: Office, of_this_host: bool = False) -> Books:
    """As the database is shared or not."""
    folder = FolderBooks(office.data)
    if of_this_host or office.database.is_sqlite:
        return folder
    return TableBooks(office.database, holder_of(office.data), folder)


@contextmanager
def hold(office: Office, name: str, of_this_host: bool = False) -> Iterator[int]:
    """Do a job: gives the epoch of this run, and notes how it ended.

    Whoever asks for it from now on asks for the next run.

    Raises:
        AtWork: another process holds the lease.
    """
    books = books_of(office, of_this_host)
    with books.taken(name) as last:
        run = replace(
            last,
            epoch=last.epoch + 1,
            began_at=real_now(),
            ended_at=None,
            failed=last.failures,
        )
        books.begin(name, run)
        try:
            yield run.epoch
        except BaseException:
            failed = run.failed + 1
            books.end(name, replace(run, ended_at=real_now(), failed=failed))
            raise
        done_at = office.clock.now()
        books.end(name, replace(run, ended_at=real_now(), failed=0, done_at=done_at))


def runs(office: Office) -> dict[str, Standing]:
    """By job, how each stands that ever ran; while the database is away, those of this
    host.
    """
    found = FolderBooks(office.data).runs()
    if not office.database.is_sqlite:
        with suppress(Busy, DatabaseAway):
            found |= books_of(office).runs()
    return found


def is_held(office: Office, name: str, of_this_host: bool = False) -> bool:
    return books_of(office, of_this_host).is_held(name)


def ask(office: Office, name: str, of_this_host: bool = False) -> None:
    """Have it done soon."""
    books_of(office, of_this_host).ask(name)


def ask_at(office: Office, name: str, moment: datetime) -> None:
    """Have it done at a moment, unless somebody asked for it meanwhile."""
    books_of(office).ask_at(name, moment)


def is_asked(
    office: Office, name: str, now: datetime, of_this_host: bool = False
) -> bool:
    """Whether it was asked for, and the moment has come."""
    return books_of(office, of_this_host).is_asked(name, now)
