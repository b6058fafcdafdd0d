"""Each way in which a database cannot be used has its own words: on pages, for commands, at the start."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError, OperationalError

from forms_app import create_app
from forms_app.base import identity, logs
from forms_app.base.away import (
    Busy,
    DatabaseAway,
    DatabaseDamaged,
    DatabaseReadOnly,
    NoRoom,
    meaning,
)
from forms_app.features import metadata
from forms_app.publishing.service.publisher import Publisher
from tests.conftest import token
from tests.publishing.test_accept import GOOD, REFERENCE, put

pytestmark = pytest.mark.sqlite_only(reason="harms its file")
REVOKED = GOOD.replace("approved", "revoked").replace("Pilot", "Reason: 示例\nPilot")


def damage(office) -> None:
    office.database.close()
    for file in office.data.glob("kaigong.sqlite3-*"):
        file.unlink()
    file = office.data / "kaigong.sqlite3"
    data = file.read_bytes()
    file.write_bytes(data[:100] + b"\xff" * (len(data) - 100))


def no_database(office) -> None:
    office.database.close()
    for file in office.data.glob("kaigong.sqlite3-*"):
        file.unlink()
    (office.data / "kaigong.sqlite3").write_bytes(b"this is no database " * 500)


def close_to_writers(office) -> None:
    """As a disk that is mounted for reading, which root too cannot write."""
    writer = office.database.engine

    def only_reads(connection, _record) -> None:
        connection.execute("PRAGMA query_only = ON")

    office.database.close()
    event.listen(writer, "connect", only_reads)


CASES = [
    (damage, "数据库损坏", "Restore the newest backup"),
    (no_database, "数据库损坏", "Restore the newest backup"),
    (close_to_writers, "只能读", "mounted for writing"),
]


@pytest.mark.parametrize(("harm", "title", "_hint"), CASES)
def test_a_form_keeps_what_was_typed_and_says_why(
    client, office, harm, title, _hint
) -> None:
    path = "/app/feedback/"
    fields = {
        "csrf_token": token(client, path),
        "about": "decision",
        "text": "示例：门牌写错了",
        "community": "qiantou",
    }
    harm(office)
    answer = client.post(path, data=fields)
    assert answer.status_code == 503
    assert title in answer.text
    assert "名单和通知照常可看" in answer.text
    assert "示例：门牌写错了" in answer.text
    assert client.get(f"{path}?lang=en").status_code in {200, 503}


@pytest.mark.parametrize(("harm", "_title", "hint"), CASES[:2])
def test_a_command_and_the_start_say_it_in_a_sentence(
    office, harm, _title, hint
) -> None:
    harm(office)
    for words in (["audit", "verify"], ["migrate"], ["publish"]):
        said = create_app(office).test_cli_runner().invoke(args=words)
        assert said.exit_code == 1, words
        assert hint in said.output
        assert "Traceback" not in said.output
    with pytest.raises(DatabaseDamaged):
        identity.settle(office, metadata)


@pytest.mark.walk
@pytest.mark.parametrize("harm", [damage, no_database])
def test_a_taking_away_goes_live_with_a_damaged_database(office, publish, harm) -> None:
    put(office, GOOD)
    publish()
    harm(office)
    put(office, REVOKED)
    Publisher(office, logs.configure()).cycle("test")
    page = office.site / "tree" / "enterprises" / REFERENCE / "index.html"
    assert "已撤销" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("error", "means"),
    [
        (sqlite3.DatabaseError("database disk image is malformed"), DatabaseDamaged),
        (sqlite3.DatabaseError("file is not a database"), DatabaseDamaged),
        (sqlite3.OperationalError("database or disk is full"), NoRoom),
        (sqlite3.OperationalError("disk I/O error"), NoRoom),
        (
            sqlite3.OperationalError("attempt to write a readonly database"),
            DatabaseReadOnly,
        ),
        (sqlite3.OperationalError("database is locked"), Busy),
        (sqlite3.OperationalError("unable to open database file"), DatabaseAway),
    ],
)
def test_what_sqlite_says_has_its_meaning(error, means) -> None:
    kind = (
        OperationalError
        if isinstance(error, sqlite3.OperationalError)
        else DatabaseError
    )
    assert type(meaning(kind("SELECT 1", {}, error))) is means
