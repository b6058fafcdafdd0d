"""A publisher that was thought gone and wakes changes nothing any more."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time

import pytest

from forms_app.base import fence, pulse
from forms_app.base.clock import real_now
from forms_app.base.fence import FileFence
from forms_app.publishing.intake.journal import Change, Journal
from forms_app.publishing.release.log import ReleaseLog
from forms_app.publishing.release.log_line import Heading
from forms_app.publishing.service import lease
from tests.conftest import PROJECT

AT = "2020-03-05T01:00:00+00:00"
CHANGE = Change(1, "accepted", "QT-A", "qiantou", "p", "t", None, "h", "a", AT, "d")
ANOTHER = """
import sys, threading
from pathlib import Path
from forms_app.base import pulse
from forms_app.base.fence import FileFence
from forms_app.publishing.service import lease
data = Path(sys.argv[1])
with lease.held(data, FileFence(data), threading.Event()):
    print("held", flush=True)
    if sys.argv[2] == "stands":
        pulse.start(data)
        pulse.beat()
        threading.Event().wait()
"""


@pytest.fixture
def data(tmp_path):
    yield tmp_path
    fence.leave()


def another(data, what: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", ANOTHER, str(data), what]
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    return process


def test_a_stale_holder_appends_nothing(data) -> None:
    journal = Journal(data / "journal.jsonl")
    log = ReleaseLog(data)
    fence.take(FileFence(data))
    journal.append([CHANGE])
    log.append(Heading("test", real_now()).entry(1))
    assert another(data, "goes").wait() == 0
    with pytest.raises(fence.Fenced):
        journal.append([CHANGE])
    with pytest.raises(fence.Fenced):
        log.append(Heading("test", real_now()).entry(2))
    assert len(list(journal)) == 1 and len(list(log.entries())) == 1
    fence.take(FileFence(data))
    journal.append([CHANGE])
    assert len(list(journal)) == 2


def test_an_epoch_that_was_deleted_keeps_nobody_from_appending(data) -> None:
    fence.take(FileFence(data))
    (data / fence.FILE).unlink()
    Journal(data / "journal.jsonl").append([CHANGE])
    assert json.loads((data / fence.FILE).read_text()) > 0


@pytest.mark.walk
def test_one_that_stands_by_takes_over_when_the_term_of_the_other_is_over(
    data, monkeypatch
) -> None:
    monkeypatch.setattr(lease, "TERM", -pulse.WITHIN + 1)
    holder = another(data, "stands")
    try:
        while pulse.read(data) is None or pulse.read(data).within != pulse.WITHIN:
            time.sleep(0.02)
        began = time.monotonic()
        with lease.held(data, FileFence(data), threading.Event()) as is_held:
            assert is_held and time.monotonic() - began < 5
    finally:
        holder.kill()
        holder.wait()


def test_one_that_stands_by_waits_while_the_other_gets_on(data) -> None:
    holder = another(data, "stands")
    stop = threading.Event()
    threading.Timer(1.0, stop.set).start()
    try:
        with lease.held(data, FileFence(data), stop) as is_held:
            assert not is_held
    finally:
        holder.kill()
        holder.wait()
