"""The database: one engine, reading and writing sessions, migrations.

SQLite by default (WAL, synchronous=FULL, secure_delete; writers BEGIN IMMEDIATE behind a thread lock and a file lock,
readers plain BEGIN), PostgreSQL by DATABASE_URL. Figures behind these settings: README, "How it is built".
"""

from __future__ import annotations

import fcntl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import DateTime, MetaData, create_engine, event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.types import TypeDecorator

from forms_app.clock import SHANGHAI

BUSY_SECONDS = 10.0


class Busy(Exception):
    """Somebody else is writing and did not finish in time; nothing of this change was kept."""


class DatabaseAway(Exception):
    """The database cannot be reached."""


class Moment(TypeDecorator[datetime]):
    """An aware datetime in; an aware one in Asia/Shanghai out. Stored as naive office time, on any database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(SHANGHAI).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return None if value is None else value.replace(tzinfo=SHANGHAI)


class Base(DeclarativeBase):
    """The tables. Constraints have names, so that migrations can change them on SQLite too."""

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
        self.engine = _sqlite_engine(url) if self.is_sqlite else create_engine(url, pool_pre_ping=True)
        self._reader = sessionmaker(self.engine.execution_options(reads_only=True), expire_on_commit=False)
        self._writer = sessionmaker(self.engine, expire_on_commit=False)
        self._thread_lock = threading.Lock()
        self._lock_file = lock_file
        self.wake_file = lock_file.parent / "wake" / "commit"  # touched when a commit asks for a rebuild

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one consistent state and never waits for writers."""
        with _translated(), self._reader() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that holds the write lock; commits at the end, rolls back on any exception.

        Raises:
            Busy: the lock was not free within ten seconds.
            DatabaseAway: the database cannot be reached.
        """
        with _translated(), self._write_lock(), self._writer() as session:
            with session.begin():
                yield session
            if session.info.get("wakes_publisher"):
                self.wake_file.parent.mkdir(exist_ok=True)
                self.wake_file.touch()

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

    def close(self) -> None:
        self.engine.dispose()


def _lock_file(handle: Any, deadline: float) -> None:
    """SQLite's own waiting is unfair between processes (worst write 2,940 ms); this lock made it 203 ms."""
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise Busy from None
            time.sleep(0.002)
        else:
            return


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        if "locked" in str(error.orig):
            raise Busy from error
        raise DatabaseAway(str(error.orig)) from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise DatabaseAway(str(error.orig)) from error
        raise


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        reads_only = connection.get_execution_options().get("reads_only", False)
        connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")

    return engine


def alembic_config(url: str) -> Any:
    import alembic.config  # only where the tables are looked after

    config = alembic.config.Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["url"] = url
    return config


def migrate(url: str) -> None:
    """Bring the tables to the newest form; does nothing when they are."""
    import alembic.command

    alembic.command.upgrade(alembic_config(url), "head")
