"""People in a morning's peak: what gates and reports take a second, through the app in several processes, on both databases.

5,000 people on the rosters of one community pass within two hours, which is 0.7 a second on average. Each measurement is a
function of MEASURED, given a running office.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from forms_app import create_app
from forms_app.base.access import Actor, Role
from forms_app.base.accounts.operations import open_account
from forms_app.base.accounts.post import Post
from forms_app.base.config import Config
from forms_app.base.office import Office
from forms_app.base.personal import access_hash
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import Enterprise
from tests import postgres
from tests.bench.office import PROJECT
from tests.bench.publish import _registered
from tests.bench.serve import WEB, _running, _wait
from tests.conftest import PASSWORD
from tests.supervised import free_port

PEOPLE = 5000
ENTERPRISES = 50
CODE = "AAAACCCCDDDD"
SECONDS = 6.0
CLIENTS = 8
POINT = "/app/gate/xunmei-point-1/"
REPORT = "/app/my/report/"


@dataclass(frozen=True)
class Running:
    """An office that is served, with its folder and its port."""

    folder: Path
    port: int


def _lay_out(folder: Path, environment: dict[str, str]) -> None:
    """The sample office with 5,000 people on rosters of xunmei, and a keeper's account for each client."""
    import shutil

    shutil.copytree(PROJECT / "content", folder / "content")
    for word in ("migrate", "publish"):
        command = [sys.executable, "-m", "flask", "--app", "forms_app", word]
        subprocess.run(
            command, cwd=PROJECT, env=environment, check=True, capture_output=True
        )
    office = Office.open(Config.from_environ(environment))
    now = office.clock.now()
    with create_app(office).app_context(), office.database.writing() as session:
        enterprises = [
            _registered(f"XM-{n:06}", "xunmei", n, now) for n in range(ENTERPRISES)
        ]
        for each in enterprises:
            each.access_hash = access_hash(each.reference, CODE)
        session.add_all(enterprises)
        session.flush()
        session.add_all(
            [_person(enterprises[n % ENTERPRISES], n, now) for n in range(PEOPLE)]
        )
        for n in range(CLIENTS):
            post = Post.of(Role.KEEPER, ["xunmei"])
            by: dict[str, Any] = {"actor": Actor("system", "bench"), "now": now}
            open_account(session, f"keeper-{n}", PASSWORD, post, **by)
    office.database.close()


def _person(enterprise: Enterprise, number: int, now: datetime) -> Person:
    phone = f"138{number:08}"
    return Person(
        enterprise=enterprise,
        number=number // ENTERPRISES + 1,
        name=f"示例{number}",
        phone=phone,
        phone_index=str(number),
        stayed=True,
        symptoms=False,
        source="sheet",
        added_at=now,
        outcome="none",
    )


