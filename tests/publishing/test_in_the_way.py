"""A suspension is public at once whatever is in its way."""

from __future__ import annotations

import itertools
import os
import threading
import time

import pytest

from forms_app.base import background
from forms_app.publishing.intake import watch
from forms_app.publishing.release import compress
from forms_app.publishing.service.process import Service
from tests import journeys
from tests.conftest import post
from tests.publishing.soon import SUSPENDED, page, suspend_soon, until
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.publishing.test_strange_files import NOTICE
from tests.rule_files import DECISIONS

pytestmark = pytest.mark.same_on_both
LETTERS = "ACDEFHJKMNPRTWXY"


def fail(*_given, **_named):
    raise ValueError("what nobody has thought of")


def no_watcher(_office, patch) -> None:
    patch.setattr(watch, "watch", fail)


def no_walker(_office, patch) -> None:
    patch.setattr(watch, "WALK_EVERY", 0.05)
    patch.setattr(watch, "whole_stamps", fail)


def no_compressor(_office, patch) -> None:
    patch.setattr(compress, "PAUSE", 0.05)
    patch.setattr(compress.Compressor, "_compress", fail)


def checkout(office, _patch, number: int = 40) -> None:
    codes = itertools.islice(itertools.product(LETTERS, repeat=3), number)
    for a, b, c in codes:
        reference = f"QT-AA{a}A{b}{c}"
        put(office, GOOD.replace(REFERENCE, reference), reference)


def large_checkout(office, patch) -> None:
    checkout(office, patch, 500)


def swap_files(office, _patch) -> None:
    folder = office.content / DECISIONS / "qiantou"
    for name in (
        f".{REFERENCE}.md.swp",
        f"{REFERENCE}.md~",
        "4913",
        ".goutputstream-A",
    ):
        (folder / name).write_bytes(os.urandom(64))


def growing(office, _patch, seconds: float = 3) -> None:
    """A notice that is copied in slowly."""
    path = office.content / "notices" / "growing.md"

    def grow() -> None:
        end = time.monotonic() + seconds
        with path.open("a", encoding="utf-8") as file:
            file.write(NOTICE)
            while time.monotonic() < end:
                file.write("一行字。\n")
                file.flush()
                time.sleep(0.02)

    threading.Thread(target=grow, daemon=True).start()


def growing_for_a_minute(office, patch) -> None:
    growing(office, patch, 60)


WAYS = [
    no_watcher,
    no_walker,
    no_compressor,
    checkout,
    swap_files,
    growing,
    pytest.param(large_checkout, marks=pytest.mark.long),
    pytest.param(growing_for_a_minute, marks=pytest.mark.long),
]


@pytest.fixture
def running(office, monkeypatch):
    monkeypatch.setattr(background, "LONGEST_PAUSE", 1.0)
    put(office, GOOD)
    stop = threading.Event()
    service = Service(office, stop)
    thread = threading.Thread(target=service.run, daemon=True)
    thread.start()
    until(lambda: service.publisher.heartbeat.ready_after)
    yield service
    stop.set()
    thread.join()


@pytest.mark.parametrize("way", WAYS)
def test_a_suspension_by_file_is_public_at_once(
    office, running, monkeypatch, record_property, way
) -> None:
    assert "有效" in page(office)
    took = suspend_soon(office, lambda: way(office, monkeypatch))
    record_property("seconds", round(took, 2))
    print(f"\n{way.__name__}: {took:.2f} s")


@pytest.mark.long
def test_a_suspension_waits_for_a_folder_that_is_away_and_for_nothing_else(
    office, running
) -> None:
    away = office.content.with_name("away")
    office.content.rename(away)
    time.sleep(30)
    assert "有效" in page(office), "nothing is concluded from what is not there"
    away.rename(office.content)
    put(office, SUSPENDED)
    until(lambda: "有效" not in page(office))


@pytest.mark.parametrize("way", [no_watcher, checkout, growing])
def test_a_suspension_by_the_button_is_public_at_once(
    office, client, staff, running, monkeypatch, way
) -> None:
    reference, _code = journeys.register(client)
    put(office, GOOD.replace(REFERENCE, reference), reference)
    address = office.site / "tree" / "enterprises" / reference / "index.html"
    until(lambda: address.exists() and "有效" in address.read_text(encoding="utf-8"))
    reviewer = staff("reviewer", ("qiantou",))
    way(office, monkeypatch)
    time.sleep(0.1)
    began = time.monotonic()
    desk = f"/app/staff/enterprises/{reference}/suspend/"
    assert post(reviewer, desk, reason="消防通道堵塞").status_code == 302
    until(lambda: "有效" not in address.read_text(encoding="utf-8"))
    print(f"\nby button, {way.__name__}: {time.monotonic() - began:.2f} s")
