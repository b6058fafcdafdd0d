"""Rate limits: how often an address may try.

On SQLite a small file of its own, on PostgreSQL an UNLOGGED table.

A flood must not become a write flood on the main database: neither costs it a flush,
and losing the counters in a power cut costs nothing. Addresses are kept only as keyed
hashes.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from typing import Any, TypeVar

from flask import Flask, request, session
from flask_limiter import Limiter
from limits.storage import MemoryStorage, Storage
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import CursorResult, Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from forms_app.base.office import Office, current_office

TABLE = "CREATE TABLE IF NOT EXISTS rate_hits (key TEXT PRIMARY KEY, count INTEGER, until REAL)"
HIT = text(
    "INSERT INTO rate_hits (key, count, until) VALUES (:key, :amount, :until) ON "
    "CONFLICT (key) DO UPDATE SET "
    "count = CASE WHEN rate_hits.until < :now THEN excluded.count ELSE rate_hits.count "
    "+ excluded.count END, "
    "until = CASE WHEN rate_hits.until < :now THEN excluded.until ELSE rate_hits.until "
    "END RETURNING count"
)
FORGET = text("DELETE FROM rate_hits WHERE until < :now")
FORGET_ONE_IN = 500  # hits


class Counters(Storage):
    """Counters that every process of the office shares.

    With their database away each process counts for itself.
    """

    STORAGE_SCHEME = ["kaigong"]

    def __init__(
        self, uri: str | None = None, wrap_exceptions: bool = False, **options: Any
    ) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        self.engine: Engine = options["engine"]
        self.meanwhile = MemoryStorage()

    @property
    def base_exceptions(self) -> type[Exception]:
        return SQLAlchemyError

    def _do(self, statement: Any, **values: Any) -> tuple[Any, ...] | None:
        with self.engine.connect() as connection:
            done: CursorResult[Any] = connection.execute(statement, values)
            return tuple(row) if done.returns_rows and (row := done.first()) else None

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        now = time.time()
        try:
            row = self._do(HIT, key=key, amount=amount, now=now, until=now + expiry)
            if random.randrange(FORGET_ONE_IN) == 0:  # noqa: S311 - decides nothing but when to tidy up
                self._do(FORGET, now=now)
        except SQLAlchemyError:
            return self.meanwhile.incr(key, expiry, amount)
        assert row, "it gives the new count"
        return int(row[0])

    def get(self, key: str) -> int:
        try:
            query = text(
                "SELECT count FROM rate_hits WHERE key = :key AND until > :now"
            )
            row = self._do(query, key=key, now=time.time())
        except SQLAlchemyError:
            return self.meanwhile.get(key)
        return int(row[0]) if row else 0

    def get_expiry(self, key: str) -> float:
        try:
            row = self._do(
                text("SELECT until FROM rate_hits WHERE key = :key"), key=key
            )
        except SQLAlchemyError:
            return self.meanwhile.get_expiry(key)
        return float(row[0]) if row else time.time()

    def check(self) -> bool:
        return True

    def reset(self) -> int | None:
        self._do(text("DELETE FROM rate_hits"))
        return None

    def clear(self, key: str) -> None:
        self._do(text("DELETE FROM rate_hits WHERE key = :key"), key=key)

    def highest(self, prefix: str) -> int:
        """Of the keys that begin so."""
        query = text(
            "SELECT MAX(count) FROM rate_hits WHERE key LIKE :keys AND until > :now"
        )
        row = self._do(query, keys=f"{prefix}%", now=time.time())
        return int(row[0] or 0) if row else 0

    def clear_all(self, prefix: str) -> None:
        """The keys that begin so."""
        query = text("DELETE FROM rate_hits WHERE key LIKE :keys")
        self._do(query, keys=f"{prefix}%")


def _engine(office: Office) -> Engine:
    """Each hit is committed by itself."""
    if not office.database.is_sqlite:
        return office.database.engine.execution_options(isolation_level="AUTOCOMMIT")
    engine = create_engine(
        f"sqlite:///{office.data / 'limits.sqlite3'}",
        connect_args={"timeout": 2},
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
    )

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    with engine.connect() as connection:
        connection.execute(text(TABLE))
    return engine


def who() -> str:
    """Whoever has this address; of IPv6 whoever has its network, of which even a home
    has 18,446,744,073,709,551,616 addresses.
    """
    told = request.remote_addr or ""
    return current_office().keys.digest("index", "address", _network(told))


def _network(told: str) -> str:
    try:
        address = ip_address(told)
    except ValueError:
        return told
    if address.version == 4:
        return told
    return str(address.ipv4_mapped or ip_network((address, 64), strict=False))


def counters() -> Counters:
    """Those of the office that is answering."""
    found = limiter.storage
    assert isinstance(found, Counters)
    return found


View = TypeVar("View", bound=Callable[..., Any])


def takes(most: int) -> Callable[[View], View]:
    """A view that takes so many bytes with a request; every other one takes
    MAX_CONTENT_LENGTH.
    """

    def declare(view: View) -> View:
        view.takes = most  # type: ignore[attr-defined]
        return view

    return declare


def sizes(app: Flask) -> None:
    """Let views that declare it take more.

    Before whatever reads the form first, the check of its token.

    From whoever is signed in alone: nobody else gets as far as the view.
    """

    @app.before_request
    def _allow() -> None:
        most = getattr(app.view_functions.get(request.endpoint or ""), "takes", None)
        if most and ("enterprise" in session or "_user_id" in session):
            request.max_content_length = most


limiter = Limiter(who, headers_enabled=False, strategy="fixed-window")


def init_app(app: Flask, office: Office) -> None:
    app.config.setdefault("RATELIMIT_STORAGE_URI", "kaigong://")
    app.config.setdefault("RATELIMIT_STORAGE_OPTIONS", {"engine": _engine(office)})
    limiter.init_app(app)
