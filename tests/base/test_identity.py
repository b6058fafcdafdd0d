"""Keys, database and folder are of one office, or the database stays closed and the public site is served without it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, text, update
from werkzeug.test import Client

from forms_app import create_app
from forms_app.base import identity, logs
from forms_app.base.away import (
    DatabaseNewer,
    ForeignDatabase,
    ForeignKeys,
    KeysAway,
    KeysBehind,
)
from forms_app.base.keys import Keyring, KeysMissing
from forms_app.base.migrations.revision import versions
from forms_app.base.office import KEYS, Office
from forms_app.features import metadata
from forms_app.publishing.service.publisher import Publisher
from forms_app.wsgi import make_application
from tests import journeys
from tests.conftest import PROJECT, token
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.publishing.test_crash import REVOKED
from tests.publishing.test_release import get

SETTLES = """
from forms_app.base import identity
from forms_app.base.office import Office
from forms_app.features import metadata

identity.settle(Office.from_environ(), metadata)
"""


@pytest.fixture
def settled(office: Office) -> Office:
    identity.settle(office, metadata)
    return office


@pytest.fixture
def reopened(office: Office) -> Iterator:
    """Opens the office anew, as another process does."""
    opened: list[Office] = []

    def once() -> Office:
        opened.append(replace(Office.open(office.config), clock=office.clock))
        return opened[-1]

    yield once
    for one in opened:
        one.database.close()


def give_other_keys(office: Office) -> None:
    file = office.data / KEYS
    file.unlink()
    Keyring.create().save(file)


def look(office: Office) -> None:
    with office.database.reading() as session:
        session.scalar(select(identity.Identity.office))


def test_what_belongs_together_is_opened(settled, reopened) -> None:
    look(reopened())
    identity.settle(reopened(), metadata)


def test_a_rotated_key_still_belongs(settled, reopened) -> None:
    file = settled.data / KEYS
    rotated = Keyring.load(file).with_a_new_key().with_the_active_key_only()
    rotated.replace_file(file)
    with pytest.raises(KeysBehind):
        look(reopened())
    with settled.database.engine.begin() as connection:
        connection.execute(update(identity.Identity).values(sealing_key=rotated.mark()))
    look(reopened())


def test_foreign_keys_open_nothing_and_seal_nothing(settled, reopened) -> None:
    give_other_keys(settled)
    office = reopened()
    with pytest.raises(ForeignKeys, match="keys of another office"):
        look(office)
    with pytest.raises(ForeignKeys), office.database.writing():
        pass
    with pytest.raises(ForeignKeys):
        identity.settle(office, metadata)


def test_the_database_of_another_office_is_not_opened(settled, reopened) -> None:
    with settled.database.writing() as session:
        session.execute(identity.Identity.__table__.update().values(office="0" * 16))
    with pytest.raises(ForeignDatabase, match="of another office"):
        look(reopened())


def test_a_folder_without_its_number_takes_it_from_the_database(
    settled, reopened
) -> None:
    number = (settled.data / identity.FILE).read_text()
    (settled.data / identity.FILE).unlink()
    identity.settle(reopened(), metadata)
    assert (settled.data / identity.FILE).read_text() == number


def test_an_office_from_before_gets_its_canary_if_its_keys_open_what_is_sealed(
    client, office, reopened
) -> None:
    journeys.register(client)
    right = office.data / "right.json"
    shutil.copy(office.data / KEYS, right)
    give_other_keys(office)
    with pytest.raises(ForeignKeys):
        identity.settle(reopened(), metadata)
    with pytest.raises(ForeignKeys):
        look(reopened())
    shutil.copy(right, office.data / KEYS)
    identity.settle(reopened(), metadata)
    with reopened().database.reading() as session:
        assert session.scalar(select(identity.Identity.canary))


@pytest.mark.walk
@pytest.mark.same_on_both(reason="the start is a process of its own")
def test_the_first_look_knows_every_table_whatever_the_process_has_loaded(
    client, office
) -> None:
    """The program that starts an office loads hardly any of them."""
    journeys.register(client)
    give_other_keys(office)
    environment = {
        **os.environ,
        "KAIGONG_OFFICE": str(office.config.office),
        "DATABASE_URL": office.config.database_url,
    }
    said = subprocess.run(
        [sys.executable, "-c", SETTLES],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "ForeignKeys" in said.stderr


@pytest.mark.walk
def test_with_foreign_keys_the_public_site_is_served_and_the_forms_say_why(
    settled, reopened
) -> None:
    put(settled, GOOD)
    Publisher(settled, logs.configure()).cycle("test")
    give_other_keys(settled)
    office = reopened()
    put(
        office,
        REVOKED,
    )
    Publisher(office, logs.configure()).cycle("test")
    served = make_application(office)
    status, _headers, page = get(served, f"/enterprises/{REFERENCE}/")
    assert status == "200 OK"
    assert "已撤销" in page.decode(), "taking away needs no database"
    client = create_app(office).test_client()
    page = "/app/staff/sign-in/"
    fields = {"csrf_token": token(client, page), "username": "a", "password": "b"}
    answer = client.post(page, data=fields)
    assert answer.status_code == 503
    assert "密钥" in answer.text
    assert "名单和通知照常可看" in answer.text


def lose(file: Path) -> None:
    file.unlink()


def flip(file: Path) -> None:
    """One letter of a key is another one: still JSON, and still a key."""
    text = file.read_text(encoding="ascii")
    place = text.index('"1": "') + 10
    other = "A" if text[place] != "A" else "B"
    file.write_text(text[:place] + other + text[place + 1 :], encoding="ascii")


def halve(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:100])


def put_a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def put_a_list(file: Path) -> None:
    file.write_text("[]", encoding="ascii")


UNREADABLE = [lose, flip, halve, put_a_pipe, put_a_list]


@pytest.mark.walk
@pytest.mark.parametrize("harm", UNREADABLE)
def test_without_keys_the_public_site_is_served_until_they_are_back(
    settled, harm
) -> None:
    put(settled, GOOD)
    Publisher(settled, logs.configure()).cycle("test")
    file = settled.data / KEYS
    whole = file.read_bytes()
    harm(file)
    with pytest.raises(KeysMissing):
        Office.open(settled.config)
    office = replace(Office.open(settled.config, is_served=True), clock=settled.clock)
    try:
        with pytest.raises(KeysAway, match="cannot be read"):
            identity.settle(office, metadata)
        put(office, REVOKED)
        Publisher(office, logs.configure()).cycle("test")
        served = make_application(office)
        assert "已撤销" in get(served, f"/enterprises/{REFERENCE}/")[2].decode()
        visitor = Client(served)
        answer = visitor.get("/app/register/")
        assert answer.status_code == 503
        assert "密钥" in answer.text
        file.unlink(missing_ok=True)
        file.write_bytes(whole)
        identity.settle(office, metadata)
        assert visitor.get("/app/register/").status_code == 302
    finally:
        office.database.close()


@pytest.mark.parametrize("harm", [*UNREADABLE, "foreign"])
def test_harmed_or_foreign_keys_change_nothing_for_whoever_runs(
    settled, reopened, harm
) -> None:
    keys = reopened().keys
    sealed = keys.encrypt("示例", "a.b")
    if harm == "foreign":
        give_other_keys(settled)
    else:
        harm(settled.data / KEYS)
    later = keys.encrypt("示例", "a.b")
    known = Keyring(keys.active, keys.column_keys, keys.purposes)
    for value in (sealed, later):
        assert keys.decrypt(value, "a.b") == "示例"
    assert known.digest("index", "x") == keys.digest("index", "x")


@pytest.mark.parametrize("words", [("audit", "verify"), ("migrate",)])
def test_a_command_says_it_in_a_sentence(settled, reopened, words) -> None:
    give_other_keys(settled)
    result = create_app(reopened()).test_cli_runner().invoke(args=[*words])
    assert result.exit_code == 1
    assert "keys of another office" in result.output
    assert "newest backup" in result.output
    assert "Traceback" not in result.output


def test_a_newer_database_is_left_alone(settled, reopened) -> None:
    with settled.database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseNewer):
        identity.settle(reopened(), metadata)
    with settled.database.writing() as session:
        newest = max(versions())
        session.execute(text(f"UPDATE alembic_version SET version_num = '{newest}'"))
