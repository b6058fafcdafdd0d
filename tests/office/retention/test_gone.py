"""Deleted means gone: from every file beside the database, and from a backup that is restored."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from forms_app.base import audit, backup
from forms_app.base.backup import BackupError
from forms_app.base.config import Config
from forms_app.base.office import Office
from forms_app.office.retention import backups, deletions, operations
from forms_app.office.retention.nightly import CannotRun
from forms_app.people.rosters import queries
from tests.conftest import NOW, TestClock
from tests.office.retention import filled
from tests.office.retention.filled import OFFICER, TODAY

pytestmark = pytest.mark.sqlite_only(
    "what is in the pages of its files, and backups that hold them"
)
PHRASE = "a long passphrase"


def quiet(_says: str) -> None:
    """Nobody looks."""


def found_in(folder: Path, needles: set[bytes]) -> list[str]:
    """The files of a folder that hold any of these bytes, in whatever page."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [
        path.name
        for path in files
        if any(needle in path.read_bytes() for needle in needles)
    ]


@pytest.mark.walk
def test_what_is_deleted_is_in_no_page_of_any_file(office, forget, crowd) -> None:
    gone, kept = crowd
    assert len(gone) > 250 and found_in(office.data, gone)
    forget()
    assert found_in(office.data, gone) == []
    assert found_in(office.data, kept) == ["kaigong.sqlite3"]
    office.database.close()
    with sqlite3.connect(office.data / "kaigong.sqlite3") as connection:
        assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.walk
