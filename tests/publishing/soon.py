"""A taking-away by file, and that it is public in less than two seconds.

A machine that is busy with something else may make it late once; what is really in the
way does so again.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from forms_app.base.office import Office
from forms_app.publishing.release.serve import LiveSite
from forms_app.publishing.service.process import Service
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.publishing.test_release import get

WITHIN = 2.0  # seconds, from the saved file to the page
PATIENCE = 20.0
WORD = re.compile(r'<span class="word [a-z]+">([^<]+)</span>')
SUSPENDED = GOOD.replace("approved", "suspended").replace(
    "Pilot", "Reason: 整改\nPilot"
)


def page(office: Office, reference: str = REFERENCE) -> str:
    """What a visitor is shown of the enterprise; empty where that is nothing."""
    address = f"/enterprises/{reference}/"
    status, _headers, body = get(LiveSite(lambda *_: [], office.site), address)
    return body.decode() if status == "200 OK" else ""


def word_on(page: str) -> str:
    """The word by which a door's page says how the enterprise stands; empty on others."""
    found = WORD.search(page)
    return found[1] if found else ""


def until(holds: Callable[[], bool], patience: float = PATIENCE) -> float:
    """How many seconds it takes."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < patience
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


def is_suspended(office: Office, reference: str = REFERENCE) -> bool:
    shown = page(office, reference)
    return "暂停" in shown and "有效" not in shown


def suspend_soon(
    office: Office,
    get_in_the_way: Callable[[], object],
    suspend: Callable[[], object] | None = None,
    reference: str = REFERENCE,
) -> float:
    """Suspend the enterprise with something in the way, and give how long it took to be
    public. `suspend`: how, where not by saving its file.
    """
    took = PATIENCE
    for _try in range(2):
        get_in_the_way()
        time.sleep(0.1)  # it is in the way by now
        took = _timed(office, suspend or partial(save, office, SUSPENDED), reference)
        if took < WITHIN:
            break
        save(office, GOOD, reference)
        until(lambda: "有效" in page(office, reference))
    assert took < WITHIN
    return took


def save(office: Office, text: str, reference: str = REFERENCE) -> None:
    """As the newest version of the file, whoever wrote it before."""
    newest = text.replace("Revision: 3", "Revision: 9")
    put(office, newest.replace(REFERENCE, reference), reference)


def _timed(office: Office, suspend: Callable[[], object], reference: str) -> float:
    """From the beginning of the step: whoever takes it may wait for an answer longer
    than for the page.
    """
    step = threading.Thread(target=suspend)
    step.start()
    took = until(partial(is_suspended, office, reference))
    step.join()
    return took
