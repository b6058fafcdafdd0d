"""One publisher appends at a time, on one folder and on hosts that share a database: whoever was thought gone, and
wakes, is refused.
"""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from forms_app.base import db, fence, logs, pulse, rebuilds
from forms_app.base.config import Config
from forms_app.base.db import Database
from forms_app.base.fence import Fence, Fenced
from forms_app.base.processes import end_with_parent
from forms_app.base.publisher_lease import HELD_WITHIN, TableFence, fence_of
from forms_app.publishing.intake.journal import Journal
from forms_app.publishing.release.log import ReleaseLog
from forms_app.publishing.release.log_line import Heading
from forms_app.publishing.service import lease
from forms_app.publishing.service.register import Register
from tests import postgres
from tests.conftest import NOW, PROJECT
from tests.publishing.test_lease import CHANGE

TERM = 1.5
# Another host's publisher: appends at each line it is told, and says what came of it.
PUBLISHER = f"""
import sys, threading
from pathlib import Path
from forms_app.base import publisher_lease, pulse
from forms_app.base.db import Database
from forms_app.base.fence import Fenced
from forms_app.publishing.intake.journal import Change, Journal
from forms_app.publishing.service import lease
from forms_app.publishing.service.register import Register
publisher_lease.TERM, lease.RENEW_EVERY = {TERM}, 0.3
data = Path(sys.argv[1])
own = publisher_lease.fence_of(Database(sys.argv[2], data / "write.lock"), data)
with lease.held(data, own, threading.Event()):
    pulse.start(data)
    print("held", flush=True)
    for _line in sys.stdin:
        try:
            Journal(data / "journal.jsonl").append([Change(*{astuple(CHANGE)!r})])
            print("appended", flush=True)
        except Fenced:
            print("refused", flush=True)
"""


class Hosts:
    """Two folders and what they share: `second` is the first one where that is all."""

    def __init__(self, folder: Path, url: str, is_shared: bool) -> None:
        self.url = url
        self.first = folder / "first"
        self.second = folder / "second" if is_shared else self.first
        for data in (self.first, self.second):
            data.mkdir(exist_ok=True)
        self.database = Database(url, folder / "write.lock")

    def fence(self, data: Path | None = None) -> Fence:
        return fence_of(self.database, data or self.second)

    @contextmanager
    def publisher(self) -> Iterator[subprocess.Popen[str]]:
        """Of the first folder; holds the lease."""
        command = [sys.executable, "-c", PUBLISHER, str(self.first), self.url]
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        parent = os.getpid()
        process = subprocess.Popen(
            command,
            cwd=PROJECT,
            text=True,
            preexec_fn=lambda: end_with_parent(parent),
            **pipes,
        )
        try:
            assert process.stdout.readline() == "held\n"
            yield process
        finally:
            process.kill()
            process.wait()


def tell(process: subprocess.Popen[str]) -> str:
    print("append", file=process.stdin, flush=True)
    return process.stdout.readline().strip()


@pytest.fixture(autouse=True)
def short_terms(monkeypatch) -> Iterator[None]:
    monkeypatch.setattr("forms_app.base.publisher_lease.TERM", TERM)
    monkeypatch.setattr(lease, "RENEW_EVERY", 0.3)
    monkeypatch.setattr(lease, "TERM", TERM - pulse.WHOLE)
    yield
    fence.leave()


@pytest.fixture
def shared(databases, tmp_path) -> Iterator[Hosts]:
    with databases.fresh() as url:
        made = Hosts(tmp_path, _for_the_app(url), is_shared=True)
        yield made
        made.database.close()


@pytest.fixture(params=["file", "table"])
def hosts(request, tmp_path) -> Hosts:
    if request.param == "table":
        return request.getfixturevalue("shared")
    return Hosts(tmp_path, f"sqlite:///{tmp_path / 'kaigong.db'}", is_shared=False)


def _for_the_app(url: str) -> str:
    given = {"KAIGONG_OFFICE": "/", "DATABASE_URL": url}
    return Config.from_environ(given).database_url


@pytest.mark.walk
def test_one_that_was_stopped_and_wakes_after_another_took_over_is_refused(
    hosts,
) -> None:
    with hosts.publisher() as first:
        assert tell(first) == "appended"
        first.send_signal(signal.SIGSTOP)
        began = time.monotonic()
        with lease.held(hosts.second, hosts.fence(), threading.Event()) as is_held:
            assert is_held
            assert time.monotonic() - began < TERM + 8, "it was not waited for"
            Journal(hosts.second / "journal.jsonl").append([CHANGE])
            first.send_signal(signal.SIGCONT)
            assert tell(first) == "refused"
    before = Journal(hosts.first / "journal.jsonl")
    assert len(list(before)) == (2 if hosts.first == hosts.second else 1)


@pytest.mark.walk
def test_one_that_stands_by_waits_for_one_that_renews(shared) -> None:
    with shared.publisher() as first:
        stop = threading.Event()
        threading.Timer(2 * TERM, stop.set).start()
        with lease.held(shared.second, shared.fence(), stop) as is_held:
            assert not is_held
        assert pulse.read(shared.second).process == os.getpid(), "it is told to wait"
        assert tell(first) == "appended"


