"""Two servers of PostgreSQL, each wherever it is put: a primary and its synchronous standby, without which nothing is
committed. Who watches over such a pair is played by the test (Patroni, where an office is at work): it promotes the standby
when the primary is gone, and lets it commit alone.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import psycopg

from tests.postgres import FAST, NoPostgres, Server
from tests.publishing.served import children_of
from tests.storm import HERE, Place

STANDBY = "standby"
IN_TIME = 30.0  # seconds
LET_IN = """
host all all 10.0.0.0/8 trust
host replication all 10.0.0.0/8 trust
"""
IS_SYNCHRONOUS = (
    "SELECT count(*) FROM pg_stat_replication "
    "WHERE application_name = 'standby' AND sync_state = 'sync'"
)
WAITS_FOR_STANDBY = "ALTER SYSTEM SET synchronous_standby_names = 'standby'"
COMMITS_ALONE = "ALTER SYSTEM RESET synchronous_standby_names"
LOAD = "SELECT pg_reload_conf()"


class Cluster:
    """`places`: where the two are."""

    def __init__(self, places: Sequence[Place] = (HERE, HERE)) -> None:
        self.places = places
        self.primary, self.standby = map(_server, places)

    def start(self) -> None:
        of_primary, of_standby = self.places
        with of_primary.inside():
            self.primary.make()
            _let_in(self.primary)
            self.primary.start()
        with of_standby.inside():
            self._copy()
            self.standby.start()
        for one in (self.primary, self.standby):
            say(one.url, WAITS_FOR_STANDBY)
            say(one.url, LOAD)
        wait_for(self.primary.url, IS_SYNCHRONOUS, 1)

    def _copy(self) -> None:
        source = self.primary
        where = f"host={source.address} port={source.port} user=kaigong"
        self.standby.run(
            "pg_basebackup",
            "--pgdata",
            self.standby.folder / "data",
            "--dbname",
            f"{where} application_name={STANDBY}",
            "--write-recovery-conf",
            "--checkpoint=fast",
            "--no-sync",
        )

    def address(self, database: str) -> str:
        """As DATABASE_URL names a database of both."""
        both = (self.primary, self.standby)
        hosts = ",".join(f"{one.address}:{one.port}" for one in both)
        return f"postgresql://kaigong@{hosts}/{database}"

    def kill_primary(self) -> None:
        """As when its machine loses power: no process of it says goodbye."""
        process = self.primary.process
        assert process
        os.kill(process.pid, signal.SIGSTOP)  # it begins no other meanwhile
        for pid in [process.pid, *children_of(process.pid)]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait(IN_TIME)
        self.primary.process = None

    def promote(self) -> None:
        """What whoever watches over the two does when the primary is gone."""
        standby = self.standby
        standby.run("pg_ctl", "promote", "--pgdata", standby.folder / "data")
        say(standby.url, COMMITS_ALONE)
        say(standby.url, LOAD)

    def remove(self) -> None:
        for one in (self.standby, self.primary):
            one.remove()


def _server(place: Place) -> Server:
    with place.inside():
        return Server(FAST, place.host)


def _let_in(server: Server) -> None:
    with (server.folder / "data" / "pg_hba.conf").open("a") as file:
        file.write(LET_IN)


def say(url: str, sql: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql)


def wait_for(url: str, query: str, value: object) -> None:
    deadline = time.monotonic() + IN_TIME
    while True:
        with psycopg.connect(url, autocommit=True) as connection:
            row = connection.execute(query).fetchone()
        if row and row[0] == value:
            return
        if time.monotonic() > deadline:
            raise NoPostgres(f"it is not so: {query}")
        time.sleep(0.1)


@contextmanager
def cluster(places: Sequence[Place] = (HERE, HERE)) -> Iterator[Cluster]:
    made = Cluster(places)
    try:
        made.start()
        yield made
    finally:
        made.remove()
