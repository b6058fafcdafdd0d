"""What looking after people costs: the read log on a page of fifty people, and eight people who sign in each second beside
somebody at work.
"""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from unittest import mock
from urllib.parse import urlencode

import structlog
from flask.testing import FlaskClient

from forms_app import create_app
from forms_app.base import read_log
from forms_app.base.office import Office
from tests import backlog
from tests.bench.lists import sample_office, signed_in
from tests.bench.people import POINT, Keeper, Running, served
from tests.conftest import PASSWORD, post

ROUNDS = 300
A_PAGE = 50  # people on it
SECONDS = 12.0
A_SECOND = 8  # sign-ins


def read_log_cost() -> Iterator[str]:
    """The same page by two apps on one office, of which one keeps no log; in turn, so that a noisy moment falls on both."""
    with sample_office() as office:
        with office.database.writing() as session:
            unit = backlog.unit_of("qiantou", 1)
            backlog.keep(session, [unit])
            backlog.people(session, unit, A_PAGE, "none")
            page = f"/app/staff/enterprises/{unit.reference}/people/"
        with_log = signed_in(office)
        without = _without_log(office)
        structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
        took = defaultdict[str, list[float]](list)
        for _round in range(ROUNDS):
            took["without"].append(_timed(without, page))
            took["again"].append(_timed(with_log, page))
            # as if that had been long ago
            with mock.patch.object(read_log, "ONE_LOOK", timedelta(minutes=-1)):
                took["first"].append(_timed(with_log, page))
    bare, first, again = (
        statistics.median(took[one]) for one in ("without", "first", "again")
    )
    yield "| page of 50 people | ms (median) | to the page without a log |"
    yield "|---|---:|---:|"
    yield f"| without a log | {bare:.2f} | 1.00 |"
    yield f"| entered, as when it is opened first | {first:.2f} | {first / bare:.2f} |"
    yield f"| opened again within ten minutes | {again:.2f} | {again / bare:.2f} |"


def _timed(client: FlaskClient, page: str) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    assert client.get(page).status_code == 200
    return (time.perf_counter() - began) * 1000


def _without_log(office: Office) -> FlaskClient:
    with mock.patch.object(read_log, "init_app", lambda _app, _office: None):
        app = create_app(office)
    client = app.test_client()
    post(client, "/app/staff/sign-in/", username="bench", password=PASSWORD)
    return client


def sign_in_cost() -> Iterator[str]:
    """A keeper opens the gate's page again and again, alone and beside people who sign in."""
    with served("", KAIGONG_TRUSTED_PROXIES="1") as running:
        alone = sorted(_pages(running))
        with _signing_in(running) as done:
            beside = sorted(_pages(running))
        rate = len(done) / SECONDS
    yield "| the gate's page, one after the other | p50 ms | p99 ms |"
    yield "|---|---:|---:|"
    for said, took in (("alone", alone), (f"beside {rate:.1f} sign-ins/s", beside)):
        middle = took[len(took) // 2]
        late = took[int(len(took) * 0.99)]
        yield f"| {said} | {middle * 1000:.1f} | {late * 1000:.1f} |"


def _pages(running: Running) -> list[float]:
    keeper = Keeper(running.port, 0)
    took = []
    until = time.perf_counter() + SECONDS
    while time.perf_counter() < until:
        began = time.perf_counter()
        keeper.ask("GET", POINT)
        took.append(time.perf_counter() - began)
        time.sleep(0.02)
    return took


@contextmanager
def _signing_in(running: Running) -> Iterator[list[float]]:
    """So many a second, each from an address of its own."""
    done: list[float] = []
    threads = [
        threading.Thread(target=_one, args=(running.port, number, done))
        for number in range(int(A_SECOND * SECONDS))
    ]
    ticking = threading.Thread(target=_start_in_turn, args=(threads,))
    ticking.start()
    yield done
    ticking.join()
    for thread in threads:
        thread.join()


def _start_in_turn(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
        time.sleep(1 / A_SECOND)


def _one(port: int, number: int, done: list[float]) -> None:
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"X-Forwarded-For": f"192.0.2.{number % 250 + 1}"}
    connection.request("GET", "/app/staff/sign-in/", headers=headers)
    answer = connection.getresponse()
    headers["Cookie"] = (answer.headers["Set-Cookie"] or "").partition(";")[0]
    fields = {
        "username": f"keeper-{number % 8}",
        "password": PASSWORD,
        "csrf_token": Keeper.token_on(answer.read().decode()),
    }
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request("POST", "/app/staff/sign-in/", urlencode(fields), headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    # 503: too many at once; the form stays, and is sent again
    assert answer.status in {302, 503}, answer.status
    if answer.status == 302:
        done.append(time.perf_counter() - began)


def main(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    rows = []
    for row in (*read_log_cost(), "", *sign_in_cost()):
        rows.append(row)
        print(row, flush=True)
    (out / "trust.md").write_text("\n".join(rows) + "\n", encoding="utf-8")
    print(f"Table: {out}/trust.md")
