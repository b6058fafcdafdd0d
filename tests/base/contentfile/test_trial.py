"""A text is tried in a process of its own, which ends when it takes too long."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from forms_app.base.contentfile.trial import COMPUTED, Trial

# Worse than quadratic: 8,000 of them take minutes.
SLOW = "[" * 8000
DEEP = "\n".join(f"{'    ' * depth}- x" for depth in range(300))


@pytest.fixture
def trial():
    one = Trial()
    yield one
    if one.process:
        one._end()


def computed() -> float:
    """Seconds of the processor that ended children took, however busy the machine is."""
    times = os.times()
    return times.children_user + times.children_system


@pytest.mark.walk
def test_what_takes_too_long_is_ended_and_the_next_text_is_tried(
    trial, monkeypatch
) -> None:
    monkeypatch.setattr("forms_app.base.contentfile.trial.WAITED", 60.0)
    before = computed()
    assert not trial.passes(SLOW)
    assert COMPUTED / 2 < computed() - before < COMPUTED * 2
    assert trial.passes("一段话。")
    assert not trial.passes(DEEP)
    assert trial.passes("另一段话。")


def test_one_that_was_killed_is_begun_again(trial) -> None:
    assert trial.passes("一段话。")
    os.kill(trial.process.pid, signal.SIGKILL)
    assert trial.passes("另一段话。")


@pytest.mark.walk
def test_many_threads_ask_one_after_another(trial) -> None:
    answers = {}

    def ask(number: int) -> None:
        answers[number] = trial.passes(DEEP if number % 3 == 0 else f"第 {number} 段")

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {n: n % 3 != 0 for n in range(4)}
