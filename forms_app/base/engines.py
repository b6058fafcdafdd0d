"""How a connection to SQLite or PostgreSQL is set up.

What it means when one fails: db.py.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event, make_url
from sqlalchemy.engine import Engine, ExceptionContext

from forms_app.base.away import DatabaseAway, DatabaseMissing
from forms_app.base.patience import ALIVE, patience

BUSY_SECONDS = 10.0
# in data/ of an office that has published something
LIVED_IN = "journal.jsonl"
# A machine that went away without a word is noticed within seconds; what the address
# itself says goes before these.
NOTICE = {
    "connect_timeout": 2,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 5_000,
}
# Nobody waits longer for a lock than for SQLite's; who froze while writing does not
# hold everybody up for ever; and what was acknowledged is on the disk, also on a server
# that was told not to wait for it.
SETTINGS = (
    "SET lock_timeout = '{lock:.0f}s'; SET idle_in_transaction_session_timeout = '5min'; "
    "SELECT set_config('synchronous_commit', 'on', false) WHERE "
    "current_setting('synchronous_commit') = 'off'; "
    # The server, too, notices within ten seconds that who was writing went away without
    # a word: until then nobody else can write. By itself it would take two hours.
    "SET tcp_keepalives_idle = '5s'; SET tcp_keepalives_interval = '2s'; "
    "SET tcp_keepalives_count = 2; SET tcp_user_timeout = '5s'"
)
DOES_NOT_WAIT = "does_not_wait"
READ_ONLY_NOW = "25006"  # SQLSTATE: a write within a transaction that only reads
# Every thread of a web worker may read (who is signed in) and write at once.
POOL = {"pool_size": 8, "max_overflow": 12, "pool_timeout": BUSY_SECONDS}


def engine_for(url: str) -> Engine:
    return sqlite_engine(url) if url.startswith("sqlite") else postgresql_engine(url)


def sqlite_engine(url: str) -> Engine:
    """Never makes the file: an office that lost its database must not get an empty one
    (db.migrate makes the first).
    """
    file = Path(url.removeprefix("sqlite:///")).absolute().as_uri()

    def open_file() -> sqlite3.Connection:
        return sqlite3.connect(
            f"{file}?mode=rw", BUSY_SECONDS, check_same_thread=False, uri=True
        )

    engine = create_engine(url, creator=open_file)

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "secure_delete=ON",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        options = connection.get_execution_options()
        if options.get("reads_only"):
            connection.exec_driver_sql("BEGIN")
            return
        waits = "NORMAL" if options.get(DOES_NOT_WAIT) else "FULL"
        connection.connection.driver_connection.execute(f"PRAGMA synchronous={waits}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def postgresql_engine(url: str) -> Engine:
    from forms_app.base.postgresql import Servers  # only where there is PostgreSQL

    own = make_url(url).query
    arguments = {name: value for name, value in NOTICE.items() if name not in own}
    engine = create_engine(url, pool_pre_ping=True, connect_args=arguments, **POOL)
    servers = Servers()

    @event.listens_for(engine, "do_connect")
    def _open(_dialect: Any, _record: Any, _words: Any, said: dict[str, Any]) -> Any:
        return servers.connect(said)

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.execute(SETTINGS.format(lock=patience.for_locks(BUSY_SECONDS)))
        connection.commit()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        if connection.get_execution_options().get(DOES_NOT_WAIT):
            connection.exec_driver_sql("SET LOCAL synchronous_commit = off")

    _be_patient(engine)
    event.listen(engine, "handle_error", _leave_standby)
    return engine


def _be_patient(engine: Engine) -> None:
    """For as long as the process says, while a connection is used; while it waits in the
    pool, no longer than it takes to see that it still lives.
    """

    @event.listens_for(engine, "checkout")
    def _use(connection: Any, _record: Any, _used: Any) -> None:
        connection.patience = patience.seconds

    @event.listens_for(engine, "checkin")
    def _give_back(connection: Any, _record: Any) -> None:
        if connection is not None:
            connection.patience = ALIVE


def _leave_standby(context: ExceptionContext) -> None:
    """A server that takes no writes any more has become a standby: every connection to it
    is given up, and the next one goes to where writes are taken.
    """
    if getattr(context.original_exception, "sqlstate", None) == READ_ONLY_NOW:
        context.is_disconnect = True


def make_file(file: Path) -> None:
    """The first time, an empty file that only the service reads."""
    if file.exists():
        _for_its_owner(file)
        return
    if (file.parent / LIVED_IN).exists():
        raise DatabaseMissing(
            f"there is no {file}, though this office has worked before."
        )
    try:
        file.touch(mode=0o600)
    except OSError as error:
        raise DatabaseAway(f"{file} cannot be made ({error.strerror}).") from None


def _for_its_owner(file: Path) -> None:
    """An office of an earlier version has it open for everybody to read."""
    for path in (file, *file.parent.glob(f"{file.name}-*")):
        with suppress(OSError):  # another user's, who may have reasons
            path.chmod(0o600)


def without_waiting(engine: Engine) -> Engine:
    """The same connections, for what nobody was told of: a commit does not wait until it
    is on the disk, and only a power cut in the next moments takes it away.
    """
    return engine.execution_options(**{DOES_NOT_WAIT: True})


def for_reading(engine: Engine) -> Engine:
    """The same connections, for sessions that see one state from their beginning to
    their end and write nothing.
    """
    if engine.dialect.name == "sqlite":
        return engine.execution_options(reads_only=True)
    return engine.execution_options(
        isolation_level="REPEATABLE READ", postgresql_readonly=True
    )
