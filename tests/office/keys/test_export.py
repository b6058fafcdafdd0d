"""The keys of an office go to another host in one file under a passphrase, and a host that has not got a new key yet seals nothing with the old one."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

from forms_app import create_app
from forms_app.base import identity
from forms_app.base.audit_entries import AuditEntry
from forms_app.base.away import KeysBehind
from forms_app.base.keys import Keyring, use_keyring
from forms_app.base.office import KEYS, Office
from forms_app.features import metadata
from forms_app.people.rosters import queries
from tests.conftest import PROJECT, TestClock

WORDS = "a long passphrase"


def kaigong(office: Office | Path, *words: object) -> subprocess.CompletedProcess[str]:
    """The program, over an office or over a folder that is none yet."""
    folder = office if isinstance(office, Path) else office.config.office
    given = {"KAIGONG_OFFICE": os.fspath(folder), "KAIGONG_PASSPHRASE": WORDS}
    if isinstance(office, Office):
        given["DATABASE_URL"] = office.config.database_url
    return subprocess.run(
        [sys.executable, "-m", "forms_app", *map(str, words)],
        cwd=PROJECT,
        env={**os.environ, **given},
        capture_output=True,
        text=True,
    )


def done(office: Office | Path, *words: object) -> str:
    found = kaigong(office, *words)
    assert found.returncode == 0, found.stderr + found.stdout
    return found.stdout


def refused(office: Office | Path, *words: object) -> str:
    found = kaigong(office, *words)
    assert found.returncode == 1, found.stderr + found.stdout
    assert "Traceback" not in found.stderr
    return found.stderr


@pytest.fixture
def settled(full: Office) -> Office:
    identity.settle(full, metadata)
    return full


@pytest.fixture
def rotated(settled) -> Callable[[], None]:
    def once() -> None:
        other = replace(Office.open(settled.config), clock=TestClock())
        try:
            ran = create_app(other).test_cli_runner().invoke(args=["rotate-keys"])
            assert ran.exit_code == 0, ran.output
        finally:
            other.database.close()
            use_keyring(settled.keys)

    return once


def rename(office: Office, place: str) -> None:
    """Without reading what was there."""
    use_keyring(office.keys)
    renamed = update(queries.Person).where(queries.Person.id == 1)
    with office.database.writing() as session:
        session.execute(renamed.values(place=place))


def place_on(office: Office) -> str:
    use_keyring(office.keys)
    with office.database.reading() as session:
        return session.get(queries.Person, 1).place


@pytest.mark.walk
def test_a_new_host_has_the_keys_of_the_first(settled, tmp_path) -> None:
    file = tmp_path / "keys.sealed"
    assert str(file) in done(settled, "keys", "export", file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    given = (settled.data / KEYS).read_text(encoding="ascii")
    assert not any(one in file.read_text() for one in json.loads(given)["purposes"])
    new = tmp_path / "new"
    new.mkdir()
    done(new, "keys", "import", file)
    placed = new / "data" / KEYS
    assert Keyring.load(placed) == replace(
        Keyring.load(settled.data / KEYS), file=placed
    )
    assert stat.S_IMODE(placed.stat().st_mode) == 0o600
    number = (settled.data / identity.FILE).read_text()
    assert (new / "data" / identity.FILE).read_text() == number
    assert not [one for one in placed.parent.iterdir() if one != placed]
    with settled.database.reading() as session:
        query = select(AuditEntry.subject).where(AuditEntry.action == "keys.export")
        assert session.scalars(query).all() == ["keys"]


@pytest.mark.walk
def test_what_cannot_be_imported_changes_nothing(settled, tmp_path) -> None:
    file = tmp_path / "keys.sealed"
    done(settled, "keys", "export", file)
    assert "there already" in refused(settled, "keys", "export", file)
    foreign = tmp_path / "foreign"
    (foreign / "data" / "keys").mkdir(parents=True)
    Keyring.create().save(foreign / "data" / KEYS)
    before = (foreign / "data" / KEYS).read_bytes()
    assert "another office" in refused(foreign, "keys", "import", file)
    assert (foreign / "data" / KEYS).read_bytes() == before
    whole = file.read_text()
    empty = tmp_path / "empty"
    empty.mkdir()
    for harmed in ("", "{}", "[]", whole[:-9], whole.replace("-1", "-2"), "\x00" * 99):
        file.write_text(harmed)
        assert "is no file of" in refused(empty, "keys", "import", file)
    said = json.loads(whole)
    file.write_text(json.dumps({**said, "sealed": "QUJD" + said["sealed"][4:]}))
    assert "passphrase is wrong" in refused(empty, "keys", "import", file)
    assert "There is no" in refused(empty, "keys", "import", tmp_path / "nothing")
    assert not (empty / "data" / KEYS).exists()


@pytest.mark.postgresql_only(reason="SQLite is on one machine")
@pytest.mark.walk
def test_a_host_without_the_new_key_seals_nothing_until_it_has_it(
    settled, other, rotated, tmp_path
) -> None:
    shutil.copytree(settled.data / "keys", other.data / "keys", dirs_exist_ok=True)
    rename(other, "示例旧地方")
    rotated()
    with pytest.raises(KeysBehind, match="older than what is sealed"):
        rename(other, "示例丢掉的地方")
    with pytest.raises(KeysBehind):
        place_on(other)
    assert place_on(settled) == "示例旧地方"
    asked = create_app(other).test_client().get("/app/staff/sign-in/")
    assert asked.status_code in {200, 503}
    file = tmp_path / "keys.sealed"
    done(settled, "keys", "export", file)
    done(other, "keys", "import", file)
    rename(other, "示例新地方")
    assert place_on(settled) == place_on(other) == "示例新地方"
    assert set(Keyring.load(other.data / KEYS).column_keys) == {2}


@pytest.mark.postgresql_only(reason="SQLite is on one machine")
def test_a_host_that_got_the_new_key_early_seals_with_the_one_all_have(
    settled, other
) -> None:
    """A copy of the file while a rotation is cut short names a key that is not used yet."""
    early = Keyring.load(settled.data / KEYS).with_a_new_key()
    early.replace_file(other.data / KEYS)
    rename(other, "示例地方")
    assert place_on(settled) == "示例地方"
