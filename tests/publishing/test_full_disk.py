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
from tests.conftest import post
from tests.publishing.test_accept import GOOD, REFERENCE, put

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
    thread = threading.Thread(target=made.run)
    thread.start()
    ballast = office.data / "ballast"
    within(20, lambda: shown(office) and ballast.exists())
    yield made
    stop.set()
    thread.join()


def within(seconds: float, holds: Callable[[], bool]) -> float:
    """How long it takes until this is so."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < seconds
        time.sleep(0.05)
    return time.monotonic() - began


def shown(office) -> str:
    try:
        page = office.site / "tree" / "enterprises" / REFERENCE / "index.html"
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
    ready.replace(office.content / "enterprises" / "qiantou" / f"{REFERENCE}.md")
    within(5, lambda: "已撤销" in shown(office))
    assert not (office.data / "ballast").exists()
    filling.unlink()
    within(10, lambda: (office.data / "ballast").exists())


def test_a_suspension_by_button_goes_live_on_a_full_disk(
    office, service, staff, tmp_path
) -> None:
    reviewer = staff("reviewer", ("qiantou",))
    page = f"/app/staff/enterprises/{REFERENCE}/"
    assert reviewer.get(page).status_code == 200
    fill(tmp_path)
    path = f"{page}suspend/"
    deadline = time.monotonic() + 5
    while "停" not in shown(office) and time.monotonic() < deadline:
        post(reviewer, path, page, reason="示例原因")
        time.sleep(0.2)
    assert "已暂停" in shown(office) or "暂停" in shown(office)
