"""Acknowledged means kept: a storm of kill -9 and SIGSTOP under submissions and edits loses nothing that was shown."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from forms_app.base.contentfile.write import write_aside
from forms_app.base.office import Office
from forms_app.base.personal import new_code
from forms_app.ledger.feedback.models import Report
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.models import Application
from tests import storm, visitor
from tests.conftest import PROJECT
from tests.publishing import cold
from tests.publishing.served import lives
from tests.publishing.test_accept import GOOD, REFERENCE, path_of, told
from tests.publishing.test_crash import REVOKED
from tests.visitor import NotShown, Phone

VISITORS = storm.SIZE.visitors
EACH = storm.SIZE.each
# seconds
REST = (0.2, 1.4)
BETWEEN_EDITS = 2.0
AGAIN_AFTER = 0.5
GIVE_UP_AFTER = 600.0
CALM_WITHIN = 300.0
AWAY = (OSError, HTTPException, NotShown)


@dataclass
class Acknowledged:
    """What visitors were shown, and how often they had to try again."""

    registered: list[str] = field(default_factory=list)
    applied: list[str] = field(default_factory=list)
    reported: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)

    def count(self) -> int:
        return len(self.registered) + len(self.applied) + len(self.reported)

    def until_shown(self, step: Callable[[], Any]) -> Any:
        deadline = time.monotonic() + GIVE_UP_AFTER
        while True:
            try:
                return step()
            except AWAY as error:
                self.again.append(type(error).__name__)
                assert time.monotonic() < deadline, f"it stays away: {error!r}"
                time.sleep(AGAIN_AFTER)


def visit(
    address: str, number: int, shown: Acknowledged, over: threading.Event
) -> None:
    chance = random.Random(number)
    for n in range(EACH):
        if over.is_set():
            return
        phone = Phone(address, number * EACH + n)
        name = f"示例店{number}之{n}"
        reference = shown.until_shown(partial(visitor.register, phone, name))
        shown.registered.append(reference)
        time.sleep(chance.uniform(*REST))
        shown.until_shown(partial(visitor.apply, phone))
        shown.applied.append(reference)
        time.sleep(chance.uniform(*REST))
        shown.reported.append(shown.until_shown(partial(visitor.report, phone, name)))
        time.sleep(chance.uniform(*REST))


def edit(
    office: Office, saved: Callable[[str], None] = lambda _reference: None
) -> dict[str, bytes]:
    """Save valid enterprise files; gives what was last saved of each, by reference.

    Half of them are revoked with the last edit, which comes sooner for some than for others;
    `saved` is told which. Every other is written in place, as some editors do.
    """
    files = {f"QT-{new_code(6)}": b"" for _ in range(storm.SIZE.files)}
    for n, number, reference in _turns([*files]):
        is_revoked = n == storm.SIZE.edits and number % 2 == 1
        text = REVOKED if is_revoked else GOOD
        text = text.replace(REFERENCE, reference).replace("备注", f"第 {n} 次备注")
        files[reference] = text.encode()
        path = path_of(office, reference)
        if number % 3:
            write_aside(path, files[reference])
        else:
            path.write_bytes(files[reference])
        if is_revoked:
            saved(reference)
        time.sleep(BETWEEN_EDITS)
    return files


def _turns(references: list[str]) -> list[tuple[int, int, str]]:
    """Which edit of which file, in the order in which they come."""
    every = [
        (n, number, reference)
        for n in range(1, storm.SIZE.edits + 1)
        for number, reference in enumerate(references)
    ]
    return sorted(every, key=lambda turn: 4 * turn[0] + 2 * turn[1])


@dataclass
class PublicSite:
    """Asked for all the time. `longest` is the longest while without an answer."""

    address: str
    over: threading.Event
    answers: Counter[int] = field(default_factory=Counter)
    longest: float = 0.0

    def ask(self) -> None:
        last = time.monotonic()
        while not self.over.wait(0.3):
            try:
                with urllib.request.urlopen(self.address, timeout=5) as answer:
                    answer.read()
                    self.answers[answer.status] += 1
            except urllib.error.HTTPError as error:
                self.answers[error.code] += 1
            except (OSError, HTTPException):
                continue
            self.longest = max(self.longest, time.monotonic() - last)
            last = time.monotonic()


@pytest.fixture
def say(request, capsys) -> Callable[[str], None]:
    """A line on the terminal, where there is one."""
    reporter = request.config.pluginmanager.get_plugin("terminalreporter")
    is_shown = reporter is not None and reporter.isatty
    began = time.monotonic()

    def line(text: str) -> None:
        if is_shown:
            with capsys.disabled():
                print(f"{time.monotonic() - began:4.0f} s  {text}", flush=True)

    return line


def accepted(office: Office, reference: str) -> bytes:
    path = office.accepted / path_of(office, reference).relative_to(office.content)
    return path.read_bytes() if path.exists() else b""


def is_calm(office: Office, files: dict[str, bytes], dealt: list[storm.Dealt]) -> bool:
    """Whether all that was saved is public, and nothing is stopped any more."""
    return (
        not any(one.is_left_stopped and lives(one.pid) for one in dealt)
        and all(accepted(office, one) == text for one, text in files.items())
        and all(is_public(office, one, text) for one, text in files.items())
    )


def is_public(office: Office, reference: str, text: bytes) -> bool:
    page = office.site / "tree" / "enterprises" / reference / "index.html"
    word = "已撤销" if b"revoked" in text else f"第 {storm.SIZE.edits} 次备注"
    return page.exists() and word in page.read_text(encoding="utf-8")


def without_requests(log: Path) -> list[str]:
    lines = log.read_text(errors="replace").splitlines()
    return [line for line in lines if '"event": "request"' not in line]


def wait_until(is_so: Callable[[], bool]) -> float:
    """How many seconds it takes."""
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < CALM_WITHIN, "it never came right"
        time.sleep(0.3)
    return time.monotonic() - began


@pytest.mark.long
def test_nothing_that_was_shown_is_lost_or_doubled_in_a_storm(
    office, tmp_path, say
) -> None:
    office.database.close()
    shown = Acknowledged()
    over = threading.Event()
    log = tmp_path / "log"
    site = PublicSite("", over)
    try:
        with (
            storm.running(office.config.office, log) as running,
            ThreadPoolExecutor(VISITORS + 2) as pool,
        ):
            site.address = f"{running.address}/"
            shown.until_shown(lambda: Phone(running.address, 0).open("/"))
            pool.submit(site.ask)
            edits = pool.submit(edit, office)
            visits = [
                pool.submit(visit, running.address, number, shown, over)
                for number in range(VISITORS)
            ]
            try:
                dealt = storm.rage([running], shown.count, say)
                for one in visits:
                    one.result()
                calm = partial(is_calm, office, edits.result(), dealt)
                say(f"calm in {wait_until(calm):.1f} s")
            finally:
                over.set()
        check(office, shown, edits.result(), tmp_path)
    except BaseException:
        print(*without_requests(log), sep="\n")
        raise
    finally:
        says = f"{shown.count()} submissions, {len(shown.again)} tries again"
        say(f"{says}; without an answer for {site.longest:.1f} s at the longest")
    assert set(site.answers) == {200}


def check(
    office: Office, shown: Acknowledged, files: dict[str, bytes], tmp_path: Path
) -> None:
    """What was shown is kept, once; the audit verifies; the site is what Pelican makes."""
    check_register(office, shown)
    assert not [reference for reference in files if reference in told(office)]
    assert cold.released(office) == cold.built(office, tmp_path / "cold")


def check_register(office: Office, shown: Acknowledged) -> None:
    with office.database.reading() as session:
        enterprises = session.scalars(select(Enterprise.reference)).all()
        applied = session.execute(
            select(Enterprise.reference, Application.stage).join(Application)
        ).all()
        reported = session.scalars(select(Report.number)).all()
    assert len(set(shown.registered)) == len(shown.registered) == VISITORS * EACH
    assert set(shown.registered) <= set(enterprises)
    assert sorted(applied) == sorted((one, "submitted") for one in shown.applied)
    assert len(set(shown.reported)) == len(shown.reported) == VISITORS * EACH
    assert set(shown.reported) <= set(reported)
    # whose answer was lost was handed in again
    more = len(enterprises) + len(reported) - 2 * VISITORS * EACH
    assert 0 <= more <= len(shown.again)
    command = [sys.executable, "-m", "forms_app", "audit", "verify"]
    environment = {**os.environ, "KAIGONG_OFFICE": str(office.config.office)}
    subprocess.run(command, cwd=PROJECT, env=environment, check=True)
