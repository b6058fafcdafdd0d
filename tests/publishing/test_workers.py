"""A worker of the web server that stands still, and a server that was stopped, are ended and replaced."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from forms_app.base import processes, pulse, workers
from forms_app.base.processes import Child
from tests.conftest import PROJECT
from tests.publishing.served import serving, wait_until_gone

pytestmark = pytest.mark.same_on_both(reason="about processes, not about the database")
FORK = multiprocessing.get_context("fork")


def go_round(beats: workers.Beats, hangs_after: float | None) -> None:
    """A worker whose loop, after so many seconds, is kept by one request."""
    loop = asyncio.new_event_loop()
    beats.begin(loop, lambda: True)
    if hangs_after is not None:
        loop.call_later(hangs_after, time.sleep, 60)
    loop.run_forever()


@pytest.fixture
def quickly(monkeypatch) -> None:
    monkeypatch.setattr(workers, "EVERY", 0.05)
    monkeypatch.setattr(workers, "WITHIN", 0.8)


@pytest.fixture
def begin():
    begun = []

    def one(beats: workers.Beats, hangs_after: float | None = None):
        begun.append(FORK.Process(target=go_round, args=(beats, hangs_after)))
        begun[-1].start()
        return begun[-1]

    yield one
    for process in begun:
        process.kill()
        process.join()


def look_until(watch: workers.Watch, holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline, "it never came"
        watch.look()
        time.sleep(0.05)


def test_a_worker_that_is_stopped_is_ended_and_one_that_goes_round_is_not(
    quickly, begin, capsys
) -> None:
    beats = workers.Beats()
    watch = workers.Watch(beats)
    stopped = begin(beats)
    other = begin(beats)
    look_until(watch, lambda: len(watch.begun) == 2)
    os.kill(stopped.pid, signal.SIGSTOP)
    look_until(watch, lambda: not stopped.is_alive())
    assert other.is_alive()
    assert "has not got on" in capsys.readouterr().out


def test_a_worker_that_one_request_keeps_is_ended(quickly, begin) -> None:
    beats = workers.Beats()
    hanging = begin(beats, hangs_after=0.3)
    look_until(workers.Watch(beats), lambda: not hanging.is_alive())


def test_a_server_that_reads_nothing_keeps_no_worker_waiting() -> None:
    beats = workers.Beats()
    loop = asyncio.new_event_loop()
    for _ in range(70_000 // workers.NUMBER):
        beats.begin(loop, lambda: True)
    assert beats.heard() == {os.getpid()}
    assert beats.heard() == set()


def test_a_child_that_is_stopped_is_ended_and_begun_again(monkeypatch) -> None:
    monkeypatch.setattr(processes, "WITHIN", 0.2)
    words = [sys.executable, "-c", "import time; time.sleep(60)"]
    child = Child("web server", words, dict(os.environ))
    first = child.process
    try:
        first.send_signal(signal.SIGSTOP)
        deadline = time.monotonic() + 20
        while child.process is first:
            assert time.monotonic() < deadline
            child.keep_alive(threading.Event())
            time.sleep(0.05)
        assert first.returncode == -signal.SIGKILL
    finally:
        child.process.kill()
        child.process.wait()


SERVER = """
import os, signal, sys, time
worker = os.fork()
if not worker:
    os.kill(os.getpid(), signal.SIGSTOP)  # before it has asked for its death signal
    time.sleep(600)
print(worker, flush=True)
time.sleep(600)
"""
KEEPER = f"""
import os, signal, sys, threading, time
from forms_app.base.processes import Child
child = Child("web server", [sys.executable, "-c", {SERVER!r}], dict(os.environ))
first = child.process
sys.stdin.readline()
if sys.argv[1] == "stop":
    child.stop()
    child.wait(time.monotonic() + 10)
else:
    first.kill()
    while child.process is first:
        child.keep_alive(threading.Event())
        time.sleep(0.05)
    child.process.kill()
    child.wait(time.monotonic() + 10)  # a worker it had would hold the output open
print("done", flush=True)
sys.stdin.readline()
"""


@pytest.mark.parametrize("way", ["stop", "kill"])
def test_a_worker_that_was_stopped_before_it_said_with_whom_it_ends_is_ended(
    tmp_path, way
) -> None:
    keeper = subprocess.Popen(
        [sys.executable, "-c", KEEPER, way],
        env={**os.environ, "KAIGONG_OFFICE": str(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=PROJECT,
        text=True,
    )
    worker = int(keeper.stdout.readline())
    try:
        while not processes.is_stopped(worker):
            time.sleep(0.02)
        keeper.stdin.write("go on\n")
        keeper.stdin.flush()
        while keeper.stdout.readline() != "done\n":
            assert keeper.poll() is None
        wait_until_gone([worker], 5)
    finally:
        with suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)
        keeper.communicate("end\n", 30)


@pytest.mark.long
def test_a_server_replaces_a_worker_that_was_stopped(office) -> None:
    office.database.close()
    with serving(office.config.office, workers=2) as served:
        first = served.workers()[0]
        time.sleep(2)
        os.kill(first, signal.SIGSTOP)
        wait_until_gone([first], pulse.WITHIN + 10)
        deadline = time.monotonic() + 20
        while len(served.workers()) < 2:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert {served.ask("GET", "/").status for _ in range(20)} <= {200, 404}
