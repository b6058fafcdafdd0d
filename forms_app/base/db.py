"""The database: one engine, reading and writing sessions, migrations.

One writer at a time on either database, so that operations mean the same on both.
SQLite by default (WAL, synchronous=FULL, secure_delete; writers BEGIN IMMEDIATE behind
a thread lock and a file lock, readers plain BEGIN); PostgreSQL by DATABASE_URL (writers
behind an advisory lock, which also orders them across machines).
"""

from __future__ import annotations

import fcntl
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import DateTime, MetaData, inspect, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.types import TypeDecorator

from forms_app.base.clock import SHANGHAI
from forms_app.base.engines import (
    BUSY_SECONDS,
    for_reading,
    postgresql_engine,
    sqlite_engine,
)

# any number, as long as every process names the same
WRITE_LOCK = text("SELECT pg_advisory_xact_lock(7596553777)")
# What PostgreSQL says (SQLSTATE) when others are in the way: a lock or a statement took
# too long, a deadlock, a serialization failure, too many connections.
IN_THE_WAY = {"55P03", "57014", "40P01", "40001", "53300"}
# It answers, but cannot be used: a standby that only reads, tables or columns that are
# not there yet.
NOT_USABLE = {"25006", "42P01", "42703"}
VERSIONS = Path(__file__).parent / "migrations" / "versions"
# how long emptying the log waits for those who read it, holding writers up
READERS_MS = 2000


class Busy(Exception):
    """Somebody else is writing and did not finish in time; nothing of this change was
    kept.
    """


class DatabaseAway(Exception):
    """The database cannot be reached."""


class Moment(TypeDecorator[datetime]):
    """An aware datetime in; an aware one in Asia/Shanghai out.

    Stored as naive office time, on any database.
    """

    impl = DateTime
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Any
    ) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(SHANGHAI).replace(tzinfo=None)

    def process_result_value(
        self, value: datetime | None, dialect: Any
    ) -> datetime | None:
        return None if value is None else value.replace(tzinfo=SHANGHAI)


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
        self.engine = sqlite_engine(url) if self.is_sqlite else postgresql_engine(url)
        self._reader = sessionmaker(for_reading(self.engine), expire_on_commit=False)
        self._writer = sessionmaker(self.engine, expire_on_commit=False)
        self._thread_lock = threading.Lock()
        self._lock_file = lock_file
        # touched when a commit asks for a rebuild
        self.wake_file = lock_file.parent / "wake" / "commit"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one consistent state and never waits for writers."""
        with _translated(), self._reader() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that holds the write lock; commits at the end, rolls back on any
        exception.

        Raises:
            Busy: the lock was not free within ten seconds.
            DatabaseAway: the database cannot be reached.
        """
        with _translated(), self._write_lock(), self._writer() as session:
            with session.begin():
                if not self.is_sqlite:
                    # given back by the commit; whoever comes first is served first
                    session.execute(WRITE_LOCK)
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
        with _translated(), self._write_lock():
            if not self.is_sqlite:
                with self.engine.connect().execution_options(
                    isolation_level="AUTOCOMMIT"
                ) as connection:
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
            with self._lock_file.open("a") as handle:
                _lock_file(handle, deadline)
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
        with self.reading() as session:
            return not inspect(session.connection()).has_table("audit_head")

    def close(self) -> None:
        self.engine.dispose()


def _lock_file(handle: Any, deadline: float) -> None:
    """SQLite's own waiting is unfair between processes (worst write 2,940 ms); this
    lock made it 203 ms.
    """
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise Busy from None
            time.sleep(0.002)
        else:
            return


def meaning(error: BaseException) -> Busy | DatabaseAway | None:
    """What a failure of the database's driver means for people; None when it is a fault
    of ours.
    """
    if isinstance(error, NoConnectionFree):
        return Busy()
    if not isinstance(error, DBAPIError):
        return None
    state = getattr(error.orig, "sqlstate", None)
    is_locked = isinstance(error.orig, sqlite3.OperationalError) and "locked" in str(
        error.orig
    )
    if is_locked or state in IN_THE_WAY:
        return Busy()
    if (
        isinstance(error, OperationalError)
        or error.connection_invalidated
        or state in NOT_USABLE
    ):
        return DatabaseAway(str(error.orig).strip())
    return None


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, NoConnectionFree) as error:
        known = meaning(error)
        if known is None:
            raise
        raise known from error


def alembic_config(url: str) -> Any:
    import alembic.config  # only where the tables are looked after

    config = alembic.config.Config()
    config.set_main_option("script_location", str(VERSIONS.parent))
    config.attributes["url"] = url
    return config


def migrate(url: str) -> None:
    """Bring the tables to the newest form; does nothing when they are.

    Raises:
        DatabaseAway: it cannot be reached; nothing was changed.
    """
    with _translated():
        if (
            _version(url)
            == max(path.name for path in VERSIONS.glob("[0-9]*.py")).partition("_")[0]
        ):
            # as at nearly every start, which need not wait for Alembic and every
            # feature's models
            return
        import alembic.command

        alembic.command.upgrade(alembic_config(url), "head")


def _version(url: str) -> str | None:
    """The migration that was run last; None in an empty database."""
    engine = sqlite_engine(url) if url.startswith("sqlite") else postgresql_engine(url)
    try:
        with for_reading(engine).connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            version: str | None = connection.scalar(
                text("SELECT version_num FROM alembic_version")
            )
            return version
    finally:
        engine.dispose()
