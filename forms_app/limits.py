"""Rate limits: how often an address may try, kept in a small database file of its own.

A flood must not become a write flood on the main database. Addresses are kept only as keyed hashes.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

from flask import Flask, request
from flask_limiter import Limiter
from limits.storage import Storage

from forms_app.office import Office, current_office


class FileStorage(Storage):
    """Counters in SQLite with synchronous=OFF; losing them in a power cut costs nothing."""

    STORAGE_SCHEME = ["kaigong-file"]

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **options: Any) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions, **options)
        self.path = Path(str(uri).removeprefix("kaigong-file://"))
        with self._open() as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS hits (key TEXT PRIMARY KEY, count INTEGER, until REAL)")

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=2, isolation_level=None)
        connection.execute("PRAGMA synchronous=OFF")
        return connection

    @property
    def base_exceptions(self) -> type[Exception]:
        return sqlite3.Error

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        now = time.time()
        sql = (
            "INSERT INTO hits VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET "
            "count = CASE WHEN until < ? THEN excluded.count ELSE count + excluded.count END, "
            "until = CASE WHEN until < ? THEN excluded.until ELSE until END RETURNING count"
        )
        with self._open() as connection:
            return int(connection.execute(sql, (key, amount, now + expiry, now, now)).fetchone()[0])

    def get(self, key: str) -> int:
        with self._open() as connection:
            row = connection.execute(
                "SELECT count FROM hits WHERE key = ? AND until > ?", (key, time.time())
            ).fetchone()
        return int(row[0]) if row else 0

    def get_expiry(self, key: str) -> float:
        with self._open() as connection:
            row = connection.execute("SELECT until FROM hits WHERE key = ?", (key,)).fetchone()
        return float(row[0]) if row else time.time()

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        with self._open() as connection:
            return connection.execute("DELETE FROM hits").rowcount

    def clear(self, key: str) -> None:
        with self._open() as connection:
            connection.execute("DELETE FROM hits WHERE key = ?", (key,))


def _who() -> str:
    return current_office().keys.digest("index", "address", request.remote_addr or "")


limiter = Limiter(_who, headers_enabled=False, strategy="fixed-window")


def init_app(app: Flask, office: Office) -> None:
    app.config.setdefault("RATELIMIT_STORAGE_URI", f"kaigong-file://{office.data / 'limits.sqlite3'}")
    limiter.init_app(app)
