"""What PostgreSQL tells those who listen: that something was committed, at once. Whoever
waits also looks by itself now and then: a notification may be lost with its connection.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, cast

from forms_app.base.away import Busy, DatabaseAway, translated
from forms_app.base.db import Database

if TYPE_CHECKING:
    from psycopg import Connection


class Notifications:
    """Of one channel, on a connection of its own."""

    def __init__(self, database: Database, channel: str) -> None:
        self.database = database
        self.channel = channel
        self.connection: Connection[Any] | None = None

    def wait(self, seconds: float, stop: threading.Event) -> None:
        """Until something is told, at most so long; without the database so long."""
        from psycopg import Error

        try:
            if self.connection is None:
                self.connection = self._listen()
            for _told in self.connection.notifies(timeout=seconds, stop_after=1):
                return
        except (Error, Busy, DatabaseAway):
            self.close()
            stop.wait(seconds)

    def _listen(self) -> Connection[Any]:
        with translated():
            own = self.database.engine.raw_connection()
            connection = cast("Connection[Any]", own.driver_connection)
            own.detach()
        connection.rollback()
        connection.autocommit = True
        connection.execute(f'LISTEN "{self.channel}"')
        return connection

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None
