"""Acknowledged means kept: kill -9 of the web server and the publisher under submissions loses nothing that was shown."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
from sqlalchemy import func, select

from forms_app.base import audit, logs
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.models import Application
from forms_app.publishing.service.publisher import Publisher
from tests import journeys
from tests.conftest import PROJECT
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.scripts.test_run import free_port, lines_of

CLIENTS = 8
EACH = 25


class Phone:
    """A browser with cookies, that tries again when the server is away."""

    def __init__(self, address: str, number: int) -> None:
        self.address = address
        self.headers = {"X-Forwarded-For": f"10.0.0.{number}"}
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar())
        )

    def open(self, path: str, data: dict | None = None) -> str:
        body = urllib.parse.urlencode(data).encode() if data else None
        request = urllib.request.Request(self.address + path, body, self.headers)
        return self.opener.open(request, timeout=20).read().decode()

    def post(self, path: str, data: dict) -> str:
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.open(path))[1]
        return self.open(
            path,
            {
                "csrf_token": token,
                **{key: value for key, value in data.items() if value != ""},
            },
        )


def register(phone: Phone, name: str) -> str:
    phone.open("/app/register/")
    phone.post("/app/register/who/", {**journeys.WHO, "name": name})
    phone.post("/app/register/community/", {"community": "qiantou"})
    phone.post("/app/register/where/", journeys.WHERE)
    shown = re.search(
        r'class="code">([A-Z]{2}-\w{6})<',
        phone.post("/app/register/contact/", journeys.CONTACT),
    )
    assert shown
    return shown[1]


def apply(phone: Phone) -> None:
    phone.post("/app/apply/", {})
    for page, answers in journeys.PAGES.items():
        phone.post(f"/app/apply/{page}/", answers)
    assert "打印回执" in phone.post("/app/apply/check/", journeys.COMMITMENT)


@pytest.mark.long
def test_nothing_that_was_shown_is_lost_when_processes_are_killed(office) -> None:
    office.database.close()
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "forms_app.supervise",
        "run",
        str(office.config.office),
        "127.0.0.1",
        str(port),
    ]
    environment = {**os.environ, "KAIGONG_TRUSTED_PROXIES": "1"}
    process = subprocess.Popen(
        command,
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    shown: list[str] = []
    handed_in: list[str] = []
    done = threading.Event()

    def fill_in(number: int) -> None:
        for n in range(EACH):
            for _attempt in range(40):
                phone = Phone(f"http://127.0.0.1:{port}", number)
                try:
                    reference = register(phone, f"示例店{number}之{n}")
                    shown.append(reference)
                    apply(phone)
                    handed_in.append(reference)
                    break
                except (OSError, urllib.error.HTTPError, TypeError, AssertionError):
                    time.sleep(0.5)

    def kill() -> None:
        chance = random.Random(3)
        while not done.wait(chance.uniform(1.5, 3)):
            children = (
                Path(f"/proc/{process.pid}/task/{process.pid}/children")
                .read_text()
                .split()
            )
            for child in chance.sample(children, 1) if children else []:
                os.kill(int(child), signal.SIGKILL)

    try:
        lines_of(process, "Ready: ")
        threading.Thread(target=lambda: process.stdout.read(), daemon=True)
        killer = threading.Thread(target=kill)
        phones = [
            threading.Thread(target=fill_in, args=(number,))
            for number in range(1, CLIENTS + 1)
        ]
        killer.start()
        for phone in phones:
            phone.start()
        put(office, GOOD)
        for phone in phones:
            phone.join()
        done.set()
        killer.join()
    finally:
        done.set()
        process.send_signal(signal.SIGTERM)
        process.wait(30)
    assert len(handed_in) == len(set(handed_in)) == CLIENTS * EACH and len(
        set(shown)
    ) == len(shown)
    with office.database.reading() as session:
        kept = dict(
            session.execute(
                select(Enterprise.reference, func.count()).group_by(
                    Enterprise.reference
                )
            ).all()
        )
        assert [reference for reference in shown if kept.get(reference) != 1] == []
        query = (
            select(Enterprise.reference, func.count())
            .join(Application)
            .where(Application.stage == "submitted")
        )
        submitted = dict(session.execute(query.group_by(Enterprise.reference)).all())
        assert [
            reference for reference in handed_in if submitted.get(reference) != 1
        ] == []
        assert audit.verify(session) is None
    Publisher(office, logs.configure()).cycle("test")
    assert "有效" in (
        office.site / "tree" / "enterprises" / REFERENCE / "index.html"
    ).read_text(encoding="utf-8")
