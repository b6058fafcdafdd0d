"""The machine's clock is set while the office runs: an hour on, an hour back, and right
again. Suspensions are public at once, nobody is ended, nothing is said twice.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from forms_app.base.jsonfiles import read_json
from tests.publishing.soon import SUSPENDED, WITHIN, until, word_on
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.supervised import Supervised, start
from tests.visitor import Phone

LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
pytestmark = [
    pytest.mark.long,
    pytest.mark.same_on_both(reason="about files, not about the database"),
    pytest.mark.skipif(not LIBRARIES, reason="needs libfaketime (Debian)"),
]
JUMPS = ("+1h", "-1h", "+0s", "-1h", "+1h", "+0s")


@pytest.fixture
def set_clock(tmp_path: Path):
    said = tmp_path / "clock"

    def set_clock(by: str) -> dict[str, str]:
        """What makes a process follow it."""
        said.write_text(by, encoding="ascii")
        return {
            "LD_PRELOAD": str(LIBRARIES[0]),
            "FAKETIME_TIMESTAMP_FILE": str(said),
            "FAKETIME_CACHE_DURATION": "1",
            "NO_FAKE_STAT": "1",  # the times of files stay
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    return set_clock


@contextmanager
def running(folder: Path, **settings: str) -> Iterator[Supervised]:
    """How it ends is not looked at: the library lets a sleep fail now and then."""
    started = start(folder, **settings)
    try:
        yield started
    finally:
        started.process.terminate()
        started.process.wait(60)


def shows(served: Supervised, word: str) -> bool:
    try:
        page = Phone(served.address, 0).open(f"/enterprises/{REFERENCE}/")
    except OSError:  # not published yet
        return False
    return word_on(page) == word


def is_well(served: Supervised) -> bool:
    try:
        return "working" in Phone(served.address, 0).open("/app/healthz")
    except OSError:
        return False


def test_a_clock_that_jumps_neither_delays_a_suspension_nor_ends_anybody(
    office, set_clock
) -> None:
    put(office, GOOD)
    office.database.close()
    revision = 1
    with running(office.config.office, **set_clock("+0s")) as served:
        until(partial(shows, served, "有效"), patience=120)
        publisher = read_json(office.data / "publisher.json")["pid"]
        for jump in JUMPS:
            set_clock(jump)
            time.sleep(2)  # whoever looks at the clock has seen it
            revision += 1
            put(office, SUSPENDED.replace("Revision: 1", f"Revision: {revision}"))
            took = until(partial(shows, served, "暂停"))
            print(f"{jump}: {took:.2f} s")
            assert took < WITHIN, jump
            revision += 1
            put(office, GOOD.replace("Revision: 1", f"Revision: {revision}"))
            until(partial(shows, served, "有效"))
        time.sleep(12)  # longer than one may be silent
        # files keep the time of the real clock, which is right again by now
        until(partial(is_well, served), patience=60)
        assert read_json(office.data / "publisher.json")["pid"] == publisher