def test_a_reader_of_an_older_state_puts_the_certificate_off_not_the_deletion(
    office, forget, crowd
) -> None:
    gone, _kept = crowd
    reader = sqlite3.connect(office.data / "kaigong.sqlite3", isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM people").fetchone() == (99,)
    with pytest.raises(CannotRun, match="certified by the next run"):
        forget(tries=1)
    assert (
        len(filled.people(office)) == 49 and not (office.data / "certificates").exists()
    )
    reader.close()
    assert forget().total == 52 and found_in(office.data, gone) == []


@pytest.fixture
def backed_up(office, tmp_path) -> Path:
    folder = tmp_path / "backups"
    folder.mkdir()
    backup.backup(office, folder / "office.tar.gz", PHRASE, quiet)
    return folder


def opened(folder: Path) -> Office:
    return Office.open(Config.from_environ({"KAIGONG_OFFICE": str(folder)}))


@pytest.mark.walk
def test_a_restored_backup_does_not_bring_back_who_was_deleted(
    office, forget, crowd, backed_up, tmp_path
) -> None:
    gone, kept = crowd
    forget(given=backed_up)
    with office.database.writing() as session:
        unit = filled.enterprise(office, session, "示例后来的店")
        filled.person(session, unit, 1)
        asked = queries.person(session, unit, 1)
        assert asked.id == 99, (
            "a key given again: in the backup it is of somebody who went too"
        )
        operations.erase_person(
            session, office, asked, "本人申请", actor=OFFICER, now=NOW
        )
    deletions.merge(
        [office.data / deletions.LOG], backed_up / deletions.name_beside(office)
    )
    shutil.rmtree(office.config.office)
    said: list[str] = []
    backups.restore(
        backed_up / "office.tar.gz", tmp_path / "restored", PHRASE, said.append
    )
    restored = opened(tmp_path / "restored")
    assert len(filled.people(restored)) == 49 and "52 records" in said[-1], (
        "50 people, two reasons"
    )
    restored.database.close()
    assert found_in(tmp_path / "restored", gone) == []
    assert found_in(tmp_path / "restored", kept) == ["kaigong.sqlite3"]
    with restored.database.reading() as session:
        assert audit.verify(session) is None
    assert len(list(deletions.read(restored.data / deletions.LOG))) == 3, (
        "the list goes on where it was"
    )


def test_a_number_given_again_is_not_deleted_for_who_had_it_before(
    office, forget, tmp_path
) -> None:
    """SQLite gives the key of the last row again: a backup made after that must keep the new one."""
    with office.database.writing() as session:
        unit = filled.enterprise(office, session)
        first = filled.person(session, unit, 1, left_on=TODAY - timedelta(days=20)).id
    forget()
    with office.database.writing() as session:
        assert filled.person(session, unit, 2).id == first
    file = tmp_path / "office.tar.gz"
    backup.backup(office, file, PHRASE, quiet)
    backups.restore(file, tmp_path / "restored", PHRASE, quiet)
    restored = opened(tmp_path / "restored")
    assert len(filled.people(restored)) == 1
    restored.database.close()


def test_the_list_of_another_office_deletes_nothing_and_a_missing_one_is_said(
    office, crowd, backed_up, tmp_path
) -> None:
    foreign = '{"n": 1, "at": "", "office": "another", "kind": "people", "table": "people", "ids": [1, 2, 3]}\n'
    (backed_up / "office.tar.gz.deletions").write_text(foreign, encoding="utf-8")
    backups.restore(backed_up / "office.tar.gz", tmp_path / "one", PHRASE, quiet)
    (backed_up / "office.tar.gz.deletions").unlink()
    said: list[str] = []
    backups.restore(backed_up / "office.tar.gz", tmp_path / "two", PHRASE, said.append)
    assert any(f"There is no {deletions.name_beside(office)}" in line for line in said)
    for name in ("one", "two"):
        restored = opened(tmp_path / name)
        assert len(filled.people(restored)) == 99
        restored.database.close()


def test_a_restore_that_cannot_forget_leaves_nothing(
    office, backed_up, tmp_path, monkeypatch
) -> None:
    def fails(*_given: object) -> int:
        raise OSError

    monkeypatch.setattr(backups, "replay", fails)
    with pytest.raises(BackupError, match="nothing was restored"):
        backups.restore(
            backed_up / "office.tar.gz", tmp_path / "restored", PHRASE, quiet
        )
    assert not (tmp_path / "restored").exists()


def test_backups_go_after_their_days_and_only_ours(
    office, app, forget, backed_up
) -> None:
    other = replace(office, keys=type(office.keys).create())
    backup.backup(other, backed_up / "other.tar.gz", PHRASE, quiet)
    (backed_up / "notes.txt").write_text("no backup", encoding="utf-8")
    later = replace(office, clock=TestClock(moment=(NOW + timedelta(days=1),)))
    backup.backup(later, backed_up / "later.tar.gz", PHRASE, quiet)
    forget(NOW + timedelta(days=13), given=backed_up)
    assert {path.name for path in backed_up.glob("[!d]*")} == {
        "office.tar.gz",
        "later.tar.gz",
        "other.tar.gz",
        "notes.txt",
    }
    done = forget(NOW + timedelta(days=14), given=backed_up)
    assert done.deleted == (("backups", "backups", 1),)
    assert {path.name for path in backed_up.glob("[!d]*")} == {
        "later.tar.gz",
        "other.tar.gz",
        "notes.txt",
    }
    answer = app.test_cli_runner().invoke(
        args=["backup", str(backed_up / "new.tar.gz")],
        env={"KAIGONG_PASSPHRASE": PHRASE},
    )
    assert "To be deleted on 2020-03-19." in answer.output


def test_the_folder_of_the_rule_is_used_without_being_told(
    office, rule, forget, backed_up
) -> None:
    rule(("from = 2020-02-08", f'from = 2020-02-08\nbackup_folder = "{backed_up}"'))
    with office.database.writing() as session:
        filled.person(
            session,
            filled.enterprise(office, session),
            1,
            left_on=TODAY - timedelta(days=20),
        )
    forget()
    assert (backed_up / deletions.name_beside(office)).read_bytes() == (
        office.data / deletions.LOG
    ).read_bytes()
