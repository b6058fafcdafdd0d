"""What every test may use: a fresh office on real files and a real database, its app, signed-in clients, a publisher."""

from __future__ import annotations

import fcntl
import gc
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zlib import crc32

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from forms_app import create_app, sample
from forms_app.base import db, fence, logs
from forms_app.base.access import Actor, Role
from forms_app.base.accounts.operations import open_account
from forms_app.base.accounts.post import Post
from forms_app.base.clock import OfficeClock
from forms_app.base.config import Config
from forms_app.base.office import Office
from forms_app.base.second_step.queries import required
from forms_app.base.second_step.sign_in_views import PASSED
from forms_app.permits.resumption import until_public
from forms_app.publishing.intake.accept import Acceptance
from forms_app.publishing.intake.round import Round
from forms_app.publishing.service.publisher import Publisher
from forms_app.sample.plans import SHANGHAI
from tests import once, postgres, s3

PROJECT = Path(__file__).parent.parent
# A machine that is busy with something else makes no example wrong.
settings.register_profile("kaigong", deadline=None)
settings.load_profile("kaigong")
NOW = datetime(2020, 3, 5, 9, 30, tzinfo=SHANGHAI)
WHOLE = {
    "tests",
    "base",
    "keys",
    "statistics",
    "sample",
}  # folders whose tests all run on PostgreSQL too
PASSWORD = "correct horse battery"
FAR_AWAY = "2120-01-01T00:00:00+08:00"
# What a test writes is gone with it: where there is room in memory, no disk has to keep
# it first. TMPDIR, when it is set, says where else.
IN_MEMORY = Path("/dev/shm")
if (
    "TMPDIR" not in os.environ
    and IN_MEMORY.is_dir()
    and shutil.disk_usage(IN_MEMORY).free > 4 << 30
):
    os.environ["TMPDIR"] = tempfile.tempdir = str(IN_MEMORY)
once.install()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--long",
        action="store_true",
        help="also the storms, full matrices and slow judges",
    )
    parser.addoption(
        "--walks",
        action="store_true",
        help="also the walks: in a browser, over processes, each feature on PostgreSQL too; "
        "where tests are named they are meant",
    )
    parser.addoption(
        "--database",
        choices=["sqlite", "postgresql", "both"],
        help="where tests with an office run; without it all on SQLite and some on PostgreSQL too, "
        "with --long all on both",
    )


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    option = config.getoption
    for item in items:
        if "long" in item.keywords and not option("--long"):
            item.add_marker(pytest.mark.skip(reason="run with --long"))
        elif _is_walk(item) and not option("--walks"):
            item.add_marker(pytest.mark.skip(reason="run with --walks"))
    if config.getoption("--database") == "sqlite":
        for item in items:
            if "postgresql_only" in item.keywords:
                item.add_marker(
                    pytest.mark.skip(reason="run with --database postgresql")
                )


def _is_walk(item: pytest.Item) -> bool:
    marks = {mark.name for mark in item.iter_markers()}
    is_long_way = "walk" in marks or "browser_type" in getattr(item, "fixturenames", ())
    return is_long_way and "everyday" not in marks


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test that opens an office, on each database it is meant for."""
    if "database_url" not in metafunc.fixturenames:
        return
    option = metafunc.config.getoption
    marks = {mark.name for mark in metafunc.definition.iter_markers()}
    kinds = [
        kind
        for kind in ("sqlite", "postgresql")
        if not marks & {"sqlite_only", "postgresql_only"} - {f"{kind}_only"}
    ]
    if option("--database") in kinds:
        kinds = [option("--database")]
    elif option("--database") in {"sqlite", "postgresql"}:
        kinds = []
    elif (
        option("--database") is None
        and not option("--long")
        and _is_for_sqlite_alone(metafunc, marks)
    ):
        kinds = kinds[:1]
    metafunc.parametrize("database_url", kinds, indirect=True)


def _is_for_sqlite_alone(metafunc: pytest.Metafunc, marks: set[str]) -> bool:
    """What is slow or asks nothing of the database; of the features' folders all, and with --walks three tests in four."""
    if marks & {"browser", "long", "same_on_both"}:
        return True
    if metafunc.definition.path.parent.name in WHOLE:
        return False
    name = metafunc.function.__name__.encode()
    return not metafunc.config.getoption("--walks") or crc32(name) % 4 != 0


@dataclass(frozen=True)
class TestClock(OfficeClock):
    """A clock that a test moves by hand."""

    __test__ = False
    moment: tuple[datetime, ...] = (NOW,)

    def now(self) -> datetime:
        return self.moment[0]


@pytest.fixture(scope="session")
def databases() -> Iterator[postgres.Databases]:
    """PostgreSQL, started with the first test that needs it."""
    try:
        with postgres.databases() as found:
            yield found
    except postgres.NoPostgres as missing:
        if os.environ.get("CI"):
            pytest.fail(str(missing))
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def s3_server() -> Iterator[s3.Server]:
    """A real S3 server, started with the first test that needs it."""
    try:
        with s3.server() as found:
            yield found
    except s3.NoServer as missing:
        if os.environ.get("CI"):
            pytest.fail(str(missing))
        pytest.skip(str(missing))


