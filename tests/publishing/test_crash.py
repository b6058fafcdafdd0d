"""Killed at any step of a release, after the restart the site is what a cold build gives, and nobody saw half a page."""

from __future__ import annotations

import errno
import itertools
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from forms_app.base import logs
from forms_app.base.health import publisher_state
from forms_app.base.jsonfiles import read_json
from forms_app.publishing.release.serve import LiveSite
from forms_app.publishing.release.site import Site
from forms_app.publishing.service.process import Service
from forms_app.publishing.service.publisher import Publisher
from forms_app.publishing.service.selfcheck import verify
from tests import journeys
from tests.conftest import PROJECT, post
from tests.publishing import killed
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.publishing.test_release import get
from tests.rule_files import DECISIONS

pytestmark = pytest.mark.walk

REVOKED = GOOD.replace("approved", "revoked").replace(
    "Pilot", "Reason: 整改不到位\nPilot"
)

# Where the process is killed: before or after the n-th call of a step.
STEPS = [
    ("before", "forms_app.publishing.intake.journal.Journal.append", 1),
    ("after", "forms_app.publishing.intake.journal.Journal.append", 1),
    ("before", "forms_app.publishing.intake.accepted.Accepted._apply", 1),
    ("after", "forms_app.publishing.intake.accepted.Accepted.copy", 1),
    ("after", "forms_app.publishing.intake.accepted.Accepted.apply", 1),
    ("after", "forms_app.publishing.release.objects._write", 2),
    ("before", "forms_app.publishing.release.log.ReleaseLog.append", 1),
    ("after", "forms_app.publishing.release.log.ReleaseLog.append", 1),
    ("after", "forms_app.publishing.release.links._link", 3),
    ("after", "forms_app.publishing.release.releaser.write_version", 1),
    ("after", "forms_app.publishing.intake.ingest.ingest", 1),
]
# Each dies in a process forked from one that has loaded everything already.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([killed.__name__])


@pytest.mark.parametrize(
    ("when", "name", "count"),
    STEPS,
    ids=[f"{w} {n.rpartition('.')[2]}" for w, n, _c in STEPS],
)
def test_killed_at_any_step_it_converges(
    office, when, name, count, pytestconfig
) -> None:
    """By default compared with a cold build where links of the site were half made."""
    publisher = converges(office, when, name, count)
    if ".links." in name or pytestconfig.getoption("--long"):
        assert verify(publisher) == []


def converges(office, when, name, count) -> Publisher:
    """Killed there on the way of a revocation, the next start shows it."""
    put(office, GOOD)
    Publisher(office, logs.configure()).cycle("start")
    put(office, REVOKED)
    where = (office.config.office, office.config.database_url)
    process = PROCESSES.Process(target=killed.run, args=(*where, when, name, count))
    process.start()
    process.join()
    assert process.exitcode == -9
    page = get(LiveSite(lambda *_: [], office.site), f"/enterprises/{REFERENCE}/")
    assert page[0] == "200 OK" and ("有效" in page[2].decode()) != (
        "已撤销" in page[2].decode()
    ), "old or new, whole"
    publisher = Publisher(office, logs.configure())
    publisher.cycle("start")
    assert "已撤销" in (
        publisher.site.tree / "enterprises" / REFERENCE / "index.html"
    ).read_text(encoding="utf-8")
    return publisher


@pytest.mark.walk
@pytest.mark.same_on_both(reason="about files, not about the database")
@pytest.mark.parametrize("kills", [4, pytest.param(60, marks=pytest.mark.long)])
def test_killed_at_random_under_load_nobody_sees_half_a_page_and_it_converges(
    office, kills
) -> None:
    """Edits go on, pages are read, and the publisher is killed again and again."""
    put(office, GOOD)
    Publisher(office, logs.configure()).cycle("start")
    over = threading.Event()
    wrong = []
    chance = random.Random(kills)

    def read() -> None:
        site = LiveSite(lambda *_: [], office.site)
        while not over.is_set():
            status, headers, body = get(site, f"/enterprises/{REFERENCE}/")
            shown = [
                word
                for word in ("✓", "✕")
                if f'aria-hidden="true">{word}' in body.decode()
            ]
            if (
                status != "200 OK"
                or len(shown) != 1
                or not body.rstrip().endswith(b"</html>")
            ):
                wrong.append((status, shown, headers))

    def edit() -> None:
        for n in itertools.count():
            if over.is_set():
                return
            put(office, REVOKED if n % 2 else GOOD)
            put(
                office,
                GOOD.replace(REFERENCE, f"QT-ACAC{'ACDEF'[n % 5]}A"),
                f"QT-ACAC{'ACDEF'[n % 5]}A",
            )
            time.sleep(0.03)

    threads = [threading.Thread(target=work) for work in (read, read, edit)]
    for thread in threads:
        thread.start()
    try:
        for _kill in range(kills):
            environment = {**os.environ, "KAIGONG_OFFICE": str(office.config.office)}
            command = [sys.executable, "-m", "forms_app.publishing.service.process"]
            process = subprocess.Popen(
                command, cwd=PROJECT, env=environment, stderr=subprocess.DEVNULL
            )
            time.sleep(chance.uniform(0.8, 2.5))
            process.kill()
            process.wait()
    finally:
        over.set()
        for thread in threads:
            thread.join()
    put(office, REVOKED)
    publisher = Publisher(office, logs.configure())
    publisher.cycle("start")
    assert wrong[:3] == [] and verify(publisher) == []
    assert "已撤销" in (
        publisher.site.tree / "enterprises" / REFERENCE / "index.html"
    ).read_text(encoding="utf-8")


