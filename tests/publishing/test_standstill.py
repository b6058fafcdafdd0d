"""A publisher that gets on no more is ended from outside, and the file at which that happens again is set aside."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from forms_app.base import pulse
from forms_app.base.contentfile.reading import Unreadable, read_content
from forms_app.base.processes import Child
from forms_app.publishing.release.serve import LiveSite
from forms_app.publishing.service import suspects
from forms_app.publishing.service.watchdog import Watchdog
from tests.publishing import hanging
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.publishing.test_crash import REVOKED
from tests.publishing.test_release import get
from tests.publishing.test_strange_files import NOTICE

pytestmark = pytest.mark.same_on_both
SLEEPER = """
import sys, time
from pathlib import Path
from forms_app.base import pulse
pulse.start(Path(sys.argv[1]))
for _ in range(int(sys.argv[3])):
    pulse.beat(sys.argv[2], within=1)
    time.sleep(0.2)
time.sleep(600)
"""


class Kept:
    """A child under a watchdog, as the supervisor keeps it."""

    def __init__(self, data, command, environment=None) -> None:
        self.child = Child("publisher", command, environment or dict(os.environ))
        self.stopping = threading.Event()
        self.watchdog = Watchdog(self.child, data)

    def until(self, holds, within: float) -> float:
        """How long that took."""
        began = time.monotonic()
        while not holds():
            assert time.monotonic() - began < within, "it never came"
            self.watchdog.look()
            self.child.keep_alive(self.stopping)
            time.sleep(0.05)
        return time.monotonic() - began

    def end(self) -> None:
        self.child.process.kill()
        self.child.process.wait()


@pytest.fixture
def keep():
    kept = []

    def begin(*given) -> Kept:
        kept.append(Kept(*given))
        return kept[-1]

    yield begin
    for one in kept:
        one.end()


def sleeper(data, beats: int) -> list[str]:
    return [sys.executable, "-c", SLEEPER, str(data), "some.md", str(beats)]


@pytest.mark.walk
def test_what_stands_still_is_ended_with_its_file_named_and_begun_again(
    tmp_path, keep, capsys
) -> None:
    kept = keep(tmp_path, sleeper(tmp_path, 5))
    first = kept.child.process
    kept.until(lambda: kept.child.process is not first, 20)
    assert first.poll() is not None
    assert "at some.md; it is ended" in capsys.readouterr().out
    assert suspects.note(tmp_path, "some.md"), "this was the second time"


@pytest.mark.walk
def test_a_stopped_process_is_ended_too_and_one_that_gets_on_is_not(
    tmp_path, keep
) -> None:
    kept = keep(tmp_path, sleeper(tmp_path, 10_000))
    first = kept.child.process
    kept.until(lambda: pulse.read(tmp_path) is not None, 20)
    began = time.monotonic()
    kept.until(lambda: time.monotonic() - began > 2, 20)
    assert kept.child.process is first
    first.send_signal(signal.SIGSTOP)
    kept.until(lambda: kept.child.process is not first, 20)
    assert first.returncode == -signal.SIGKILL


@pytest.mark.walk
def test_one_that_gets_no_processor_is_not_ended(tmp_path, keep, monkeypatch) -> None:
    """On a machine that is busy with something else nobody stands still."""
    (tmp_path / "proc").mkdir()
    monkeypatch.setattr(pulse, "PROC", tmp_path / "proc")
    kept = keep(tmp_path, sleeper(tmp_path, 1))
    first = kept.child.process
    kept.until(lambda: pulse.read(tmp_path) is not None, 20)
    told = tmp_path / "proc" / str(first.pid) / "schedstat"
    told.parent.mkdir()
    began = time.monotonic()

    def waits() -> bool:
        waited = time.monotonic() - began
        told.write_text(f"0 {waited * 1e9:.0f} 1\n", encoding="ascii")
        return waited > 3

    kept.until(waits, 20)
    assert kept.child.process is first
    kept.until(lambda: kept.child.process is not first, 20)


def test_a_file_is_set_aside_the_second_time_and_read_again_when_it_changes(
    tmp_path,
) -> None:
    file = tmp_path / "content" / "notices" / "slow.md"
    copy = tmp_path / "accepted" / "notices" / "slow.md"
    for path in (file, copy):
        path.parent.mkdir(parents=True)
        path.write_text("x", encoding="utf-8")
    trees = (tmp_path / "content", tmp_path / "accepted")
    try:
        assert not suspects.note(tmp_path, str(copy))
        suspects.recall(tmp_path, *trees)
        assert read_content(file) == b"x"
        assert suspects.note(tmp_path, str(copy))
        suspects.recall(tmp_path, *trees)
        for path in (file, copy):
            with pytest.raises(Unreadable, match="放在一边"):
                read_content(path)
        suspects.was_ready(tmp_path)
        file.write_text("y", encoding="utf-8")
        assert read_content(file) == b"y", "it changed"
        copy.write_text("y", encoding="utf-8")
        suspects.recall(tmp_path, *trees)
        assert read_content(copy) == b"y", "a start later too"
    finally:
        copy.unlink()
        suspects.recall(tmp_path, *trees)


def test_once_alone_is_forgotten_when_everything_was_read(tmp_path) -> None:
    (tmp_path / "some.md").touch()
    suspects.note(tmp_path, str(tmp_path / "some.md"))
    suspects.was_ready(tmp_path)
    assert not suspects.note(tmp_path, str(tmp_path / "some.md"))


def page(office) -> str:
    address = f"/enterprises/{REFERENCE}/"
    status, _headers, body = get(LiveSite(lambda *_: [], office.site), address)
    return body.decode() if status == "200 OK" else ""


@pytest.fixture
def publisher(office, keep):
    put(office, GOOD)
    environment = {**os.environ, "KAIGONG_OFFICE": str(office.config.office)}
    kept = keep(
        office.data, [sys.executable, "-m", "tests.publishing.hanging"], environment
    )
    kept.until(lambda: "有效" in page(office), 60)
    return kept


@pytest.mark.long
def test_a_publisher_that_is_stopped_is_replaced_and_takes_away(
    office, publisher
) -> None:
    publisher.child.process.send_signal(signal.SIGSTOP)
    put(office, REVOKED)
    print(publisher.until(lambda: "已撤销" in page(office), 30))


@pytest.mark.long
def test_a_notice_that_renders_for_ever_is_set_aside_by_name_and_all_else_goes_on(
    office, publisher
) -> None:
    slow = office.content / "notices" / "slow.md"
    slow.write_text(f"{NOTICE}{hanging.WORD * 100}\n", encoding="utf-8")
    # as it is judged, or as it is accepted
    publisher.until(lambda: Path(pulse.read(office.data).path).name == slow.name, 10)
    put(office, REVOKED)
    print(publisher.until(lambda: "已撤销" in page(office), 60))
    told = office.content / "FAULTS.txt"
    publisher.until(lambda: "放在一边" in told.read_text(encoding="utf-8"), 60)
    assert "notices/slow.md" in told.read_text(encoding="utf-8")
    slow.write_text(f"{NOTICE}好了。\n", encoding="utf-8")
    published = office.site / "tree" / "notices" / "slow" / "index.html"
    publisher.until(published.exists, 10)
    assert "放在一边" not in told.read_text(encoding="utf-8")
