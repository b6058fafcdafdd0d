"""Pages and forms a second, ours beside bare Flask-WTF pages with the same fields and one committed insert: as many workers, the
same database, the same clients, in turn.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from forms_app import create_app
from forms_app.base.access import Actor, Role
from forms_app.base.accounts.operations import open_account
from forms_app.base.accounts.post import Post
from forms_app.base.config import Config
from forms_app.base.office import Office
from tests import journeys
from tests.bench import bare
from tests.bench.office import PROJECT
from tests.bench.people import (
    CODE,
    ENTERPRISES,
    POINT,
    REPORT,
    Phone,
    Running,
    databases,
    served,
)
from tests.bench.serve import _granian, _running, _wait
from tests.conftest import PASSWORD
from tests.supervised import free_port

SECONDS = 4.0
CLIENTS = (16, 64)
PROCESSES = 2  # of clients, which are threads of these
ROUNDS = 3
FORM = "application/x-www-form-urlencoded"
PAGES = {
    "sign-in": "/app/my/sign-in/",
    "register": "/app/register/who/",
    "apply": "/app/apply/people/",
    "my": "/app/my/",
    "report": REPORT,
    "gate": POINT,
    "queue": "/app/staff/applications/",
}
SOON = timedelta(days=5)
READ_ONLY = {"my", "queue"}
# what every page that is opened has of its own: with the same once more, a form is one
# that was sent twice
OF_ONE_PAGE = {"client_id", "press"}
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_number = itertools.count()


class Guest(Phone):
    """Of the bare pages, where nobody asks who it is."""

    def sign_in(self) -> None:
        pass

    @staticmethod
    def token_on(page: str) -> str:
        return page.partition('name="csrf_token" type="hidden" value="')[2].partition(
            '"'
        )[0]


class Visitor(Phone):
    """Somebody who may open a page: signed in where it asks for that."""

    page = ""

    def address(self) -> str:
        """Another one each time: what is limited by address is not what is measured."""
        number = next(_number) * PROCESSES + os.getpid() % PROCESSES
        return f"198.18.{number // 250 % 250}.{number % 250 + 1}"

    def sign_in(self) -> None:
        if self.page in {"gate", "queue"}:
            account = "keeper-0" if self.page == "gate" else "reviewer"
            said = {"username": account, "password": PASSWORD}
            self.send("/app/staff/sign-in/", said)
        elif self.page in {"apply", "my", "report"}:
            self.send("/app/my/sign-in/", credentials(self.number))
        elif self.page == "register":
            self.ask("GET", "/app/register/")
        if self.page == "apply":
            self.send("/app/apply/", {})

    def send(self, path: str, said: dict[str, Any]) -> None:
        """Opens the form and sends it."""
        token = self.token_on(self.ask("GET", path))
        self.ask("POST", path, urlencode({**said, "csrf_token": token}), FORM)


def visitor(page: str, port: int, number: int) -> Visitor:
    return type(page, (Visitor,), {"page": page})(port, number)


def credentials(number: int) -> dict[str, str]:
    return {"reference": f"XM-{number % ENTERPRISES:06}", "access_code": CODE}


def answers(page: str, number: int) -> dict[str, Any]:
    """What somebody fills in."""
    return {
        "sign-in": credentials(number),
        "register": {key: said for key, said in journeys.WHO.items() if said},
        "apply": {**journeys.PAGES["people"], "planned": date.today() + SOON},
        "report": {"rest": "well", "step": "send"},
    }.get(page, {})


def asking(port: int, number: int, page: str, is_ours: bool) -> Callable[[], Any]:
    """A GET of the page."""
    if is_ours:
        who: Phone = visitor(page, port, number)
        who.connection.close()  # the others may take longer than it would be kept
        return lambda: who.ask("GET", PAGES[page])
    guest = Guest(port, number)
    return lambda: guest.ask("GET", f"/{page}/")


def sending(port: int, number: int, page: str, is_ours: bool) -> Callable[[], Any]:
    """A POST of its form, filled in; each as if the page had just been opened."""
    who = visitor(page, port, number) if is_ours else Guest(port, number)
    path = PAGES[page] if is_ours else f"/{page}/"
    opened = who.ask("GET", path)
    cookies = dict(who.cookies)
    who.token = who.token_on(opened)
    said = {**dict(HIDDEN.findall(opened)), **answers(page, number)}
    said["csrf_token"] = who.token
    who.connection.close()

    def entering() -> Any:
        return who.ask("POST", f"{POINT}passages/", json.dumps({"items": [passage()]}))

    def send() -> Any:
        who.cookies = dict(cookies)
        own = {name: one_id() for name in OF_ONE_PAGE & said.keys()}
        answer = who.ask("POST", path, urlencode({**said, **own}), FORM)
        assert "Redirecting" in answer, answer  # nothing was refused
        return answer

    return entering if page == "gate" and is_ours else send


def one_id() -> str:
    return f"f{os.getpid()}-{time.time_ns()}-{next(_number)}"


def passage() -> dict[str, str]:
    tail = f"{next(_number) * 7 % 5000:04}"
    return {
        "kind": "person",
        "client_id": one_id(),
        "direction": "in",
        "celsius": "36.5",
        "tail": tail,
    }


def client(port: int, page: str, is_post: bool, is_ours: bool, numbers: range) -> None:
    """What one process of clients does; prints the seconds each request took."""
    make = sending if is_post else asking
    # few at a time: who is too many at once is asked to come again
    with ThreadPoolExecutor(4) as few:
        do = list(few.map(lambda n: make(port, n, page, is_ours), numbers))
    with ThreadPoolExecutor(len(numbers)) as pool:
        print("ready", flush=True)
        sys.stdin.readline()
        took = list(pool.map(repeated, do))
    print(json.dumps([one for own in took for one in own]), flush=True)


def repeated(do: Callable[[], Any]) -> list[float]:
    took = []
    until = time.perf_counter() + SECONDS
    while (began := time.perf_counter()) < until:
        do()
        took.append(time.perf_counter() - began)
    return took


def load(
    port: int, page: str, is_post: bool, is_ours: bool, clients: int
) -> list[float]:
    """The seconds every request of all clients took, sorted."""
    each = clients // PROCESSES
    started = []
    for first in range(0, clients, each):
        numbers = range(first, first + each)
        code = (
            "from tests.bench import forms; "
            f"forms.client({port}, {page!r}, {is_post}, {is_ours}, {numbers!r})"
        )
        started.append(
            subprocess.Popen(
                [sys.executable, "-c", code],
                cwd=PROJECT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
    for process in started:
        assert process.stdout and process.stdout.readline().strip() == "ready", page
    with ThreadPoolExecutor(len(started)) as pool:
        told = list(pool.map(lambda one: one.communicate("go\n")[0], started))
    return sorted(one for text in told for one in json.loads(text))


def add_reviewer(running: Running, url: str) -> None:
    config = Config.from_environ(
        {"KAIGONG_OFFICE": str(running.folder), "DATABASE_URL": url}
    )
    office = Office.open(config)
    by: dict[str, Any] = {"actor": Actor("system", "bench"), "now": office.clock.now()}
    with create_app(office).app_context(), office.database.writing() as session:
        post = Post.of(Role.REVIEWER, ["xunmei"])
        open_account(session, "reviewer", PASSWORD, post, **by)
    office.database.close()


@contextmanager
def bare_beside(running: Running, url: str) -> Iterator[int]:
    """The bare pages' port, on the same server; each has the fields of ours as it is now."""
    pages = {
        page: bare.asked_on(visitor(page, running.port, 0).ask("GET", path))
        for page, path in PAGES.items()
    }
    file = running.folder / "bare.json"
    file.write_text(json.dumps(pages), encoding="utf-8")
    database = running.folder / "bare.sqlite"
    database.touch()  # engines open files and make none
    port = free_port()
    environment = {
        **os.environ,
        "BARE_PAGES": str(file),
        "BARE_DATABASE": _for_sqlalchemy(url) or f"sqlite:///{database}",
    }
    bare.lay_out(environment["BARE_DATABASE"])
    command = [*_granian(port, "tests.bench.bare:application"), "--factory"]
    with _running(command, environment, PROJECT):
        _wait(port)
        yield port


