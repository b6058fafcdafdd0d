"""The lists of the staff in a district: 100,000 enterprises that applied, 50,000 people
who stayed in, 100,000 passages at a gate; the newest of them wait for somebody.

What the first page costs at the server; what its database work is beside the same
counts and pages asked bare, without an app around; and whether a worker's memory grows
over 2,000 pages.
"""

from __future__ import annotations

import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from flask.testing import FlaskClient
from sqlalchemy import event

from forms_app import create_app
from forms_app.base import db
from forms_app.base.access import Actor, Role
from forms_app.base.accounts.operations import open_account
from forms_app.base.accounts.post import Post
from forms_app.base.config import Config
from forms_app.base.office import Office
from forms_app.people.gates.models import Passage
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.models import Application, Call
from forms_app.publishing.intake.accept import Acceptance
from tests import backlog
from tests.bench.office import PROJECT
from tests.conftest import NOW, PASSWORD, post

ENTERPRISES = 100_000
PEOPLE = 50_000
COMMUNITIES = ("qiantou", "xunmei")
WAITING = 1_000  # of each kind and community; all others are done with
A_ROSTER = 500  # people of one enterprise
ROUNDS = 15
PAGES = 2_000
LOOK_EVERY = 400  # pages


LISTS = (
    "/app/staff/enterprises/",
    "/app/staff/enterprises/?sort=name",
    "/app/staff/applications/",
    "/app/staff/applications/?late=y",
    "/app/staff/calls/",
    "/app/staff/isolation/",
    "/app/staff/alarms/",
    "/app/staff/gates/",
    "/app/staff/enterprises/QI-00002/people/",
    "/app/staff/search/?q=示例厂77",
    "/app/staff/",
)
COUNT_OR_PAGE = re.compile(r"SELECT count\(|.*\sLIMIT\s", re.DOTALL)


@dataclass
class Statements:
    """What was asked of the database, and the seconds it took, since it was last asked."""

    seconds: float = 0.0
    asked: list[tuple[str, Any]] = field(default_factory=list)
    began: list[float] = field(default_factory=list)

    def watch(self, engine: Any) -> None:
        event.listen(engine, "before_cursor_execute", self._begin)
        event.listen(engine, "after_cursor_execute", self._end)

    def _begin(
        self, _connection: Any, _cursor: Any, said: str, given: Any, *_rest: Any
    ) -> None:
        self.asked.append((said, given))
        self.began.append(time.perf_counter())

    def _end(self, *_said: Any) -> None:
        self.seconds += time.perf_counter() - self.began.pop()

    def taken(self) -> float:
        seconds = self.seconds
        self.seconds = 0.0
        self.asked.clear()
        return seconds

    def counts_and_pages(self) -> list[tuple[str, Any]]:
        """Of what was asked, what counts a list or reads a page of it."""
        return [one for one in self.asked if COUNT_OR_PAGE.match(one[0])]


@contextmanager
def district() -> Iterator[Office]:
    """The sample office with very many rows of everything."""
    with sample_office() as office:
        _grow(office)
        yield office


