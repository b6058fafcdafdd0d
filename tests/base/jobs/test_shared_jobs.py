"""Two hosts on one database: a job of the office is done by one of them, and each knows what the other did."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from forms_app.base import db
from forms_app.base.clock import real_now
from forms_app.base.feature import parts
from forms_app.base.jobs import lease, log, shared_books
from forms_app.base.jobs.job import Job
from forms_app.base.jobs.keeper import Keeper, Kept
from forms_app.base.jobs.log import Run
from forms_app.base.jobs.schedule import Nightly, WhenAsked
from forms_app.base.office import Office
from forms_app.base.processes import end_with_parent
from forms_app.features import FEATURES
from tests.conftest import PROJECT
from tests.publishing.soon import until

pytestmark = pytest.mark.postgresql_only(reason="SQLite is on one machine")
JOB = Job("x", WhenAsked(), pauses=(timedelta(minutes=1),))
NIGHTLY = Job("x", Nightly(missed_after=timedelta(hours=2)))
TERM = 1.5
# Another host's run: holds the lease, and does what each line says that it is told.
RUN = f"""
import os
import signal
import sys
from forms_app.base.jobs import lease, shared_books
from forms_app.base.office import Office
shared_books.TERM, shared_books.RENEW_EVERY = {TERM}, 0.3
office = Office.from_environ()
with lease.hold(office, "x"):
    print("held", flush=True)
    for line in sys.stdin:
        try:
            if line == "freeze in a renewal\\n":
                with office.database.changing({TERM}) as connection:
                    values = {{"name": "x", "epoch": 1, "term": {TERM}}}
                    connection.execute(shared_books.RENEW, values)
                    os.kill(os.getpid(), signal.SIGSTOP)
            with office.database.writing():
                if line == "freeze in a change\\n":
                    os.kill(os.getpid(), signal.SIGSTOP)
            print("written", flush=True)
        except lease.AtWork:
            print("refused", flush=True)
"""


@pytest.fixture(autouse=True)
def short_terms(monkeypatch) -> None:
    monkeypatch.setattr(shared_books, "TERM", TERM)
    monkeypatch.setattr(shared_books, "RENEW_EVERY", 0.3)


@pytest.fixture
def run(office) -> Iterator[subprocess.Popen[str]]:
    here = {**os.environ, "KAIGONG_OFFICE": str(office.config.office)}
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    parent = os.getpid()
    process = subprocess.Popen(
        [sys.executable, "-c", RUN],
        cwd=PROJECT,
        env=here,
        text=True,
        preexec_fn=lambda: end_with_parent(parent),
        **pipes,
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()


def tell(process: subprocess.Popen[str]) -> str:
    print("write", file=process.stdin, flush=True)
    return process.stdout.readline().strip()


def holds(office: Office) -> bool:
    try:
        with lease.hold(office, "x"):
            return True
    except lease.AtWork:
        return False


def is_stopped(process: subprocess.Popen[str]) -> bool:
    status = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8")
    return status.rpartition(")")[2].split()[0] == "T"


def is_due(office: Office, job: Job = JOB) -> bool:
    return Kept(job, office).is_due()


def test_what_one_host_did_the_other_does_not_do_again(office, other) -> None:
    last = office.clock.now() - timedelta(days=1)
    log.write(office.data, "x", Run(7, real_now(), real_now(), done_at=last))
    assert is_due(office, NIGHTLY), "its folder knows of the last run"
    with lease.hold(office, "x") as epoch:
        assert epoch == 8
        assert lease.is_held(other, "x")
        with pytest.raises(lease.AtWork), lease.hold(other, "x"):
            pytest.fail("both hold the lease")
        assert not is_due(other, NIGHTLY)
    assert not is_due(other, NIGHTLY)
    assert lease.runs(other)["x"].run.done_at == office.clock.now()
    assert not (office.data / "jobs" / "x.json").exists(), "one of them is true"
    with lease.hold(other, "x") as epoch:
        assert epoch == 9


def test_what_is_asked_for_on_one_host_is_done_on_the_other(office, other) -> None:
    with lease.hold(office, "x"):
        pass
    assert not is_due(office)
    now = other.clock.now()
    lease.ask_at(other, "x", now + timedelta(hours=1))
    assert not lease.is_asked(office, "x", now)
    lease.ask(other, "x")
    lease.ask_at(other, "x", now + timedelta(hours=1))
    assert is_due(office) and is_due(other)
    with lease.hold(office, "x"):
        pass
    assert not is_due(other)


def test_a_run_that_failed_on_one_host_is_left_alone_by_both(office, other) -> None:
    with pytest.raises(ZeroDivisionError), lease.hold(office, "x"):
        raise ZeroDivisionError
    assert lease.runs(other)["x"].state == "failed"
    assert not is_due(other), "not yet"
    with pytest.raises(ZeroDivisionError), lease.hold(other, "x"):
        raise ZeroDivisionError
    assert lease.books_of(office).read("x").failures == 2


def test_while_the_database_is_away_a_job_of_the_office_waits_and_one_of_the_host_goes_on(
    office, monkeypatch
) -> None:
    asked: list[str] = []

    def away(_session: object) -> None:
        asked.append("once")
        raise db.DatabaseAway("cut off")

    own = replace(JOB, name="y", of_each_host=True)
    with monkeypatch.context() as patch:
        patch.setattr(office.database, "look_once", away)
        lease.ask(office, "x")
        keeper = Keeper([JOB, replace(JOB, name="z"), own], office, {})
        due = [one.job.name for one in keeper.kept if keeper._is_due(one)]
        assert due == ["y"]
        assert len(asked) == 2, "it is not asked for each of them"
    assert is_due(office), "the word was kept in the folder"


@pytest.mark.walk
def test_one_that_froze_is_followed_after_its_term_and_writes_nothing_when_it_wakes(
    office, other, run
) -> None:
    time.sleep(2 * TERM)
    with pytest.raises(lease.AtWork), lease.hold(other, "x"):
        pytest.fail("it is renewed")
    assert tell(run) == "written"
    run.send_signal(signal.SIGSTOP)
    time.sleep(TERM + 0.2)
    with lease.hold(other, "x") as epoch:
        assert epoch == 2
        run.send_signal(signal.SIGCONT)
        assert tell(run) == "refused"
    run.stdin.close()
    run.wait(20)
    assert lease.books_of(other).read("x").epoch == 2
    assert lease.books_of(other).read("x").failures == 0


@pytest.mark.walk
@pytest.mark.parametrize("where", ["renewal", "change"])
def test_one_that_froze_in_the_middle_of_something_is_followed_too(
    office, other, run, where
) -> None:
    print(f"freeze in a {where}", file=run.stdin, flush=True)
    until(lambda: is_stopped(run))
    # a renewal on its way waits for the change, and is a term more
    until(lambda: holds(other), 4 * TERM)


@pytest.mark.walk
def test_one_that_was_killed_is_not_waited_for_on_its_own_host(
    office, other, run
) -> None:
    run.kill()
    run.wait()
    with pytest.raises(lease.AtWork), lease.hold(other, "x"):
        pytest.fail("nobody knows there")
    with lease.hold(office, "x") as epoch:
        assert epoch == 2
    assert lease.books_of(other).read("x").failed == 0


def test_what_each_host_does_for_itself_is_told_apart() -> None:
    every = {job.name for job in parts(FEATURES, "jobs") if job.of_each_host}
    assert every == {"search-index", "content-history", "drill"}