class Phone:
    """One phone with a connection that is kept."""

    token = ""

    def __init__(self, port: int, number: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: dict[str, str] = {}
        self.number = number
        self.sent = 0
        self.sign_in()

    def sign_in(self) -> None:
        page = self.ask("GET", "/app/staff/sign-in/")
        fields = {
            "username": f"keeper-{self.number}",
            "password": PASSWORD,
            "csrf_token": self.token_on(page),
        }
        self.ask(
            "POST",
            "/app/staff/sign-in/",
            urlencode(fields),
            "application/x-www-form-urlencoded",
        )
        self.token = self.token_on(self.ask("GET", POINT))

    def address(self) -> str:
        return f"192.0.2.{self.number % 250 + 1}"

    @staticmethod
    def token_on(page: str) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found, page[:300]
        return found[1]

    def ask(
        self,
        method: str,
        path: str,
        body: str = "",
        kind: str = "application/json",
        accept: str = "text/html",
    ) -> str:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        # each phone at an address of its own, where one is believed
        headers = {
            "Cookie": cookies,
            "Accept": accept,
            "X-Forwarded-For": self.address(),
        }
        if body:
            headers |= {"Content-Type": kind, "X-CSRFToken": self.token}
        self.connection.request(method, path, body.encode() or None, headers)
        answer = self.connection.getresponse()
        for header in answer.headers.get_all("Set-Cookie") or ():
            name, _equals, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        text = answer.read().decode()
        assert answer.status < 400, (answer.status, path, text[:300])
        return text

    def _next(self) -> int:
        self.sent += 1
        return (self.number * 617 + self.sent * 7) % PEOPLE


class Keeper(Phone):
    """Of a keeper at the gate."""

    def look_up(self) -> None:
        self.ask("POST", f"{POINT}known/", json.dumps({"tail": f"{self._next():04}"}))

    def enter(self, how_many: int) -> None:
        items = [
            {"kind": "person", "client_id": f"k{self.number}-{time.time_ns()}-{n}", "direction": "in", "celsius": "36.5",
             "tail": f"{self._next():04}"}
            for n in range(how_many)
        ]  # fmt: skip
        kept = json.loads(
            self.ask("POST", f"{POINT}passages/", json.dumps({"items": items}))
        )["kept"]
        assert len(kept) == how_many


class Clerk(Phone):
    """Of a clerk who reports a hundred people."""

    def sign_in(self) -> None:
        fields = {
            "reference": f"XM-{self.number:06}",
            "access_code": CODE,
            "csrf_token": self.token_on(self.ask("GET", "/app/my/sign-in/")),
        }
        form = "application/x-www-form-urlencoded"
        self.ask("POST", "/app/my/sign-in/", urlencode(fields), form)
        page = self.ask("GET", REPORT)
        self.token = self.token_on(page)
        self.fields = dict(
            re.findall(
                r'<input type="hidden" name="([^"]+)" value="([^"]*)"',
                page.partition("data-report")[2],
            )
        )

    def report(self) -> None:
        said = {
            **self.fields,
            "client_id": f"c{self.number}-{time.time_ns()}",
            "rest": "well",
            "step": "send",
        }
        answer = self.ask(
            "POST",
            REPORT,
            urlencode(said),
            "application/x-www-form-urlencoded",
            "application/json",
        )
        assert json.loads(answer)["kept"], answer


def client(port: int, number: int, what: str, pause: float) -> None:
    """What one client process does; prints the seconds each request took. `pause` between requests makes a pace."""
    do = (
        Clerk(port, number).report
        if what == "report"
        else _at_the_gate(Keeper(port, number), what)
    )
    print("ready", flush=True)
    sys.stdin.readline()
    took = []
    until = time.perf_counter() + SECONDS
    while (began := time.perf_counter()) < until:
        do()
        took.append(time.perf_counter() - began)
        time.sleep(pause)
    print(json.dumps(took), flush=True)


def _at_the_gate(keeper: Keeper, what: str) -> Callable[[], None]:
    return {
        "look up": keeper.look_up,
        "enter": lambda: keeper.enter(1),
        "catch up": lambda: keeper.enter(50),
    }[what]


def load(port: int, what: str, pause: float = 0.0) -> list[float]:
    """The seconds every request of all clients took, sorted."""
    code = f"from tests.bench import people; import sys; people.client({port}, int(sys.argv[1]), {what!r}, {pause})"
    command = [sys.executable, "-c", code]
    pipes: dict[str, Any] = {
        "stdin": subprocess.PIPE,
        "stdout": subprocess.PIPE,
        "text": True,
        "cwd": PROJECT,
    }
    started = [subprocess.Popen([*command, str(n)], **pipes) for n in range(CLIENTS)]
    for process in started:
        assert process.stdout and process.stdout.readline().strip() == "ready"
    took: list[float] = []
    threads = [
        threading.Thread(
            target=lambda p=p: took.extend(json.loads(p.communicate("go\n")[0]))
        )
        for p in started
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(took)


def gate(at: Running) -> dict[str, float]:
    """One entry a request from phones as fast as they can, at a keeper's pace, and 50 at once after a night offline."""
    found: dict[str, float] = {}
    load(at.port, "look up")  # every process has loaded who is known
    for name, what, entries, pause in (
        ("look up four digits", "look up", 1, 0.0),
        ("enter, as fast as it goes", "enter", 1, 0.0),
        ("enter, 8 keepers, 2 a second each", "enter", 1, 0.5),
        ("catch up, 50 at once", "catch up", 50, 0.0),
    ):
        found |= _told(name, load(at.port, what, pause), entries)
    return found


def reports(at: Running) -> dict[str, float]:
    """A hundred people in each report, one report a request."""
    return _told("report of a hundred people", load(at.port, "report"), 1)


def _told(name: str, took: list[float], each: int) -> dict[str, float]:
    return {
        f"{name}: a second": len(took) * each / SECONDS,
        f"{name}: p50 ms": took[len(took) // 2] * 1000,
        f"{name}: p99 ms": took[int(len(took) * 0.99)] * 1000,
    }


MEASURED: dict[str, Callable[[Running], dict[str, float]]] = {
    "gate": gate,
    "reports": reports,
}


@contextmanager
def served(database_url: str, **more: str) -> Iterator[Running]:
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        port = free_port()
        environment = {
            **os.environ,
            "KAIGONG_OFFICE": str(folder),
            "DATABASE_URL": database_url,
            "KAIGONG_PORT": str(port),
            **more,
        }
        _lay_out(folder, environment)
        with _running(WEB, environment, PROJECT):
            _wait(port)
            yield Running(folder, port)


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """The addresses of both kinds, "" for SQLite; of PostgreSQL on a server of our own
    that waits for the disk, as in service, where one is found.
    """
    with ExitStack() as stack:
        urls = {"SQLite": ""}
        try:
            server = stack.enter_context(postgres.own_server(settings=()))
            fresh = postgres.Databases(server.url).fresh(empty=True)
            urls["PostgreSQL"] = stack.enter_context(fresh)
        except postgres.NoPostgres as missing:
            print(missing, flush=True)
        yield urls


def main(out: Path) -> None:
    """On both databases."""
    out.mkdir(parents=True, exist_ok=True)
    found: dict[str, dict[str, float]] = {}
    with databases() as urls:
        for database, url in urls.items():
            with served(url) as running:
                for name, measure in MEASURED.items():
                    for key, value in measure(running).items():
                        print(
                            f"  {database}: {name}: {key:45} {value:10.1f}", flush=True
                        )
                        found.setdefault(f"{name}: {key}", {})[database] = value
    rows = [
        f"| {PEOPLE:,} people on rosters, {CLIENTS} phones, 2 processes | {' | '.join(urls)} |",
        "|---|" + "---:|" * len(urls),
    ]
    rows += [
        f"| {key} | " + " | ".join(f"{of.get(url, 0):,.1f}" for url in urls) + " |"
        for key, of in found.items()
    ]
    (out / "people.md").write_text("\n".join(rows) + "\n", encoding="utf-8")
    print(f"Table: {out}/people.md")
