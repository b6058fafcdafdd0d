"""Whatever stands in the place of a file of ours keeps nobody waiting."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from forms_app.base import fence, identity, pulse
from forms_app.base.fence import FileFence
from forms_app.base.lock import alone
from forms_app.base.running import run_of, running
from forms_app.publishing.intake.file_index import Known
from forms_app.publishing.intake.journal import Change, Journal
from forms_app.publishing.intake.sweep import confirmed
from forms_app.publishing.intake.verdicts import Verdict, Verdicts
from forms_app.publishing.release.objects import Objects
from forms_app.publishing.service import lease


@pytest.fixture(autouse=True)
def in_time():
    def late(*_given: object) -> None:
        raise TimeoutError("it stands still")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(10)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
    fence.leave()


def pipe(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(path)
    return path


def lock(folder: Path) -> None:
    with alone(pipe(folder / "some.lock")) as is_first:
        assert is_first
        with alone(folder / "some.lock") as is_second:
            assert not is_second


def take_lease(folder: Path) -> None:
    pipe(folder / lease.FILE)
    with lease.held(folder, FileFence(folder), threading.Event()) as is_held:
        assert is_held


def hear_pulse(folder: Path) -> None:
    pipe(folder / pulse.FILE)
    assert pulse.read(folder) is None


def ask_who_runs(folder: Path) -> None:
    pipe(folder / "data" / "running.json")
    assert run_of(folder) is None


def ask_whose_folder(folder: Path) -> None:
    pipe(folder / identity.FILE)
    assert identity.number_in(folder) == ""


def recall_files(folder: Path) -> None:
    pipe(folder / "qiantou.json")
    assert Known(folder).as_they_were({}, {}) == set()


def recall_removals(folder: Path) -> None:
    pipe(folder / "qiantou.json")
    assert confirmed(folder, "qiantou") == set()


def add_verdict(folder: Path) -> None:
    known = Verdicts(folder)
    pipe(known.file)
    known.known = {"QT-AAAAAA": Verdict("QT-AAAAAA")}
    with pytest.raises(OSError):
        known._write({"QT-AAAAAA"}, anew=False)
    known._write({"QT-AAAAAA"}, anew=True)
    assert Verdicts(folder).known == known.known


def compress(folder: Path) -> None:
    objects = Objects(folder)
    pipe(objects.path("ab" * 32))
    with pytest.raises(OSError):
        objects.compress("ab" * 32, ".html")


STEPS: tuple[Callable[[Path], None], ...] = (
    lock,
    take_lease,
    hear_pulse,
    ask_who_runs,
    ask_whose_folder,
    recall_files,
    recall_removals,
    add_verdict,
    compress,
)


@pytest.mark.parametrize("step", STEPS, ids=lambda one: one.__name__)
def test_a_pipe_keeps_nobody_waiting(tmp_path, step) -> None:
    step(tmp_path)


def test_an_office_that_runs_says_so_although_its_file_was_a_pipe(tmp_path) -> None:
    (tmp_path / "data").mkdir()
    with running(tmp_path, "http://127.0.0.1:8000"):
        run = run_of(tmp_path)
    assert run and run.address == "http://127.0.0.1:8000"


def folder(path: Path) -> Path:
    path.mkdir()
    return path


def link_to_nothing(path: Path) -> Path:
    path.symlink_to("/nothing/is/there")
    return path


@pytest.mark.parametrize("put", [folder, link_to_nothing], ids=lambda one: one.__name__)
def test_what_is_in_the_way_of_a_lock_or_the_journal_is_moved_aside(
    tmp_path, put
) -> None:
    with alone(put(tmp_path / "some.lock")) as is_first:
        assert is_first
    words = dict.fromkeys((one.name for one in fields(Change)), "")
    change = Change(**{**words, "sequence": 1})
    journal = Journal(put(tmp_path / "journal.jsonl"))
    journal.append([change])
    assert journal.last_sequence() == 1
    assert len(list(tmp_path.glob("*~"))) == 2