@pytest.fixture
def own_disk(office) -> Iterator[Path]:
    """The site folder on a small disk of its own."""
    office.site.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(office.site)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root may mount a small disk")
    yield office.site
    subprocess.run(["umount", "--lazy", str(office.site)], check=True)


@pytest.mark.same_on_both(reason="about files, not about the database")
@pytest.mark.parametrize(
    "how", ["full", pytest.param("read-only", marks=pytest.mark.long)]
)
def test_on_a_real_disk_that_fails_the_old_site_stays_and_the_next_publish_heals(
    office, own_disk, how
) -> None:
    put(office, GOOD)
    stop = threading.Event()
    service = Service(office, stop)
    service._safely("start", None)
    stop.set()
    put(office, REVOKED)
    filler = own_disk / "filler"
    if how == "full":
        with suppress(OSError), filler.open("wb") as file:
            while True:
                file.write(b"x" * 4096)
                file.flush()
    else:
        subprocess.run(["mount", "-o", "remount,ro", str(own_disk)], check=True)
    service._safely("content", {f"{DECISIONS}/qiantou/{REFERENCE}.md"})
    page = get(LiveSite(lambda *_: [], office.site), f"/enterprises/{REFERENCE}/")
    assert page[0] == "200 OK" and "有效" in page[2].decode(), "the old site stays"
    says = read_json(office.data / "build-failure.json")["says"]
    assert os.strerror(errno.ENOSPC if how == "full" else errno.EROFS) in says
    if how == "full":
        filler.unlink()
    else:
        subprocess.run(["mount", "-o", "remount,rw", str(own_disk)], check=True)
    stop.clear()
    service._safely("again", None)
    assert (
        "已撤销"
        in get(LiveSite(lambda *_: [], office.site), f"/enterprises/{REFERENCE}/")[
            2
        ].decode()
    )
    assert (
        verify(service.publisher) == []
        and not (office.data / "build-failure.json").exists()
    )


@pytest.mark.same_on_both(reason="about files, not about the database")
@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("release.objects._write", errno.ENOSPC),
        ("release.log.ReleaseLog.append", errno.EROFS),
        pytest.param(
            "intake.journal.Journal.append", errno.ENOSPC, marks=pytest.mark.long
        ),
        pytest.param("release.objects._write", errno.EROFS, marks=pytest.mark.long),
        pytest.param(
            "release.log.ReleaseLog.append", errno.ENOSPC, marks=pytest.mark.long
        ),
        pytest.param(
            "intake.journal.Journal.append", errno.EROFS, marks=pytest.mark.long
        ),
    ],
)
def test_a_disk_that_fails_is_told_and_the_next_publish_heals(
    office, monkeypatch, code, place
) -> None:
    put(office, GOOD)
    stop = threading.Event()
    service = Service(office, stop)
    service._safely("start", None)
    service.publisher.heartbeat.beat()
    before = Site(office.site).current().number

    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code), "the disk")

    stop.set()  # so that the service does not wait before it tries again
    put(office, REVOKED)
    with monkeypatch.context() as patch:
        patch.setattr(f"forms_app.publishing.{place}", fail)
        service._safely("content", {f"{DECISIONS}/qiantou/{REFERENCE}.md"})
    stop.clear()
    assert Site(office.site).current().number == before
    assert os.strerror(code) in read_json(office.data / "build-failure.json")["says"]
    assert publisher_state(office) == "failing"
    service._safely("again", None)
    assert "已撤销" in (
        office.site / "tree" / "enterprises" / REFERENCE / "index.html"
    ).read_text(encoding="utf-8")
    assert publisher_state(office) == "working" and verify(service.publisher) == []


@pytest.mark.same_on_both(reason="about files, not about the database")
def test_a_clock_that_jumps_changes_nothing_but_the_time(office) -> None:
    from dataclasses import replace

    put(office, GOOD)
    for days in (0, 40, -3):
        moved = replace(
            office,
            clock=replace(
                office.clock, moment=(office.clock.now() + timedelta(days=days),)
            ),
        )
        publisher = Publisher(moved, logs.configure())
        publisher.cycle("start")
        assert "有效" in (
            office.site / "tree" / "enterprises" / REFERENCE / "index.html"
        ).read_text(encoding="utf-8")
    assert verify(publisher) == []


