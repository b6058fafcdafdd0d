"""A taking-away by file, and that it is public in less than two seconds.

A machine that is busy with something else may make it late once; what is really in the
way does so again.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from forms_app.base.office import Office
from forms_app.publishing.release.serve import LiveSite
from forms_app.publishing.service.process import Service
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.publishing.test_release import get

WITHIN = 2.0  # seconds, from the saved file to the page
PATIENCE = 20.0
SUSPENDED = GOOD.replace("approved", "suspended").replace(
    "Pilot", "Reason: 整改\nPilot"
)


def page(office: Office) -> str:
    """What a visitor is shown of the enterprise; empty where that is nothing."""
    address = f"/enterprises/{REFERENCE}/"
    status, _headers, body = get(LiveSite(lambda *_: [], office.site), address)
    return body.decode() if status == "200 OK" else ""


def until(holds: Callable[[], bool]) -> float:
    """How many seconds it takes."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < PATIENCE
        time.sleep(0.02)
    return time.monotonic() - began


@contextmanager
def running(office: Office) -> Iterator[Service]:
    """A publisher at work, with one enterprise approved."""
    put(office, GOOD)
    stop = threading.Event()
    service = Service(office, stop)
    thread = threading.Thread(target=service.run, daemon=True)
    thread.start()
    try:
        until(lambda: "有效" in page(office))
        yield service
    finally:
        stop.set()
        thread.join()


def is_suspended(office: Office) -> bool:
    return "暂停" in page(office) and "有效" not in page(office)


def suspend_soon(office: Office, get_in_the_way: Callable[[], object]) -> float:
    """Suspend the enterprise with something in the way, and give how long it took to be
    public.
    """
    took = PATIENCE
    for revision in (1, 3):
        get_in_the_way()
        time.sleep(0.1)  # it is in the way by now
        put(office, SUSPENDED.replace("Revision: 1", f"Revision: {revision}"))
        took = until(lambda: is_suspended(office))
        if took < WITHIN:
            break
        put(office, GOOD.replace("Revision: 1", "Revision: 2"))
        until(lambda: "有效" in page(office))
    assert took < WITHIN
    return took