def test_a_holder_that_another_took_over_from_is_told_to_stop(shared) -> None:
    stop = threading.Event()
    with lease.held(shared.first, shared.fence(shared.first), stop):
        with shared.database.engine.begin() as connection:
            connection.execute(text("UPDATE lease SET epoch = epoch + 1"))
        assert stop.wait(10)


def test_one_that_ends_is_followed_at_once_and_one_of_the_same_folder_after_a_kill(
    shared,
) -> None:
    stop = threading.Event()
    with lease.held(shared.first, shared.fence(shared.first), stop):
        assert not shared.fence().take()
        assert shared.fence(shared.first).take(), "one that was killed"
    again = shared.fence(shared.first)
    assert again.take()
    assert not shared.fence().take()
    again.give_back()
    assert shared.fence().take()


@pytest.mark.walk
def test_one_that_freezes_within_an_append_holds_nobody_up(shared) -> None:
    own = shared.fence(shared.first)
    assert own.take()
    with pytest.raises(Fenced), own.appending():
        deadline = time.monotonic() + 4 * TERM + 8
        while not shared.fence().take():
            assert time.monotonic() < deadline
            time.sleep(0.1)


@pytest.mark.walk
def test_the_database_away_decides_nothing_until_it_is_back(
    tmp_path, monkeypatch
) -> None:
    monkeypatch.setattr("forms_app.base.publisher_lease.RENEW_EVERY", 0.0)
    with postgres.own_server() as server:
        url = _for_the_app(server.url)
        db.migrate(url)
        hosts = Hosts(tmp_path, url, is_shared=True)
        begun = hosts.fence(hosts.first)
        late = hosts.fence()
        assert begun.take()
        server.stop()
        assert late.take(), "it may start, and take away"
        for own in (begun, late):
            with own.appending():
                pass
            assert own.renew()
        server.start()
        with begun.appending():
            pass
        assert not late.renew()
        with pytest.raises(Fenced), late.appending():
            pass
        hosts.database.close()


@pytest.mark.walk
def test_one_that_stands_by_does_not_take_over_because_the_database_is_away(
    tmp_path,
) -> None:
    with postgres.own_server() as server:
        url = _for_the_app(server.url)
        db.migrate(url)
        hosts = Hosts(tmp_path, url, is_shared=True)
        assert hosts.fence(hosts.first).take()
        late = hosts.fence()
        assert not late.take()
        server.stop()
        started_anew = hosts.fence()
        for own in (late, started_anew):
            assert not own.take(), "it may not know what was approved last"
            assert own.is_alone
        server.start()
        while not late.take():
            assert late.is_alone or not late.epoch
        hosts.database.close()


def test_one_that_stands_by_goes_on_where_the_disk_takes_nothing(
    shared, monkeypatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    assert shared.fence(shared.first).take()
    late = shared.fence()
    monkeypatch.setattr(Path, "touch", full)
    assert not late.take()
    assert late.stands_by


def test_a_renewal_that_hangs_keeps_neither_an_append_nor_the_other_host_waiting(
    shared,
) -> None:
    own = shared.fence(shared.first)
    assert own.take()
    with shared.database.engine.begin() as hanging:
        hanging.execute(text("UPDATE lease SET until = until"))
        began = time.monotonic()
        assert not shared.fence().take()
        assert time.monotonic() - began < 1
        with own.appending():
            assert own.is_alone, "it counts as away"
        assert time.monotonic() - began < HELD_WITHIN + 2


@pytest.mark.walk
def test_rows_are_taken_only_under_the_epoch(shared) -> None:
    own = shared.fence(shared.first)
    assert own.take()
    time.sleep(TERM + 0.1)
    begin = shared.database.engine.begin
    with begin() as connection, own.within(connection):
        pass
    assert shared.fence().take()
    with pytest.raises(Fenced), begin() as connection, own.within(connection):
        raise AssertionError


@pytest.mark.walk
def test_the_release_log_asks_the_row_too(shared) -> None:
    fence.take(shared.fence(shared.first))
    log = ReleaseLog(shared.first)
    log.append(Heading("test", NOW).entry(1))
    other = shared.fence()
    time.sleep(TERM + 0.1)
    assert other.take()
    with pytest.raises(Fenced):
        log.append(Heading("test", NOW).entry(2))
    assert len(list(log.entries())) == 1


def test_a_database_that_is_a_file_has_the_folders_own_fence(tmp_path) -> None:
    file = Database(f"sqlite:///{tmp_path / 'kaigong.db'}", tmp_path / "write.lock")
    assert not isinstance(fence_of(file, tmp_path), TableFence)
    assert not fence_of(file, tmp_path).has_term


def test_what_the_app_asked_for_is_left_to_whoever_took_over(office) -> None:
    register = Register(office, logs.configure())
    own = fence_of(office.database, office.data)
    fence.take(own)
    with office.database.writing() as session:
        rebuilds.ask(session, "decision", NOW)
    assert fence_of(office.database, office.data).take()
    with pytest.raises(Fenced):
        register.take_requests()
    fence.take(own)
    assert [one.because for one in register.take_requests()] == ["decision"]
    assert not register.is_asked()