def saved_as(path: Path, text: str, way: str) -> None:
    """The ways in which editors and uploads write a file."""
    data = text.encode()
    if way == "rename":
        aside = path.with_name(f".{path.name}.swp")
        aside.write_bytes(data)
        aside.replace(path)
    elif way == "backup":
        path.replace(path.with_name(f"{path.name}~"))
        path.write_bytes(data)
    elif way == "truncate":
        path.write_bytes(b"")
        time.sleep(0.03)
        path.write_bytes(data)
    elif way == "growing":
        with path.open("wb") as file:
            for start in range(0, len(data), 60):
                file.write(data[start : start + 60])
                file.flush()
                time.sleep(0.02)
    else:
        path.write_bytes(data)


@pytest.fixture
def running(office):
    """The publisher as it runs, on a thread."""
    stop = threading.Event()
    service = Service(office, stop)
    thread = threading.Thread(target=service.run)
    thread.start()
    deadline = time.monotonic() + 120
    while not service.publisher.heartbeat.ready_after:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    time.sleep(0.3)
    yield service
    stop.set()
    thread.join()


def shows(office, words: str) -> None:
    """Wait until the page says so: longer than a busy machine takes, shorter than it
    takes until the folder is walked again.
    """
    page = office.site / "tree" / "enterprises" / REFERENCE / "index.html"
    began = time.monotonic()
    while not (page.exists() and words in page.read_text(encoding="utf-8")):
        assert time.monotonic() - began < 30, f"{words} was never shown"
        time.sleep(0.005)


@pytest.mark.same_on_both(reason="about files, not about the database")
def test_every_way_of_saving_is_noticed_and_never_flickers(office, running) -> None:
    path = put(office, GOOD)
    shows(office, "有效")
    for n, way in enumerate(("plain", "rename", "backup", "truncate", "growing")):
        saved_as(path, GOOD.replace("公众看得到的备注", f"第{n}次备注"), way)
        shows(office, f"第{n}次备注")
    time.sleep(0.5)
    assert {change.what for change in running.publisher.acceptance.journal} == {
        "accepted"
    }, "never withdrawn, never held"
    path.unlink()
    shows(office, "已撤下")


@pytest.mark.walk
def test_a_pull_of_many_files_is_one_batch_and_a_commit_wakes_at_once(
    office, running
) -> None:
    number = running.publisher.releaser.number
    for n in range(400):
        letters = "ACDEFHJKMNPRTWXY3479"
        reference = f"QT-AAA{letters[n // 400]}{letters[n // 20]}{letters[n % 20]}"
        put(office, GOOD.replace(REFERENCE, reference), reference)
    put(office, GOOD)
    shows(office, "有效")
    time.sleep(0.5)
    assert running.publisher.releaser.number - number <= 4, (
        "one batch, and what the counts add"
    )
    from forms_app.base import rebuilds

    with office.database.writing() as session:
        rebuilds.ask(session, "test", office.clock.now())
    began = time.monotonic()
    while running.publisher.register.is_asked():
        assert time.monotonic() - began < 5
        time.sleep(0.002)


def test_after_the_button_the_page_says_since_when_it_is_public(
    office, app, client, staff, running
) -> None:
    reference, _code = journeys.register(client)
    journeys.apply(client)
    reviewer = staff("reviewer", ("qiantou",))
    journeys.accept(reviewer)
    journeys.check(staff("grid_worker", (), ("qiantou-2",)), reference)
    running.publisher.heartbeat.beat()
    deadline = time.monotonic() + 10
    path = f"/app/staff/enterprises/{reference}/"
    while "准予开工" not in reviewer.get(path).text:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    shown = reviewer.get(post(reviewer, f"{path}approve/").location).text
    assert "已公开，自 2020-03-05 09:30:00" in shown and "有效" in shown


@pytest.mark.same_on_both(reason="about files, not about the database")
def test_whoever_waits_for_a_long_start_is_told_how_far_it_is(
    office, monkeypatch
) -> None:
    shutil.rmtree(office.site)
    for n in range(250):
        reference = (
            f"QT-AAA{'ACDEFHJKMNPRTWXY'[n // 20]}A{'ACDEFHJKMNPRTWXY3479'[n % 20]}"
        )
        put(office, GOOD.replace(REFERENCE, reference), reference)
    publisher = Publisher(office, logs.configure())
    told = []
    publisher.heartbeat.tell = told.append
    real = publisher.heartbeat.beat
    monkeypatch.setattr(
        publisher.heartbeat, "beat", lambda at_most_every=0.0: real()
    )  # every time, not once a second
    publisher.cycle("start")
    assert {"Reading 199 of 250 …", "Accepting 99 of 250 …"} <= set(told)
    assert any(words.startswith("Making 2") for words in told)
    publisher.heartbeat.beat()
    assert (
        told[-1] == "" and read_json(office.data / "publisher.json")["at_work"] is None
    )
