"""The database: one engine, reading and writing sessions, migrations.

One writer at a time on either database, so that operations mean the same on both.
SQLite by default (WAL, synchronous=FULL, secure_delete; writers BEGIN IMMEDIATE behind
a thread lock and a file lock, readers plain BEGIN); PostgreSQL by DATABASE_URL (writers
behind an advisory lock, which also orders them across machines).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, inspect, text
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

from forms_app.base.away import (
    Busy,
    DatabaseClosed,
    translated,
)
from forms_app.base.away import (
    DatabaseAway as DatabaseAway,
)
from forms_app.base.engines import (
    BUSY_SECONDS,
    engine_for,
    for_reading,
    make_file,
    without_waiting,
)
from forms_app.base.lock import alone, is_held, lock_by
from forms_app.base.memory import remember
from forms_app.base.migrations.revision import VERSIONS, known_version, versions
from forms_app.base.moments import Moment
from forms_app.base.ownfile import lock_file
from forms_app.base.patience import NEVER_ENDS

# any number, as long as every process names the same
WRITE_LOCK = text("SELECT pg_advisory_xact_lock(7596553777)")
NO_HURRY = text("SET LOCAL idle_in_transaction_session_timeout = 0")
NO_LONGER = text(
    "SELECT set_config('idle_in_transaction_session_timeout', :seconds, true)"
)
# how long emptying the log waits for those who read it, holding writers up
READERS_MS = 2000


class Base(DeclarativeBase):
    """The tables.

    Constraints have names, so that migrations can change them on SQLite too.
    """

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Moment()}


class Database:
    """One engine with its two kinds of session."""

    def __init__(self, url: str, lock_file: Path) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite")
        self.engine = engine_for(url)
        # what every session carries in its `info`
        self.carried: dict[str, Any] = {}
        self._reader = sessionmaker(
            for_reading(self.engine), expire_on_commit=False, info=self.carried
        )
        self._writer, self._hasty = (
            sessionmaker(engine, expire_on_commit=False, info=self.carried)
            for engine in (self.engine, without_waiting(self.engine))
        )
        self._thread_lock = threading.Lock()
        self._lock_file = lock_file
        self._closing_file = lock_file.with_name("closing.lock")
        self._is_known = False
        # raises DatabaseAway for a database of another office (identity.py)
        self.must_belong: Callable[[Connection], None] = lambda _connection: None
        # raises DatabaseAway where the office went elsewhere (identity.py)
        self.must_be_here: Callable[[Session], None] = lambda _session: None
        # raises where whoever writes has no right to any more (jobs/shared_books.py)
        self.must_still: Callable[[Session], None] = lambda _session: None
        # called with each session that does what a request asks for, before anything is written
        self.on_writing: Callable[[Session], None] = lambda _session: None
        # touched when a commit asks for a rebuild
        self.wake_file = lock_file.parent / "wake" / "commit"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one consistent state and never waits for writers."""
        with translated(), self._reader() as session:
            self.look_once(session.connection())
            remember(session)
            yield session

    @contextmanager
    def writing(self, *, aside: bool = False, waits: bool = True) -> Iterator[Session]:
        """A session that holds the write lock; commits at the end, rolls back on any
        exception. `aside`: it does not do what the request asks for. Without `waits`, a
        power cut just after it may take it away again.

        Raises:
            Busy: the lock was not free within ten seconds.
            DatabaseAway: the database cannot be reached.
        """
        if is_held(self._closing_file):
            raise DatabaseClosed("it is being copied to another place.")
        with self._writing(self._writer if waits else self._hasty) as session:
            if not aside:
                self.on_writing(session)
            yield session

    @contextmanager
    def closed(self) -> Iterator[Session]:
        """The same for as long as it takes: whoever else wants to write on this machine
        is told at once, on another one after the usual ten seconds.

        Ends with the process, however that ends.

        Raises:
            Busy: somebody else is writing, or has it closed.
        """
        with alone(self._closing_file) as is_alone:
            if not is_alone:
                raise Busy
            with self._writing(self._writer) as session:
                if not self.is_sqlite:
                    session.execute(NO_HURRY)
                yield session
        self._closing_file.unlink(missing_ok=True)

    @contextmanager
    def _writing(self, of: sessionmaker[Session]) -> Iterator[Session]:
        with translated(), self._write_lock(), of() as session:
            with session.begin():
                if not self.is_sqlite:
                    # given back by the commit; whoever comes first is served first
                    session.execute(WRITE_LOCK)
                self.look_once(session.connection())
                self.must_be_here(session)
                self.must_still(session)
                yield session
            if session.info.get("wakes_publisher"):
                self.wake_file.parent.mkdir(exist_ok=True)
                self.wake_file.touch()

    def purge(self, tables: Iterable[str]) -> bool:
        """Rewrite what is stored, so that nothing deleted is left in a page, used or
        free, nor in the log beside it.

        False while somebody still reads an older state: then the log keeps it, until
        this is called again. `secure_delete` alone leaves copies of rows in pages from
        which they were moved before they were deleted.
        """
        with translated(), self._write_lock():
            if not self.is_sqlite:
                with self.engine.connect().execution_options(
                    isolation_level="AUTOCOMMIT"
                ) as connection:
                    driver: Any = connection.connection.driver_connection
                    driver.patience = NEVER_ENDS
                    for table in sorted(set(tables) & set(Base.metadata.tables)):
                        connection.exec_driver_sql(f'VACUUM (FULL, ANALYZE) "{table}"')
                return True
            raw = self.engine.raw_connection()
            try:
                raw.execute("VACUUM")
                raw.execute(f"PRAGMA busy_timeout={READERS_MS}")
                is_held = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
                return not is_held
            finally:
                raw.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000:.0f}")
                raw.close()

    @contextmanager
    def _write_lock(self) -> Iterator[None]:
        if not self.is_sqlite:
            yield
            return
        deadline = time.monotonic() + BUSY_SECONDS
        if not self._thread_lock.acquire(timeout=BUSY_SECONDS):
            raise Busy
        try:
            with lock_file(self._lock_file) as handle:
                if not lock_by(handle, deadline):
                    raise Busy
                yield
        finally:
            self._thread_lock.release()

    def is_new(self) -> bool:
        """Whether no office was ever kept in it: there is no file, or no table.

        Raises:
            DatabaseAway: it cannot be reached, so nobody knows.
        """
        if self.is_sqlite:
            return not Path(self.url.removeprefix("sqlite:///")).exists()
        with translated(), self._reader() as session:  # not yet known to be ours
            return not inspect(session.connection()).has_table("audit_head")

    @contextmanager
    def changing(self, seconds: float) -> Iterator[Connection]:
        """A short change of PostgreSQL without the write lock: whoever freezes in the
        middle of it holds nobody up for longer than `seconds`.

        Raises:
            Busy: somebody holds the same row.
            DatabaseAway: the database cannot be used.
        """
        with translated(), self.engine.begin() as connection:
            self.look_once(connection)
            connection.execute(NO_LONGER, {"seconds": f"{seconds}s"})
            yield connection

    def look_once(self, connection: Connection) -> None:
        """Whether this code knows the tables, and they are this office's; asked until
        it is so, once a process.
        """
        if not self._is_known:
            is_migrated = known_version(connection) is not None
            self.must_belong(connection)
            self._is_known = is_migrated

    def close(self) -> None:
        self.engine.dispose()


def alembic_config(url: str) -> Any:
    import alembic.config  # only where the tables are looked after

    config = alembic.config.Config()
    config.set_main_option("script_location", str(VERSIONS.parent))
    config.attributes["url"] = url
    return config


def migrate(url: str) -> None:
    """Bring the tables to the newest form; does nothing when they are.

    Raises:
        DatabaseAway: it cannot be reached, or cannot be used; nothing was changed.
    """
    if url.startswith("sqlite"):
        make_file(Path(url.removeprefix("sqlite:///")))
    with translated():
        if _version(url) == max(versions()):
            # as at nearly every start, which need not wait for Alembic and every
            # feature's models
            return
        import alembic.command

        alembic.command.upgrade(alembic_config(url), "head")


def _version(url: str) -> str | None:
    """The migration that was run last; None in an empty database."""
    engine = engine_for(url)
    try:
        with for_reading(engine).connect() as connection:
            return known_version(connection)
    finally:
        engine.dispose()
