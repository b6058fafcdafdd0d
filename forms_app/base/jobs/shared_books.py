"""The runs of jobs where hosts share a database: one row of a job, with an epoch that
every run makes larger and a term by the database's own clock.

Whoever is at a job renews its term; whoever froze, and wakes after another host began
it, writes nothing more: each of its transactions asks for the epoch. On one host the
lock of the folder goes first, so that a run that was killed there is not waited for.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    String,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from forms_app.base import background
from forms_app.base.away import Busy, DatabaseAway
from forms_app.base.db import Base, Database
from forms_app.base.jobs.books import AtWork, FolderBooks, Standing
from forms_app.base.jobs.log import Run

TERM = 60.0  # seconds
RENEW_EVERY = 15.0

# Moments are stored as UTC without a zone.
NOW = text("(clock_timestamp() AT TIME ZONE 'UTC')")
IS_HELD = text(
    "SELECT true FROM job_runs WHERE name = :name AND holder <> :host AND "
    "until > (clock_timestamp() AT TIME ZONE 'UTC')"
)
LOCK = text(
    "SELECT holder, until > (clock_timestamp() AT TIME ZONE 'UTC') "
    "FROM job_runs WHERE name = :name FOR UPDATE"
)
RENEW = text(
    "UPDATE job_runs "
    "SET until = (clock_timestamp() AT TIME ZONE 'UTC') + make_interval(secs => :term) "
    "WHERE name = :name AND epoch = :epoch"
)
GIVE_BACK = text(
    "UPDATE job_runs SET until = (clock_timestamp() AT TIME ZONE 'UTC') "
    "WHERE name = :name AND epoch = :epoch"
)
HELD = text(
    "SELECT name FROM job_runs WHERE until > (clock_timestamp() AT TIME ZONE 'UTC')"
)
# Who freezes while it writes holds nobody up for longer than its term.
HOLD = text(
    "SELECT epoch, set_config('idle_in_transaction_session_timeout', :term, true) "
    "FROM job_runs WHERE name = :name FOR SHARE"
)


class JobRun(Base):
    """The last run of a job, as log.Run, and who is at it.

    `holder`: the host; `until`: by the clock of the database. `asked_at`: the moment for
    which the next run was asked; without any, at once.
    """

    __tablename__ = "job_runs"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    epoch: Mapped[int] = mapped_column(BigInteger, default=0)
    began_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    failed: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    holder: Mapped[str] = mapped_column(String(80), default="")
    until: Mapped[datetime]
    is_asked: Mapped[bool] = mapped_column(default=False)
    asked_at: Mapped[datetime | None]

    @property
    def run(self) -> Run:
        moments = (self.began_at, self.ended_at, self.failed, self.done_at)
        return Run(self.epoch, *moments)


class TableBooks:
    """The table, for one host. While the database is away, what is asked for is noted in
    the folder.
    """

    def __init__(self, database: Database, host: str, folder: FolderBooks) -> None:
        self.database = database
        self.host = host
        self.folder = folder

    def read(self, name: str) -> Run:
        with self.database.reading() as session:
            found = session.get(JobRun, name)
            return found.run if found else self.folder.read(name)

    def runs(self) -> dict[str, Standing]:
        with self.database.reading() as session:
            found = session.scalars(select(JobRun).order_by(JobRun.name)).all()
            held = set(session.scalars(HELD))
        return {
            one.name: Standing(one.run, self._is_at_work(one, one.name in held))
            for one in found
            if one.epoch
        }

    def _is_at_work(self, one: JobRun, is_held: bool) -> bool:
        if one.holder == self.host:
            return self.folder.is_held(one.name)
        return is_held

    @contextmanager
    def taken(self, name: str) -> Iterator[Run]:
        with self.folder.taken(name) as before:
            with self._changing() as connection:
                _make(connection, name, before)
                holder, is_held = connection.execute(LOCK, {"name": name}).one()
                if is_held and holder != self.host:
                    raise AtWork
                last = self.read(name)
                self._begin(connection, name, last.epoch + 1)
            self.folder.forget(name)
            with self._kept(name, last.epoch + 1):
                yield last

    def _begin(self, connection: Connection, name: str, epoch: int) -> None:
        change = update(JobRun).where(JobRun.name == name)
        connection.execute(change.values(epoch=epoch, holder=self.host))
        connection.execute(RENEW, {"name": name, "epoch": epoch, "term": TERM})

    @contextmanager
    def _kept(self, name: str, epoch: int) -> Iterator[None]:
        """Renewed, and asked for by everything that is written meanwhile."""
        ended = threading.Event()

        def renew() -> None:
            while not ended.wait(RENEW_EVERY):
                with self._changing() as connection:
                    values = {"name": name, "epoch": epoch, "term": TERM}
                    connection.execute(RENEW, values)

        def must_be_last(session: Session) -> None:
            if session.scalar(HOLD, {"name": name, "term": f"{TERM}s"}) != epoch:
                raise AtWork

        before = self.database.must_still
        self.database.must_still = must_be_last
        background.begin(f"job {name}", renew, ended)
        try:
            yield
        finally:
            ended.set()
            self.database.must_still = before

    def begin(self, name: str, run: Run) -> None:
        with self._changing() as connection:
            values = {**_values(run), "is_asked": False, "asked_at": None}
            self._note(connection, name, run, values)
        self.folder.answer(name)

    def end(self, name: str, run: Run) -> None:
        with self._changing() as connection:
            self._note(connection, name, run, _values(run))
            connection.execute(GIVE_BACK, {"name": name, "epoch": run.epoch})

    def _note(
        self, connection: Connection, name: str, run: Run, values: dict[str, Any]
    ) -> None:
        mine = JobRun.name == name, JobRun.epoch == run.epoch
        connection.execute(update(JobRun).where(*mine).values(**values))

    def is_held(self, name: str) -> bool:
        if self.folder.is_held(name):
            return True
        with self.database.reading() as session:
            return bool(session.scalar(IS_HELD, {"name": name, "host": self.host}))

    def ask(self, name: str) -> None:
        try:
            self._ask(name, None)
        except (Busy, DatabaseAway):
            self.folder.ask(name)

    def ask_at(self, name: str, moment: datetime) -> None:
        try:
            self._ask(name, moment)
        except (Busy, DatabaseAway):
            self.folder.ask_at(name, moment)

    def _ask(self, name: str, moment: datetime | None) -> None:
        """A moment takes back nothing that was asked for before."""
        with self._changing() as connection:
            _make(connection, name, self.folder.read(name))
            change = update(JobRun).where(JobRun.name == name)
            if moment is not None:
                change = change.where(JobRun.is_asked.is_(False))
            connection.execute(change.values(is_asked=True, asked_at=moment))

    def is_asked(self, name: str, now: datetime) -> bool:
        if self.folder.is_asked(name, now):
            return True
        with self.database.reading() as session:
            found = session.get(JobRun, name)
            if found is None or not found.is_asked:
                return False
            return found.asked_at is None or found.asked_at <= now

    def _changing(self) -> AbstractContextManager[Connection]:
        return self.database.changing(TERM)


def _make(connection: Connection, name: str, before: Run) -> None:
    """The row of a job, where there is none: with the run that its folder knows of."""
    values = {"name": name, "epoch": before.epoch, **_values(before)}
    row = {**values, "holder": "", "until": NOW, "is_asked": False}
    connection.execute(insert(JobRun).values(row).on_conflict_do_nothing())


def _values(run: Run) -> dict[str, Any]:
    return {
        "began_at": run.began_at,
        "ended_at": run.ended_at,
        "failed": run.failed,
        "done_at": run.done_at,
    }
