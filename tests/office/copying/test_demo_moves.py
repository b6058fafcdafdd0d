"""The whole demo goes to PostgreSQL and back: a kill in between, every row and every byte of its site the same, and people go on working."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, select

from forms_app import create_app, sample
from forms_app.base import audit, identity, logs
from forms_app.base.config import Config
from forms_app.base.identity import Identity, Standing
from forms_app.base.office import Office
from forms_app.features import metadata
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption import until_public
from forms_app.permits.resumption.models import Application
from forms_app.publishing.service.publisher import Publisher
from tests import journeys
from tests.browser.demo import signed_in
from tests.conftest import PROJECT, TestClock, post
from tests.office.copying.test_copy import back, sums

pytestmark = [
    pytest.mark.walk,
    pytest.mark.sqlite_only("it goes from one database to the other itself"),
]
COPY = [sys.executable, "-m", "forms_app", "copy", "--to"]


def opened(folder: Path, url: str = "") -> Office:
    """At one moment, so that what is built depends on nothing else."""
    office = Office.open(
        Config.from_environ({"KAIGONG_OFFICE": str(folder), "DATABASE_URL": url})
    )
    return replace(office, clock=TestClock())


def environment(folder: Path, url: str = "") -> dict[str, str]:
    return {**os.environ, "KAIGONG_OFFICE": str(folder), "DATABASE_URL": url}


def killed_half_way(folder: Path, url: str) -> None:
    """While rows are going over."""
    process = subprocess.Popen(
        [*COPY, url], cwd=PROJECT, env=environment(folder), stdout=subprocess.DEVNULL
    )
    engine = create_engine(url.replace("://", "+psycopg://", 1))
    deadline = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < deadline:
        with engine.connect() as connection:
            if inspect(connection).has_table("identity") and connection.scalar(
                select(Identity.standing)
            ):
                process.kill()
                break
        time.sleep(0.01)
    assert process.wait(30) == -9, "it was still at it"
    engine.dispose()


def published(office: Office) -> dict[str, bytes]:
    """Every file of the site after a round of the publisher, but for the number of the release."""
    publisher = Publisher(office, logs.configure())
    publisher.cycle("test")
    tree = office.site / "tree"
    return {
        path.relative_to(tree).as_posix(): path.read_bytes()
        for path in tree.rglob("*")
        if path.is_file() and path.name.partition(".")[0] != "version"
    }


def works_on(office: Office, name: str) -> str:
    """A new shop applies, is checked and approved by the button; gives its reference, which is public then."""
    app = create_app(office)
    client = app.test_client()
    reference, _code = journeys.register(client, name=name)
    journeys.apply(client)
    with office.database.reading() as session:
        unit = select(Enterprise.id).where(Enterprise.reference == reference)
        number = session.scalars(
            select(Application.id).where(
                Application.enterprise_id == session.scalar(unit)
            )
        ).one()
    reviewer = signed_in(app, "qiantou-reviewer")
    assert journeys.accept(reviewer, number).status_code == 302
    Publisher(office, logs.configure()).cycle("test")
    worker = signed_in(app, "qiantou-2-worker")
    assert journeys.check(worker, reference).status_code == 302
    path = f"/app/staff/enterprises/{reference}/approve/"
    assert post(reviewer, path).status_code == 302
    Publisher(office, logs.configure()).cycle("test")
    page = office.site / "tree" / "enterprises" / reference / "index.html"
    assert "有效" in page.read_text(encoding="utf-8")
    return reference


def reads_somebody(office: Office) -> None:
    """Somebody of the demo, opened with the office's keys."""
    with office.database.reading() as session:
        who = session.scalars(select(Person).order_by(Person.id)).first()
        unit = session.get(Enterprise, who.enterprise_id)
    admin = signed_in(create_app(office), sample.accounts.TO_SIGN_IN[0].username)
    path = f"/app/staff/enterprises/{unit.reference}/people/{who.number}/"
    assert post(admin, path, why="check").status_code == 302
    assert who.name in admin.get(path).text


def test_the_whole_demo_goes_to_postgresql_and_back(
    demo_office, tmp_path, databases, monkeypatch
) -> None:
    monkeypatch.setattr(until_public, "PATIENCE", 0)
    folder = tmp_path / "office"
    shutil.copytree(demo_office, folder)
    office = opened(folder)
    identity.settle(office, metadata)
    site = published(office)
    before = sums(office)
    assert sum(one.rows for one in before.values()) > 10_000
    with databases.fresh(empty=True) as url:
        killed_half_way(folder, url)
        with office.database.writing() as session:
            assert session.get(Identity, 1).standing == Standing.HERE
        assert sums(office) == before
        went = subprocess.run(
            [*COPY, url],
            cwd=PROJECT,
            env=environment(folder),
            capture_output=True,
            text=True,
        )
        assert went.returncode == 0, went.stderr
        there = opened(folder, url)
        assert sums(there) == before
        assert published(there) == site
        reads_somebody(there)
        works_on(there, "示例搬家后的店")
        with there.database.reading() as session:
            assert audit.verify(session) is None
        site = published(there)
        before = sums(there)
        came = subprocess.run(
            [*COPY, back(there)],
            cwd=PROJECT,
            env=environment(folder, url),
            capture_output=True,
            text=True,
        )
        assert came.returncode == 0, came.stderr
        there.database.close()
    here = opened(folder)
    assert sums(here) == before
    assert published(here) == site
    reads_somebody(here)
    works_on(here, "示例搬回来的店")
    with here.database.reading() as session:
        assert audit.verify(session) is None
    here.database.close()
    office.database.close()
