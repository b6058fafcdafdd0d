"""Work beside the main thread goes on whatever happens to it."""

from __future__ import annotations

import ast
import threading

import pytest

from forms_app.base import background
from tests.conftest import PROJECT

MODULES = sorted((PROJECT / "forms_app").rglob("*.py"))
# What begins threads elsewhere, and who looks after them.
WATCHED = {
    "forms_app/base/background.py": {"Thread"},
    # the request takes the result, and is answered by its exception
    "forms_app/lanes.py": {"ThreadPoolExecutor"},
    # the next round takes the result, and ends by its exception
    "forms_app/publishing/intake/media.py": {"ThreadPoolExecutor"},
    # whoever puts or gets objects takes the results, and ends by their exception
    "forms_app/publishing/release/shared_store.py": {"ThreadPoolExecutor"},
    # the loop takes the result, and ends by its exception
    "forms_app/publishing/service/deferred.py": {"ThreadPoolExecutor"},
}


def test_what_fails_is_logged_with_its_reason_and_begun_again(
    capsys, monkeypatch
) -> None:
    monkeypatch.setattr(background, "SHORTEST_PAUSE", 0.01)
    done = threading.Event()
    tries = iter([ValueError("什么人写的话"), KeyError("x"), None])

    def work() -> None:
        if error := next(tries):
            raise error
        done.set()

    background.begin("some work", work)
    assert done.wait(5)
    said = capsys.readouterr().err
    assert '"work": "some work"' in said and "ValueError" in said and "work:" in said
    assert "什么人" not in said
    assert '"again_in": 0.01' in said and '"again_in": 0.02' in said


def test_what_is_to_stop_is_not_begun_again(monkeypatch) -> None:
    monkeypatch.setattr(background, "SHORTEST_PAUSE", 0.01)
    stop = threading.Event()
    begun = []

    def work() -> None:
        begun.append(1)
        stop.set()
        raise ValueError

    background.begin("some work", work, stop).join(5)
    assert begun == [1]


@pytest.mark.walk
def test_no_thread_begins_where_nobody_looks_after_it() -> None:
    found: dict[str, set[str]] = {}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in {"Thread", "Timer", "ThreadPoolExecutor"}:
                    relative = path.relative_to(PROJECT).as_posix()
                    found.setdefault(relative, set()).add(name)
    assert found == WATCHED
