"""Connections to PostgreSQL that wait for nobody for ever, to one server or to that of
several which takes writes.

A server that did not answer is not asked again for a few seconds: each new connection would
wait for it, whatever it is needed for.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import psycopg
from psycopg import OperationalError

from forms_app.base.patience import ALIVE

T = TypeVar("T")
INTERVAL = 0.1  # seconds between two looks whether anything was heard
NOT_ASKED_FOR = 5.0  # seconds after it did not answer
# A server that refuses says so sooner.
SLOW = 1.0


class Connection(psycopg.Connection[Any]):
    """One that ends when nothing is heard of a statement for `patience` seconds.

    It is closed, and nothing is cancelled: a commit that waits for its standby would be
    called done then, while only one server has it.
    """

    patience = ALIVE

    def wait(
        self,
        gen: Generator[Any, Any, T],
        interval: float = INTERVAL,
        timeout: float | None = None,
    ) -> T:
        if timeout is not None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(_while_heard(gen, self.patience), interval)
        except Silent:
            self.close()
            raise


class Silent(OperationalError):
    """Nothing was heard for too long."""


def _while_heard(
    statement: Generator[Any, Any, T], seconds: float
) -> Generator[Any, Any, T]:
    """Goes on with a statement as often as its connection is looked at."""
    last = time.monotonic()
    try:
        wanted = next(statement)
        while True:
            is_heard = yield wanted
            now = time.monotonic()
            if is_heard:
                last = now
            elif now - last > seconds:
                raise Silent(f"the server said nothing for {seconds:.0f} seconds")
            wanted = statement.send(is_heard)
    except StopIteration as done:
        result: T = done.value
        return result


@dataclass
class Servers:
    """Of one address, as the threads of a process know them: `away_until` (monotonic) by
    server, and the one that answered last.
    """

    away_until: dict[tuple[str, str], float] = field(default_factory=dict)
    last: tuple[str, str] = ("", "")
    asking: threading.Lock = field(default_factory=threading.Lock)

    def connect(self, arguments: Mapping[str, Any]) -> Connection:
        """To the first one that is as it should be.

        Raises:
            OperationalError: none is, or none answers.
        """
        refused = OperationalError("the server did not answer a moment ago")
        for server in self._in_order(arguments):
            if not self._may_ask(server):
                continue
            began = time.monotonic()
            try:
                connection = Connection.connect(**_told(arguments, server))
            except OperationalError as error:
                refused = error
                self._note(server, time.monotonic() - began > SLOW)
                continue
            self._note(server, False)
            self.last = server
            return connection
        raise refused

    def _in_order(self, arguments: Mapping[str, Any]) -> list[tuple[str, str]]:
        hosts = str(arguments.get("host", "")).split(",")
        ports = str(arguments.get("port", "")).split(",")
        every = zip(hosts, ports, strict=True)
        return sorted(every, key=lambda server: server != self.last)

    def _may_ask(self, server: tuple[str, str]) -> bool:
        """Of those that find it due again, one finds out for all."""
        with self.asking:
            until = self.away_until.get(server)
            if until is None:
                return True
            if time.monotonic() < until:
                return False
            self.away_until[server] = time.monotonic() + NOT_ASKED_FOR
            return True

    def _note(self, server: tuple[str, str], is_away: bool) -> None:
        with self.asking:
            if is_away:
                self.away_until[server] = time.monotonic() + NOT_ASKED_FOR
            else:
                self.away_until.pop(server, None)


def _told(arguments: Mapping[str, Any], server: tuple[str, str]) -> dict[str, Any]:
    """The arguments for one server; where none is named, libpq's own."""
    named = dict(zip(("host", "port"), server, strict=True))
    return {**arguments, **named} if any(server) else dict(arguments)
