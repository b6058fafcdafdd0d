"""The storm over two hosts that share PostgreSQL and an object store: whatever is killed or stopped on either, what was
shown is kept once, and both accept and serve the same.
"""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial

import pytest
from sqlalchemy import select

from forms_app.base.fence import Fenced
from forms_app.base.office import Office
from forms_app.base.publisher_lease import Lease, TableFence
from tests import storm
from tests.publishing import cold
from tests.publishing.test_accept import path_of, told
from tests.s3 import SECRET
from tests.supervised import free_port
from tests.test_storm import (
    VISITORS,
    Acknowledged,
    check_register,
    edit,
    is_calm,
    say,
    visit,
    wait_until,
    without_requests,
)
from tests.visitor import Phone

pytestmark = [
    pytest.mark.long,
    pytest.mark.postgresql_only(reason="SQLite is on one machine"),
]
__all__ = ["say"]  # a fixture


@pytest.fixture
def shared(s3_server, monkeypatch) -> dict[str, str]:
    """What both hosts are set to."""
    bucket = s3_server.bucket()
    settings = {
        "KAIGONG_OBJECTS": f"s3://{bucket.name}/objects",
        "KAIGONG_OBJECTS_ENDPOINT": bucket.endpoint,
        "KAIGONG_OBJECTS_SECRET": SECRET,
        "KAIGONG_PUBLIC_URL": "http://127.0.0.1:8000",  # of what is before them
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    return settings


def test_nothing_is_lost_or_doubled_in_a_storm_over_two_hosts(
    office, other, shared, tmp_path, say
) -> None:
    hosts = (office, other)
    for one in hosts:
        one.database.close()
    shown = Acknowledged()
    over = threading.Event()
    logs = [tmp_path / "first.log", tmp_path / "second.log"]
    try:
        with ExitStack() as stack, ThreadPoolExecutor(VISITORS + 2) as pool:
            running = [
                stack.enter_context(
                    storm.running(one.config.office, free_port(), log, shared)
                )
                for one, log in zip(hosts, logs, strict=True)
            ]
            for one in running:
                shown.until_shown(partial(Phone(one.address, 0).open, "/"))
            say("both serve")
            edits = [pool.submit(edit, one) for one in hosts]
            visits = [
                pool.submit(visit, running[number % 2].address, number, shown, over)
                for number in range(VISITORS)
            ]
            try:
                stopped = storm.rage(running, shown.count, say)
                for one in visits:
                    one.result()
                files = {**edits[0].result(), **edits[1].result()}
                say("the storm is over")
                for one in hosts:
                    wait_until(partial(is_calm, one, files, stopped))
                took = wait_until(partial(is_one_site, hosts))
                say(f"both serve the same after {took:.1f} s more")
            finally:
                over.set()
        check(hosts, shown, files)
        say(f"epoch {epoch_of(office)} at the end")
    except BaseException:
        for log in logs:
            print(*without_requests(log), sep="\n")
        raise
    finally:
        say(f"{shown.count()} acknowledged, {len(shown.again)} tries again")


def epoch_of(office: Office) -> int:
    with office.database.reading() as session:
        return session.scalars(select(Lease.epoch)).one()


def is_one_site(hosts: tuple[Office, Office]) -> bool:
    """What is released last is on both."""
    try:
        first, second = map(cold.released, hosts)
    except FileNotFoundError:  # it is just replaced
        return False
    return first == second


def check(
    hosts: tuple[Office, Office], shown: Acknowledged, files: dict[str, bytes]
) -> None:
    first = hosts[0]
    check_register(first, shown)
    for one in hosts:
        assert not [reference for reference in files if reference in told(one)]
        saved = {reference: path_of(one, reference).read_bytes() for reference in files}
        assert saved == files, os.fspath(one.content)
        assert not list(one.content.rglob("*~")), "nobody edited what another did"
    assert is_one_site(hosts)
    late = TableFence(first.database, first.data)
    late.epoch = epoch_of(first) - 1
    assert late.epoch > 0
    with (
        first.database.engine.begin() as connection,
        pytest.raises(Fenced),
        late.within(connection),
    ):
        raise AssertionError