def _for_sqlalchemy(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def main(out: Path) -> None:
    """On both databases."""
    out.mkdir(parents=True, exist_ok=True)
    tables = []
    with databases() as urls:
        for database, url in urls.items():
            with served(url, KAIGONG_TRUSTED_PROXIES="1") as running:
                add_reviewer(running, url)
                with bare_beside(running, url) as port:
                    tables.append(table(database, measured(running.port, port)))
    print(*tables, sep="\n")
    (out / "forms.md").write_text("\n".join(tables), encoding="utf-8")


Runs = dict[tuple[str, int, bool], list[list[float]]]


def measured(ours: int, bare: int) -> Runs:
    """By page, clients and whether it is ours: the seconds of each round's requests."""
    found: Runs = defaultdict(list)
    for _round in range(ROUNDS):
        for (page, method), clients in itertools.product(every(), CLIENTS):
            for is_ours, port in ((True, ours), (False, bare)):
                took = load(port, page, method == "POST", is_ours, clients)
                found[f"{method} {page}", clients, is_ours].append(took)
                said = f"{method} {page}, {clients}, {'ours' if is_ours else 'bare'}"
                print(f"  {said:32} {len(took) / SECONDS:8.0f}/s", flush=True)
    return found


def table(database: str, found: Runs) -> str:
    rows = [
        f"| {database} | clients | a second | bare | ratio | p50 ms | bare | p99 ms | bare |",
        "|---|" + "---:|" * 8,
    ]
    for (page, clients, is_ours), runs in found.items():
        if is_ours:
            rows.append(row(page, clients, runs, found[page, clients, False]))
    return "\n".join(rows) + "\n"


def every() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        yield page, "GET"
        if page not in READ_ONLY:
            yield page, "POST"


def row(
    page: str, clients: int, ours: list[list[float]], bare: list[list[float]]
) -> str:
    rate = middle(map(len, ours)) / SECONDS
    bare_rate = middle(map(len, bare)) / SECONDS
    cells = [f"{rate:,.0f}", f"{bare_rate:,.0f}", f"{rate / bare_rate:.2f}"]
    for share in (0.5, 0.99):
        for runs in (ours, bare):
            late = middle(took[int(len(took) * share)] for took in runs)
            cells.append(f"{late * 1000:,.1f}")
    return f"| {page} | {clients} | {' | '.join(cells)} |"


def middle(values) -> float:
    found = sorted(values)
    return found[len(found) // 2]