@pytest.fixture
def database_url(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """What DATABASE_URL says, also to processes a test starts: nothing for SQLite, else a migrated database of its own."""
    if request.param == "sqlite":
        yield ""
        return
    with request.getfixturevalue("databases").fresh() as url:
        monkeypatch.setenv("DATABASE_URL", url)
        yield url


def take_from_the_quick(folder: Path) -> None:
    """Tests fill in a form of the public sooner than anybody can; tests/base/quarantine asks about that."""
    for path in folder.glob("*/rules/junk.toml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("seconds = 3", "seconds = 0"), encoding="utf-8")


@pytest.fixture(scope="session")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with the sample content accepted and an empty, migrated database, to be copied by each test."""
    folder = tmp_path_factory.mktemp("laid-out") / "office"
    shutil.copytree(PROJECT / "content", folder / "content")
    take_from_the_quick(folder)
    opened = Office.open(
        Config.from_environ({"KAIGONG_OFFICE": str(folder), "DATABASE_URL": ""})
    )
    db.migrate(opened.config.database_url)
    Acceptance(opened.content, opened.accepted, opened.data).run(NOW.date(), NOW)
    opened.site.mkdir()
    opened.database.close()
    return folder


@pytest.fixture
def office(tmp_path: Path, laid_out: Path, database_url: str) -> Iterator[Office]:
    """An office of one's own, on the files and the database of this test."""
    folder = tmp_path / "office"
    shutil.copytree(laid_out, folder)
    config = Config.from_environ(
        {"KAIGONG_OFFICE": str(folder), "DATABASE_URL": database_url}
    )
    opened = replace(Office.open(config), clock=TestClock())
    yield opened
    opened.database.close()


@pytest.fixture
def other(office: Office, tmp_path: Path, database_url: str) -> Iterator[Office]:
    """A second host of the same office."""
    folder = tmp_path / "other"
    shutil.copytree(office.config.office, folder)
    given = {"KAIGONG_OFFICE": str(folder), "DATABASE_URL": database_url}
    opened = replace(Office.open(Config.from_environ(given)), clock=TestClock())
    yield opened
    fence.leave()
    opened.database.close()


@pytest.fixture(scope="session")
def demo_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo, made once for all workers.

    Tests read it and leave content and releases alone.
    """
    run = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        run = run.parent
    folder = run / "demo" / "office"
    folder.parent.mkdir(exist_ok=True)
    made = folder.parent / "made"
    with (folder.parent / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)
            sample.make(folder, lambda _says: None)
            take_from_the_quick(folder)
            made.touch()
    return folder


@pytest.fixture
def app(office: Office) -> Flask:
    made = create_app(office)
    made.config.update(TESTING=True)
    made.jinja_env.bytecode_cache = once.TEMPLATES
    # The same hash at the least cost it has: what it costs to guess a password is not what these tests ask.
    made.extensions["security"].pwd_context.update(
        argon2__time_cost=1, argon2__memory_cost=8, argon2__parallelism=1
    )
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def publish(office: Office, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """One round of the publisher; gives the number of the release that is served.

    Between two rounds nobody publishes, so no page waits for it.
    """
    monkeypatch.setattr(until_public, "PATIENCE", 0)
    publisher = Publisher(office, logs.configure())

    def once() -> int:
        publisher.cycle("test")
        return publisher.releaser.number

    return once


@pytest.fixture
def accept(office: Office) -> Callable[..., Round]:
    """One round of accepting, without a build."""

    def once(later: int = 0) -> Round:
        acceptance = Acceptance(office.content, office.accepted, office.data)
        return acceptance.run(NOW.date(), NOW + timedelta(minutes=later))

    return once


@pytest.fixture
def staff(app: Flask, office: Office) -> Callable[..., FlaskClient]:
    """A client signed in as a new account of a role and scope."""

    def sign_in(
        role: str, communities: tuple[str, ...] = (), grids: tuple[str, ...] = ()
    ) -> FlaskClient:
        name = f"{role.replace('_', '-')}-{len(communities)}-{'-'.join([*communities, *grids]) or 'all'}"[
            :60
        ]
        with app.app_context(), office.database.writing() as session:
            open_account(
                session,
                name,
                PASSWORD,
                Post.of(Role(role), communities, grids),
                actor=Actor("system", "test"),
                now=NOW,
            )
        signed_in = app.test_client()
        answer = post(
            signed_in, "/app/staff/sign-in/", username=name, password=PASSWORD
        )
        assert answer.status_code == 302, answer.text[:500]
        with signed_in.session_transaction() as cookie:
            # asked once an hour; tests/base/test_read_log.py asks
            cookie["purpose"] = {"by": name, "why": "check", "until": FAR_AWAY}
            if Role(role) in required(office):
                # a fresh office asks; tests/base/second_step answers
                cookie[PASSED] = True
        return signed_in

    return sign_in


def token(client: FlaskClient, path: str) -> str:
    """The CSRF token of a page's first form."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text)
    assert found, f"{path} has no form"
    return found[1]


def post(client: FlaskClient, path: str, page: str = "", **fields: object):
    """Fill in and send a form the way a browser does: fetch its page, then send its token along."""
    return client.post(path, data={"csrf_token": token(client, page or path), **fields})


def post_and_open(client: FlaskClient, path: str, page: str = "", **fields: object):
    """Send a form that makes a code, and open the page it leads to, which may be loaded again."""
    answer = post(client, path, page, **fields)
    assert answer.status_code == 303, answer.text[:500]
    return client.get(answer.location)


def download(client: FlaskClient, path: str, page: str, **fields: object):
    """Ask for a small table and go where the answer leads, as a browser does."""
    asked = post(client, path, page, **fields)
    assert asked.status_code == 303, asked.text[:500]
    return client.get(asked.location)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is there before the first test stays: to look through it for garbage again and again takes a third of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 20)


def pytest_configure(config: pytest.Config) -> None:
    is_named = config.args != config.getini("testpaths")  # and then it is meant
    config.option.walks |= is_named or config.getoption("--long")
    os.environ.pop("DATABASE_URL", None)
