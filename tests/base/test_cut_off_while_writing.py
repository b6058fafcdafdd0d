"""A host that is cut off from the database in the middle of a write keeps the others waiting for seconds, not for hours."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from forms_app.base.database_address import for_sqlalchemy
from forms_app.base.db import Busy, Database, DatabaseAway
from tests import postgres
from tests.cluster import LET_IN
from tests.namespaces import Network, NoNamespaces, network

HOST = "host"
SERVER = "server"
FREE_WITHIN = 15.0  # seconds


@pytest.fixture
def net() -> Iterator[Network]:
    try:
        with network(HOST, SERVER) as made:
            yield made
    except NoNamespaces as missing:
        pytest.skip(str(missing))


@pytest.fixture
def server(net: Network) -> Iterator[postgres.Server]:
    part = net[SERVER]
    try:
        with part.inside():
            made = postgres.Server(address=part.address)
            made.make()
            with (made.folder / "data" / "pg_hba.conf").open("a") as file:
                file.write(LET_IN)
            made.start()
    except postgres.NoPostgres as missing:
        pytest.skip(str(missing))
    yield made
    made.remove()


@pytest.mark.walk
def test_who_is_cut_off_while_writing_holds_nobody_up_for_long(
    net, server, tmp_path
) -> None:
    url = for_sqlalchemy(server.url)
    own = Database(url, tmp_path / "own.lock")
    others = Database(url, tmp_path / "others.lock")
    with net[HOST].inside():
        own.engine.connect().close()  # the pool keeps it
    with pytest.raises(DatabaseAway), own.writing() as session:
        session.execute(text("CREATE TABLE written (number int)"))
        with net.cut(HOST, SERVER):
            assert seconds_until_written(others) < FREE_WITHIN
    own.close()
    others.close()


def seconds_until_written(database: Database) -> float:
    began = time.monotonic()
    while True:
        try:
            with database.writing() as session:
                session.execute(text("CREATE TABLE other (number int)"))
            return time.monotonic() - began
        except Busy:
            assert time.monotonic() - began < FREE_WITHIN, "nobody can write"
