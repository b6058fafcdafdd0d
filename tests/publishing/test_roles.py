"""What a host is started as: everything, or only the web server or the publisher of an office that several share."""

from __future__ import annotations

import json
import signal
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from forms_app import supervise
from forms_app.base.config import Config
from forms_app.base.office import Office
from forms_app.preflight import CannotStart
from forms_app.roles import FOLLOWER, PUBLISHER, WEB_SERVER, Role, commands, role_of
from tests import supervised
from tests.publishing.test_accept import GOOD, put
from tests.publishing.test_crash import REVOKED
from tests.publishing.test_standby import shown, until
from tests.publishing.test_working_copy import PATH, text_in
from tests.s3 import SECRET
from tests.supervised import Supervised


def test_each_role_has_its_processes_and_the_last_one_a_pulse() -> None:
    found = {role: [*commands(role)] for role in Role}
    assert found == {
        Role.ALL: [WEB_SERVER, PUBLISHER],
        Role.WEB: [WEB_SERVER, FOLLOWER],
        Role.PUBLISHER: [PUBLISHER],
    }
    assert commands(Role.WEB)[FOLLOWER][-1] == "--follow"
    assert "--follow" not in commands(Role.ALL)[PUBLISHER]


def test_the_jobs_of_an_office_are_not_begun_where_nothing_is_published() -> None:
    begun = {role: {job.name for job in supervise._jobs(role)} for role in Role}
    assert begun[Role.ALL] == begun[Role.PUBLISHER] > begun[Role.WEB]
    assert {"retention", "outbox"}.isdisjoint(begun[Role.WEB])


def test_a_role_that_is_none_is_told_with_those_there_are() -> None:
    with pytest.raises(
        CannotStart, match=r"no role publisers\. The roles are: all, web"
    ):
        role_of("publisers")
    assert role_of("") is Role.ALL


POSTGRESQL = "postgresql+psycopg://kaigong@127.0.0.1:1/postgres"
REASONS = {
    "own database": (["run"], "", "share a database, and this office has its own"),
    "own objects": (["run"], POSTGRESQL, "share the place of photos and files"),
    "demo": (["demo"], "", "The demo is on one machine"),
}


@pytest.mark.parametrize("role", ["web", "publisher"])
@pytest.mark.parametrize("reason", REASONS)
def test_a_role_that_cannot_be_is_refused_in_words(
    tmp_path, monkeypatch, capsys, role, reason
) -> None:
    words, url, says = REASONS[reason]
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(SystemExit) as ended:
        supervise.main([*words, str(tmp_path / "office"), "", "", role])
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert says in said and "leave --role" in said
    assert not (tmp_path / "office").exists(), "nothing was begun"


@contextmanager
def host(office: Office, role: str, **settings: str) -> Iterator[Supervised]:
    running = supervised.start(office.config.office, role, **settings)
    try:
        yield running
    finally:
        running.process.send_signal(signal.SIGTERM)
        running.process.wait(30)


def health(running: Supervised) -> dict[str, str]:
    address = f"{running.address}/app/healthz"
    with urllib.request.urlopen(address, timeout=90) as answer:
        found: dict[str, str] = json.load(answer)
        return found


@pytest.mark.walk
@pytest.mark.postgresql_only(reason="SQLite is on one machine")
def test_one_host_serves_and_another_one_publishes(office, other, s3_server) -> None:
    bucket = s3_server.bucket()
    settings = {
        "KAIGONG_OBJECTS": f"s3://{bucket.name}/objects",
        "KAIGONG_OBJECTS_ENDPOINT": bucket.endpoint,
        "KAIGONG_OBJECTS_SECRET": SECRET,
    }
    assert Config.from_environ({"KAIGONG_OFFICE": "/", **settings}).objects
    put(office, GOOD)
    (other.data / "publisher.json").unlink(missing_ok=True)
    with host(office, "publisher", **settings) as publisher:
        publisher.wait_for("At work.")
        until(lambda: "有效" in shown(office), publisher.process)
        with host(other, "web", **settings) as web:
            web.wait_for("Ready: ")
            until(lambda: (other.content / PATH).exists(), web.process)
            put(other, REVOKED)
            until(lambda: "已撤销" in shown(office), web.process, publisher.process)
            assert text_in(office, PATH) == REVOKED
            told = health(web)
            assert (told["publisher"], told["database"]) == ("working", "working")
            publisher.process.send_signal(signal.SIGTERM)
            publisher.process.wait(30)
            time.sleep(2)
            assert not (other.data / "publisher.json").exists(), "it publishes nothing"
