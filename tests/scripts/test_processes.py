"""No process of an office outlives the one that started it, and each ends when told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from forms_app import preflight
from forms_app.base.listener import listener_on
from forms_app.base.running import run_of, running
from tests import supervised
from tests.publishing.served import (
    Served,
    children_of,
    serving,
    start,
    wait_until_gone,
    wait_until_served,
)
from tests.supervised import READY, free_port

pytestmark = pytest.mark.same_on_both(reason="about processes, not about the database")
SIGN_IN = "/app/staff/sign-in/"  # nothing is published here


def wait_for_workers(served: Served, number: int) -> list[int]:
    deadline = time.monotonic() + 30
    while len(served.workers()) < number:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return served.workers()


def test_workers_end_with_a_server_that_is_killed(office) -> None:
    office.database.close()
    served = start(office.config.office, workers=2)
    workers = wait_for_workers(served, 2)
    served.process.kill()
    served.process.wait()
    wait_until_gone(workers, 3)


def test_a_worker_that_still_loads_hears_term(office) -> None:
    office.database.close()
    served = start(office.config.office, workers=2)
    workers = wait_for_workers(served, 2)
    for worker in workers:
        os.kill(worker, signal.SIGTERM)
    try:
        wait_until_gone(workers, 3)
    finally:
        served.process.kill()
        served.process.wait()


@pytest.mark.long
@pytest.mark.parametrize("moment", [0.0, 0.2, 0.5, 0.8, 1.2, 1.6, 2.0, 3.0, 5.0])
def test_a_server_ends_at_term_in_every_moment(office, moment) -> None:
    office.database.close()
    served = start(office.config.office, workers=2)
    time.sleep(moment)
    workers = served.workers()
    served.process.terminate()
    served.process.wait(5)
    wait_until_gone(workers, 1)


@pytest.mark.long
def test_a_worker_that_hangs_is_killed_when_the_server_ends(office) -> None:
    office.database.close()
    served = start(office.config.office, workers=2)
    wait_until_served(served, SIGN_IN)
    workers = served.workers()
    os.kill(workers[0], signal.SIGSTOP)
    served.process.terminate()
    served.process.wait(14)
    wait_until_gone(workers, 1)


@pytest.mark.long
def test_a_worker_that_was_killed_is_replaced_while_the_other_answers(office) -> None:
    office.database.close()
    with serving(office.config.office, workers=2, path=SIGN_IN) as served:
        first = served.workers()[0]
        os.kill(first, signal.SIGKILL)
        wait_until_gone([first], 3)
        deadline = time.monotonic() + 10
        while len(served.workers()) < 2:
            assert served.ask("GET", "/").status < 500
            assert time.monotonic() < deadline
        assert served.process.poll() is None


@pytest.mark.long
@pytest.mark.parametrize("are_stopped", [False, True])
def test_everything_ends_with_a_supervisor_that_is_killed(office, are_stopped) -> None:
    office.database.close()
    supervisor = supervised.start(office.config.office)
    supervisor.wait_for(READY)
    process = supervisor.process
    children = children_of(process.pid)
    all_of_them = [
        *children,
        *(one for child in children for one in children_of(child)),
    ]
    assert len(all_of_them) >= 4
    for child in children if are_stopped else []:
        os.kill(child, signal.SIGSTOP)
    process.kill()
    process.wait()
    wait_until_gone(all_of_them, 15)
    preflight.check(office.config.office, "127.0.0.1", supervisor.port)


def test_a_second_start_says_where_the_office_is_running(office) -> None:
    folder = office.config.office
    port = free_port()
    with (
        running(folder, "http://127.0.0.1:8123"),
        pytest.raises(preflight.CannotStart) as told,
    ):
        preflight.check(folder, "127.0.0.1", port)
    assert (
        f"running already, at http://127.0.0.1:8123. To start it anew, end that process first: kill {os.getpid()}"
        in str(told.value)
    )
    assert run_of(folder) is None
    preflight.check(folder, "127.0.0.1", port)


def test_who_holds_a_port_is_named(office) -> None:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 20
        while listener_on(port) is None:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        with pytest.raises(preflight.CannotStart) as told:
            preflight.check(office.config.office, "127.0.0.1", port)
    finally:
        process.kill()
        process.wait()
    assert f"process {process.pid}: {Path(sys.executable)} -m http.server" in str(
        told.value
    )
    assert listener_on(port) is None
