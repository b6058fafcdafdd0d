"""A suspension is public at once whatever is in its way."""

from __future__ import annotations

import itertools
import os
import socket
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from urllib.parse import urlencode

import pytest

from forms_app.base import background
from forms_app.base.clock import OfficeClock, real_now
from forms_app.publishing.intake import watch
from forms_app.publishing.release import compress
from tests import journeys
from tests.conftest import NOW, token
from tests.publishing import soon
from tests.publishing.served import Answer, serving, wait_until_served
from tests.publishing.soon import SUSPENDED, page, suspend_soon, until
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.publishing.test_lanes import UNFINISHED
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


QUICK = [no_watcher, checkout, growing]
WAYS = [
    *QUICK,
    no_walker,
    no_compressor,
    swap_files,
    pytest.param(large_checkout, marks=pytest.mark.long),
    pytest.param(growing_for_a_minute, marks=pytest.mark.long),
]


@pytest.fixture
def running(office, monkeypatch):
    monkeypatch.setattr(background, "LONGEST_PAUSE", 1.0)
    with soon.running(office) as service:
        yield service


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


@pytest.fixture
def approved(office, client, running) -> str:
    """The reference of an enterprise of the register that may open."""
    reference, _code = journeys.register(client)
    soon.save(office, GOOD, reference)
    until(lambda: "有效" in page(office, reference))
    return reference


@pytest.fixture
def button(staff, approved) -> Callable[..., None]:
    """Pressing it: by the app of the test, or as `ask` sends it."""
    reviewer = staff("reviewer", ("qiantou",))
    desk = f"/app/staff/enterprises/{approved}/suspend/"
    form = {"csrf_token": token(reviewer, desk), "reason": "消防通道堵塞"}

    def press(ask: Callable[..., Answer] | None = None) -> None:
        if ask is None:
            assert reviewer.post(desk, data=form).status_code == 302
            return
        cookie = f"kaigong={reviewer.get_cookie('kaigong').value}"
        kind = "application/x-www-form-urlencoded"
        sent = ask("POST", desk, urlencode(form), Cookie=cookie, Content_Type=kind)
        assert sent.status == 302

    return press


@pytest.mark.walk
@pytest.mark.parametrize("way", QUICK)
def test_a_suspension_by_the_button_is_public_at_once(
    office, approved, button, monkeypatch, way
) -> None:
    took = suspend_soon(office, lambda: way(office, monkeypatch), button, approved)
    print(f"\nby button, {way.__name__}: {took:.2f} s")


@pytest.mark.long
@pytest.mark.parametrize("way", [no_walker, no_compressor, swap_files, large_checkout])
def test_a_suspension_by_the_button_is_public_at_once_whatever_is_in_the_way(
    office, approved, button, monkeypatch, way
) -> None:
    took = suspend_soon(office, lambda: way(office, monkeypatch), button, approved)
    print(f"\nby button, {way.__name__}: {took:.2f} s")


@pytest.mark.long
def test_a_suspension_by_the_button_is_public_at_once_beside_bodies_that_never_come(
    office, approved, button
) -> None:
    OfficeClock(NOW, real_now()).save(office.data / "demo-clock.json")
    with serving(office.config.office) as served, ExitStack() as stalled:
        wait_until_served(served, "/app/feedback/")

        def stall() -> None:
            for _client in range(60):
                client = socket.create_connection(("127.0.0.1", served.port))
                stalled.enter_context(client).sendall(UNFINISHED)

        took = suspend_soon(office, stall, partial(button, served.ask), approved)
    print(f"\nby button, 60 bodies: {took:.2f} s")