@contextmanager
def sample_office() -> Iterator[Office]:
    """With nothing in its database."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        shutil.copytree(PROJECT / "content", folder / "content")
        office = Office.open(
            Config.from_environ({"KAIGONG_OFFICE": name, "DATABASE_URL": ""})
        )
        db.migrate(office.config.database_url)
        Acceptance(office.content, office.accepted, office.data).run(NOW.date(), NOW)
        office.site.mkdir()
        yield office
        office.database.close()


def _grow(office: Office) -> None:
    each = ENTERPRISES // len(COMMUNITIES)
    for community in COMMUNITIES:
        for first in range(1, each + 1, backlog.AT_A_TIME):
            with office.database.writing() as session:
                numbers = range(first, first + backlog.AT_A_TIME)
                units = [backlog.unit_of(community, number) for number in numbers]
                backlog.keep(session, units)
                is_open = first > each - WAITING
                backlog.keep(session, [_application(one, is_open) for one in units])
                backlog.keep(session, [_call(one, is_open) for one in units])
    _grow_people(office)
    with office.database.writing() as session:
        passages = [_passage(number) for number in range(ENTERPRISES)]
        backlog.keep(session, passages)


def _application(unit: Enterprise, is_open: bool) -> Application:
    made = backlog.application(unit, 1)
    if not is_open:
        made.stage = "approved"
    return made


def _call(unit: Enterprise, is_open: bool) -> Call:
    made = backlog.call(unit)
    if not is_open:
        made.done_at = NOW
        made.done_by = "bench"
        made.outcome = "reached"
    return made


def _grow_people(office: Office) -> None:
    waiting = WAITING // A_ROSTER
    for number in range(PEOPLE // A_ROSTER):
        with office.database.writing() as session:
            reference = f"QI-{number + 2:05}"
            unit = session.query(Enterprise).filter_by(reference=reference).one()
            people = backlog.people(session, unit, A_ROSTER, "none")
            cases = [backlog.case(unit, one) for one in people]
            alarms = [backlog.alarm(unit, one) for one in people[:50]]
            for made in [*cases, *alarms] if number >= waiting else []:
                made.state = "closed"
                made.closed_at = NOW
            backlog.keep(session, [*cases, *alarms])


def _passage(number: int) -> Passage:
    at = NOW - timedelta(seconds=number)
    return Passage(
        client_id=str(number),
        point="xunmei-point-1",
        community="xunmei",
        kind="vehicle",
        direction="in",
        reason="work",
        heads=1,
        vehicle="car",
        plate=f"闽C{number:05}",
        outcome="work",
        why="",
        by="keeper",
        at=at,
        received_at=at,
        handled_at=None if number < WAITING else at,
        handled_by=None if number < WAITING else "bench",
    )


def signed_in(office: Office) -> FlaskClient:
    app = create_app(office)
    with app.app_context(), office.database.writing() as session:
        who = Post.of(Role.OFFICE, COMMUNITIES)
        by = Actor("system", "bench")
        open_account(session, "bench", PASSWORD, who, actor=by, now=NOW)
    client = app.test_client()
    post(client, "/app/staff/sign-in/", username="bench", password=PASSWORD)
    post(client, "/app/staff/why/", why="check")
    return client


def _timed(what: Callable[[], object]) -> float:
    """Milliseconds, the middle of several rounds after one that does not count."""
    what()
    took = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        what()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def _bare(office: Office, asked: list[tuple[str, Any]]) -> Callable[[], object]:
    """Counting the lists of a page and reading a page of each, with nothing around."""

    def ask() -> None:
        with office.database.engine.connect() as connection:
            for statement, given in asked:
                connection.exec_driver_sql(statement, given).all()

    return ask


def _first_pages(office: Office, client: FlaskClient) -> list[str]:
    statements = Statements()
    statements.watch(office.database.engine)
    rows = []
    for page in LISTS:
        client.get(page)
        statements.taken()
        assert client.get(page).status_code == 200, page
        lists = statements.counts_and_pages()
        statements.taken()
        whole = _timed(lambda page=page: client.get(page))  # type: ignore[misc]
        asked = statements.taken() * 1000 / (ROUNDS + 1)
        bare = _timed(_bare(office, lists))
        ratio = f"{asked / bare:.1f}" if lists else "–"
        rows.append(f"| {page} | {whole:.0f} | {asked:.1f} | {bare:.1f} | {ratio} |")
        print(rows[-1], flush=True)
    return rows


def _megabytes() -> float:
    rows = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(row.split()[1]) for row in rows if row.startswith("Pss:")) / 1024


def _memory(client: FlaskClient) -> list[str]:
    rows = []
    for number in range(PAGES + 1):
        client.get(LISTS[number % len(LISTS)])
        if number % LOOK_EVERY == 0 and number:
            rows.append(f"| {number:,} | {_megabytes():.0f} |")
            print(rows[-1], flush=True)
    return rows


def main(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    head = (
        "| page | first page ms | of it database ms | its counts and pages, bare, ms | ratio |",
        "|---|---:|---:|---:|---:|",
    )
    with district() as office:
        client = signed_in(office)
        structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
        table = [*head, *_first_pages(office, client), ""]
        table += ["| pages turned | MB |", "|---:|---:|", *_memory(client)]
    (out / "lists.md").write_text("\n".join(table) + "\n", encoding="utf-8")
    print(f"Table: {out}/lists.md")
