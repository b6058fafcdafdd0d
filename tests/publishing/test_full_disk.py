"""On a full disk a suspension by file and by button is public within five seconds; the ballast is laid again when there is room."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from forms_app.base import room
from forms_app.publishing.service import process
from tests import journeys
from tests.conftest import token
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.rule_files import DECISIONS

pytestmark = [
    pytest.mark.long,
    pytest.mark.sqlite_only(reason="its file lies on the disk that is full"),
]
REVOKED = GOOD.replace("approved", "revoked").replace(
    "Pilot", "Reason: 整改不到位\nPilot"
)


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A small disk of its own."""
    folder = Path("/dev/shm") / f"small-disk-{os.getpid()}"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        folder.rmdir()
        pytest.skip("mounting a disk needs root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
        shutil.rmtree(folder)


@pytest.fixture
def service(office, monkeypatch) -> Iterator[process.Service]:
    """A publisher at work, which has laid its ballast."""
    monkeypatch.setattr(room, "LOW", 12_000_000)
    monkeypatch.setattr(process, "SAY_EVERY", 0.2)
    put(office, GOOD)
    stop = threading.Event()
    made = process.Service(office, stop)
    thread = threading.Thread(target=made.run, daemon=True)
    thread.start()
    ballast = office.data / "ballast"
    try:
        within(20, lambda: shown(office) and ballast.exists())
        yield made
    finally:
        stop.set()
        thread.join()


def within(seconds: float, holds: Callable[[], bool]) -> float:
    """How long it takes until this is so."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < seconds
        time.sleep(0.05)
    return time.monotonic() - began


def shown(office, reference: str = REFERENCE) -> str:
    try:
        page = office.site / "tree" / "enterprises" / reference / "index.html"
        return page.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def fill(folder: Path) -> Path:
    """Until the disk takes nothing more."""
    filling = folder / "filling"
    with filling.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while file.write(b"x" * size):
                    pass
            except OSError:
                continue
    return filling


def test_a_revocation_by_file_goes_live_on_a_full_disk(
    office, service, tmp_path
) -> None:
    ready = office.content / "revoked.tmp"
    ready.write_text(REVOKED, encoding="utf-8")
    filling = fill(tmp_path)
    ready.replace(office.content / DECISIONS / "qiantou" / f"{REFERENCE}.md")
    within(5, lambda: "已撤销" in shown(office))
    assert not (office.data / "ballast").exists()
    filling.unlink()
    within(10, lambda: (office.data / "ballast").exists())


def test_a_suspension_by_button_goes_live_on_a_full_disk(
    office, service, client, staff, tmp_path
) -> None:
    """The first try is refused in words, keeps what was typed, and makes room."""
    reference, _code = journeys.register(client)
    put(office, GOOD.replace(REFERENCE, reference), reference)
    within(10, lambda: bool(shown(office, reference)))
    reviewer = staff("reviewer", ("qiantou",))
    path = f"/app/staff/enterprises/{reference}/suspend/"
    fields = {"csrf_token": token(reviewer, path), "reason": "示例原因"}
    fill(tmp_path)
    began = time.monotonic()
    answer = reviewer.post(path, data=fields)
    if answer.status_code == 503:
        assert "磁盘满了" in answer.text
        assert 'value="示例原因"' in answer.text
        answer = reviewer.post(path, data=fields)
    assert answer.status_code == 302
    within(5, lambda: "示例原因" in shown(office, reference))
    assert time.monotonic() - began < 5
