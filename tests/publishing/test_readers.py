"""Readers during releases: many clients over two real workers, none fails, none gets a wrong length or a stale "valid"."""

from __future__ import annotations

import gzip
import http.client
import random
import threading
import time
from pathlib import Path

import brotli
import pytest

from tests.publishing.soon import word_on
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.supervised import supervised

pytestmark = pytest.mark.same_on_both(reason="about files, not about the database")
SUSPENDED = GOOD.replace("approved", "suspended").replace(
    "Pilot", "Reason: 整改\nPilot"
)
CLIENTS = 16
PATHS = ("/", "/enterprises/", f"/enterprises/{REFERENCE}/", "/enterprises/qiantou/", "/data/enterprises.json", "/data/version.json",
         "/data/enterprises/qiantou.json", "/theme/css/style.css", "/notices/", "/statistics/")  # fmt: skip

DECODED = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}


class Log:
    """When the file said what, and what readers saw."""

    def __init__(self) -> None:
        self.taken_away: float = (
            0.0  # when the approval was taken away; 0 while it is there
        )
        self.wrong: list[str] = []
        self.asked = 0
        self.lock = threading.Lock()


def read(port: int, number: int, log: Log, requests: int) -> None:
    chance = random.Random(number)
    tags = {}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for _n in range(requests):
        path = chance.choice(PATHS)
        headers = {"Accept-Encoding": chance.choice(("identity", "gzip", "br"))}
        if path in tags and chance.random() < 0.5:
            headers["If-None-Match"] = tags[path][0]
        began = time.monotonic()
        taken = log.taken_away
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException) as error:
            log.wrong.append(f"{path}: {error!r}")
            connection.close()
            continue
        said = answer.getheader("Content-Length")
        if answer.status == 304:
            body = tags[path][1]
            encoding = tags[path][2]
        elif answer.status != 200 or (said and int(said) != len(body)):
            log.wrong.append(f"{path}: {answer.status}, {said} said, {len(body)} came")
            continue
        else:
            encoding = answer.getheader("Content-Encoding") or ""
            tags[path] = (answer.getheader("ETag"), body, encoding)
        is_late = taken and taken == log.taken_away and began - taken > 1
        if is_late and says_valid(path, DECODED[encoding](body)):
            log.wrong.append(f"{path} says valid {began - taken:.2f} s after the edit")
    with log.lock:
        log.asked += requests


def says_valid(path: str, body: bytes) -> bool:
    if path == f"/enterprises/{REFERENCE}/":
        return word_on(body.decode()) == "有效"
    if path in {"/data/enterprises.json", "/data/enterprises/qiantou.json"}:
        return b'"status":"approved"' in body
    return False


@pytest.mark.walk
@pytest.mark.parametrize(
    ("requests", "releases"),
    [(2_000, 20), pytest.param(20_000, 200, marks=pytest.mark.long)],
    ids=["a tenth", "whole"],
)
def test_no_reader_gets_half_a_page_or_an_approval_that_was_taken_away(
    office, requests, releases
) -> None:
    put(office, GOOD)
    office.database.close()
    log = Log()
    with supervised(office.config.office, KAIGONG_WORKERS="2") as running:
        page = office.site / "tree" / "enterprises" / REFERENCE / "index.html"
        wait_for(page, "有效")
        clients = [
            threading.Thread(
                target=read, args=(running.port, n, log, requests // CLIENTS)
            )
            for n in range(CLIENTS)
        ]
        for client in clients:
            client.start()
        for n in range(releases):
            is_suspended = n % 2 == 0
            put(office, SUSPENDED if is_suspended else GOOD)
            log.taken_away = time.monotonic() if is_suspended else 0.0
            wait_for(page, "暂停" if is_suspended else "有效")
            if n % 10 == 0:
                time.sleep(1.2)  # long enough for a late "valid" to be seen
        for client in clients:
            client.join()
    assert log.wrong[:5] == [] and log.asked == requests // CLIENTS * CLIENTS
    assert (
        sum(
            1
            for row in (office.site / "releases.log")
            .read_text(encoding="utf-8")
            .splitlines()
            if '"release"' in row
        )
        >= releases
    )


def wait_for(page: Path, words: str) -> None:
    deadline = time.monotonic() + 60
    while not (page.exists() and word_on(page.read_text(encoding="utf-8")) == words):
        assert time.monotonic() < deadline, words
        time.sleep(0.01)
