"""PostgreSQL by an address of several servers: the office goes to the one that takes writes, by itself, and one that says
nothing keeps nobody waiting.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from forms_app.base.database_address import for_sqlalchemy, shown
from forms_app.base.db import Busy, Database, DatabaseAway
from forms_app.base.engines import engine_for
from forms_app.base.notifications import Notifications
from forms_app.base.patience import patience
from tests import cluster, postgres
from tests.cluster import COMMITS_ALONE, LOAD

WRITE = text("INSERT INTO written VALUES (:number)")
WHERE = text("SELECT inet_server_port()")


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("postgresql:///kaigong", "postgresql:///kaigong"),
        (
            "postgresql://u:p%40@a:1,b:2/name?sslmode=require",
            "u:p%40@/name?host=a%2Cb&port=1%2C2&sslmode=require&target_session_attrs=read-write",
        ),
        ("postgresql://a,b:2/name", "/name?host=a%2Cb&port=5432%2C2&target_session_attrs=read-write"),
        ("postgresql://u@/name?host=a,b", "u@/name?host=a%2Cb&port=5432%2C5432&target_session_attrs=read-write"),
        ("postgresql://u@/name?host=a,b&port=7&target_session_attrs=any", "u@/name?host=a%2Cb&port=7%2C7&target_session_attrs=any"),
        ("postgresql://[::1]:5,[::2]/name", "/name?host=%3A%3A1%2C%3A%3A2&port=5%2C5432&target_session_attrs=read-write"),
    ],
)  # fmt: skip
def test_an_address_of_several_servers_is_understood_as_libpq_writes_it(
    said, read
) -> None:
    assert for_sqlalchemy(said).removeprefix("postgresql+psycopg://") == read


def test_several_servers_are_shown_without_the_password() -> None:
    address = for_sqlalchemy("postgresql://u:geheim@a:1,b:2/name?sslmode=require")
    assert shown(address) == "postgresql+psycopg://u:***@/name?host=a,b&port=1,2"


def test_ports_that_are_not_those_of_the_servers_are_a_fault() -> None:
    with pytest.raises(ValueError, match="2 ports for 3 servers"):
        for_sqlalchemy("postgresql://u@/name?host=a,b,c&port=1,2")


@pytest.fixture
def pair() -> Iterator[cluster.Cluster]:
    try:
        with cluster.cluster() as made:
            yield made
    except postgres.NoPostgres as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    try:
        with postgres.own_server() as made:
            cluster.say(made.url, "CREATE TABLE written (number int)")
            yield made
    except postgres.NoPostgres as missing:
        pytest.skip(str(missing))


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    engine = engine_for(for_sqlalchemy(url))
    try:
        yield engine
    finally:
        engine.dispose()


def write(database: Database, number: int) -> None:
    with database.writing() as session:
        session.execute(WRITE, {"number": number})


@pytest.mark.walk
def test_after_a_failover_all_goes_on_at_the_promoted_server_by_itself(
    pair, tmp_path
) -> None:
    cluster.say(pair.primary.url, "CREATE TABLE written (number int)")
    database = Database(for_sqlalchemy(pair.address("postgres")), tmp_path / "lock")
    news = Notifications(database, "told")
    stop = threading.Event()
    write(database, 1)
    news.wait(0.01, stop)
    pair.kill_primary()
    with pytest.raises(DatabaseAway):
        write(database, 2)
    pair.promote()
    began = time.monotonic()
    write(database, 3)
    news.wait(0.01, stop)  # what it listened at is gone
    news.wait(0.01, stop)
    assert time.monotonic() - began < 2
    with database.reading() as session:
        numbers = session.scalars(text("SELECT number FROM written")).all()
        assert numbers == [1, 3]
    cluster.say(pair.standby.url, "NOTIFY told")
    began = time.monotonic()
    news.wait(5, stop)
    assert time.monotonic() - began < 2, "it listens at the promoted one"
    news.close()
    database.close()


@pytest.mark.walk
def test_a_commit_that_waits_for_a_standby_which_is_gone_is_given_up_and_not_called_done(
    pair, tmp_path, monkeypatch
) -> None:
    cluster.say(pair.primary.url, "CREATE TABLE written (number int)")
    pair.standby.stop()
    monkeypatch.setattr(patience, "seconds", 2.0)
    database = Database(for_sqlalchemy(pair.address("postgres")), tmp_path / "lock")
    began = time.monotonic()
    with pytest.raises(DatabaseAway, match="said nothing"):
        write(database, 1)
    with pytest.raises(Busy):
        write(database, 2)  # behind the first, which the server has not let go
    assert time.monotonic() - began < 6
    cluster.say(pair.primary.url, COMMITS_ALONE)
    cluster.say(pair.primary.url, LOAD)
    write(database, 3)
    database.close()


@pytest.mark.walk
def test_a_statement_of_which_nothing_is_heard_ends_its_connection(
    server, monkeypatch
) -> None:
    monkeypatch.setattr(patience, "seconds", 1.0)
    with opened(server.url) as engine:
        with engine.connect() as connection:
            connection.execute(text("SELECT pg_sleep(0.5)"))
            pid = connection.scalar(text("SELECT pg_backend_pid()"))
            os.kill(pid, signal.SIGSTOP)
            try:
                began = time.monotonic()
                with pytest.raises(DBAPIError, match="said nothing for 1"):
                    connection.execute(WHERE)
                assert time.monotonic() - began < 3
                assert connection.invalidated
            finally:
                os.kill(pid, signal.SIGCONT)
        with engine.connect() as connection:
            assert connection.scalar(WHERE) == server.port


@pytest.mark.walk
def test_a_server_that_says_nothing_is_waited_for_once(server) -> None:
    with postgres.silent() as port:
        hosts = f"127.0.0.1:{port},127.0.0.1:{server.port}"
        with opened(f"postgresql://kaigong@{hosts}/postgres?connect_timeout=2") as both:
            took = [seconds_of_a_connection(both) for _time in range(3)]
        assert took[0] > 1 and max(took[1:]) < 0.5
        with opened(
            f"postgresql://kaigong@127.0.0.1:{port}/postgres?connect_timeout=2"
        ) as alone:
            with pytest.raises(DBAPIError, match="timeout"):
                alone.connect()
            began = time.monotonic()
            with pytest.raises(DBAPIError, match="a moment ago"):
                alone.connect()
            assert time.monotonic() - began < 0.5


def seconds_of_a_connection(engine: Engine) -> float:
    """A new one."""
    began = time.monotonic()
    with engine.connect() as connection:
        assert connection.scalar(WHERE)
        connection.detach()
        return time.monotonic() - began


@pytest.mark.walk
def test_a_server_that_takes_no_writes_any_more_is_left(pair) -> None:
    with opened(pair.address("postgres")) as engine:
        with engine.begin() as connection:
            assert connection.scalar(WHERE) == pair.primary.port
        pair.promote()  # and nobody told the other one before
        only_read = "ALTER SYSTEM SET default_transaction_read_only = on"
        cluster.say(pair.primary.url, only_read)
        cluster.say(pair.primary.url, LOAD)
        time.sleep(0.5)
        with pytest.raises(DBAPIError, match="read-only"), engine.begin() as connection:
            connection.execute(text("CREATE TABLE written (number int)"))
        with engine.begin() as connection:
            assert connection.scalar(WHERE) == pair.standby.port
            connection.execute(text("CREATE TABLE written (number int)"))
