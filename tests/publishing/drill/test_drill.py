"""A drill restores a backup aside, compares, says what it found, and leaves nothing behind but that."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from jinja2 import TemplateError
from sqlalchemy import select, text, update

from forms_app.base import logs, room
from forms_app.base.audit import AuditEntry
from forms_app.base.backup import PUBLIC_LOG, backup
from forms_app.base.contentfile.write import file_hash
from forms_app.base.jobs import lease
from forms_app.base.jobs.standing import state_of_all
from forms_app.base.keys import Keyring, keyring
from forms_app.base.office import KEYS, Office
from forms_app.office.retention import drills
from forms_app.office.retention.drills import Drill, Outcome
from forms_app.publishing.drill import trial
from forms_app.publishing.drill.backups import newest_in
from forms_app.publishing.drill.trial import Differs
from forms_app.publishing.public_log.outputs import HEAD
from forms_app.publishing.service.publisher import Publisher
from tests.conftest import NOW, PROJECT, TestClock
from tests.publishing.public_log.test_log import edit, publisher_of
from tests.publishing.test_accept import GOOD, REFERENCE, path_of

PHRASE = "a long enough phrase"
OWN = {"drill.json", "write.lock", "epoch"}  # beside the database and the jobs


@pytest.fixture
def phrase(tmp_path) -> str:
    file = tmp_path / "phrase"
    file.write_text(PHRASE, encoding="utf-8")
    file.chmod(0o600)
    return str(file)


@pytest.fixture
def drill(app) -> Callable[..., Result]:
    def once(*words: object) -> Result:
        told = ["restore", "--drill", *map(str, words)]
        return app.test_cli_runner().invoke(args=told)

    return once


@pytest.fixture
def made(office, tmp_path) -> Path:
    """A backup of an office with one decision in its log."""
    publisher_of(office)
    folder = tmp_path / "backups"
    folder.mkdir()
    file = folder / "office.tar.gz"
    backup(office, file, PHRASE, lambda _says: None)
    return file


def last(office: Office) -> Drill:
    found = drills.read(office).last
    assert found and not (office.data / drills.FOLDER).exists()
    return found


def prints(office: Office) -> dict[str, str]:
    """Of every file of the office that a drill has nothing to write to."""
    root = office.config.office
    return {
        path.relative_to(root).as_posix(): file_hash(path.read_bytes())
        for path in sorted(root.rglob("*"))
        if path.is_file()
        and path.name not in OWN
        and not path.name.startswith("kaigong.sqlite3")
        and "jobs" not in path.parts
    }


def entries(office: Office) -> list[dict[str, object]]:
    with office.database.reading() as session:
        query = select(AuditEntry).where(AuditEntry.action == "backup.drill")
        return [one.details for one in session.scalars(query)]


@pytest.mark.walk
@pytest.mark.sqlite_only
def test_a_backup_that_can_be_restored_is_told_with_what_is_in_it(
    office, made, phrase, drill
) -> None:
    before = prints(office)
    done = drill(made, "--passphrase-file", phrase)
    assert done.exit_code == 0, done.output
    found = last(office)
    assert found.worked and found.has_passphrase and found.backup == made.name
    assert found.rows and found.files > 100 and found.seconds
    assert found.made_at[:10] == "2020-03-05"
    assert "演练成功" in done.output and "不到一天前" in done.output
    assert prints(office) == before
    (entry,) = entries(office)
    assert entry["outcome"] == "worked" and entry["rows"] == found.rows


@pytest.mark.walk
@pytest.mark.sqlite_only
def test_without_the_passphrase_the_keys_of_the_office_open_it_and_that_is_told(
    office, made, drill
) -> None:
    done = drill(made)
    assert done.exit_code == 0, done.output
    assert last(office).worked and not last(office).has_passphrase
    assert "口令没有试" in done.output


@pytest.mark.sqlite_only
def test_without_the_passphrase_nothing_opens_what_has_other_keys(
    office, made, drill
) -> None:
    Keyring.load(office.data / KEYS).with_a_new_key().replace_file(office.data / KEYS)
    done = drill(made)
    assert done.exit_code == 1 and "密钥换过了" in done.output
    assert last(office).outcome == Outcome.NO_KEYS
    assert state_of_all(office) == "failing"


@pytest.mark.sqlite_only
def test_what_cannot_be_restored_is_told_and_remembered(
    office, made, phrase, drill, tmp_path, monkeypatch
) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("another long phrase", encoding="utf-8")
    wrong.chmod(0o600)
    done = drill(made, "--passphrase-file", wrong)
    assert done.exit_code == 1 and "The passphrase is wrong" in done.output
    assert last(office).outcome == Outcome.NOT_RESTORED
    cut = tmp_path / "cut.tar.gz"
    cut.write_bytes(made.read_bytes()[:-2000])
    assert drill(cut, "--passphrase-file", phrase).exit_code == 1
    assert last(office).outcome == Outcome.NOT_RESTORED
    monkeypatch.setattr(room, "free", lambda _folder: room.LOW + 1)
    done = drill(made, "--passphrase-file", phrase)
    assert done.exit_code == 1 and "磁盘放不下" in done.output
    assert last(office).outcome == Outcome.NO_ROOM
    assert [one["outcome"] for one in entries(office)] == [
        "not-restored",
        "not-restored",
        "no-room",
    ]


@pytest.mark.sqlite_only
def test_a_log_that_does_not_continue_that_of_the_backup_is_told(
    office, made, phrase, drill
) -> None:
    Keyring.load(office.data / KEYS).with_a_new_key().replace_file(office.data / KEYS)
    office.keys.follow()
    file = office.data / PUBLIC_LOG
    first, rest = file.read_bytes().split(b"\n", 1)
    file.write_bytes(first.replace(b"2020", b"2021", 1) + b"\n" + rest)
    (office.site / "tree" / HEAD).unlink()
    done = drill(made, "--passphrase-file", phrase)
    assert done.exit_code == 1 and last(office).outcome == Outcome.LOG
    assert "公开日志" in done.output
    assert keyring() is office.keys, "not those of the backup any more"


@pytest.mark.walk
@pytest.mark.sqlite_only
def test_a_log_that_is_not_what_was_published_is_told(
    office, made, phrase, drill
) -> None:
    publisher = publisher_of(office)
    edit(publisher, GOOD)
    publisher.later.settle()
    file = office.data / PUBLIC_LOG
    file.write_bytes(b"".join(file.read_bytes().splitlines(True)[:-1]))
    done = drill(made, "--passphrase-file", phrase)
    assert done.exit_code == 1 and last(office).outcome == Outcome.LOG


@pytest.mark.sqlite_only
def test_the_newest_backup_of_this_office_is_taken(office, made, tmp_path) -> None:
    newer = made.with_name("a-newer.tar.gz")
    shutil.copy(made, newer)
    (made.parent / "notes.txt").write_text("no backup", encoding="utf-8")
    os.utime(made, (1, 1))
    found = newest_in(made.parent, office)
    assert found and found.file == newer and found.made_at == NOW
    os.utime(newer, (0, 0))
    found = newest_in(made.parent, office)
    assert found and found.file == made


def tried(step: Callable[[Office], None], office: Office) -> str:
    with pytest.raises(Differs) as raised:
        step(office)
    return raised.value.outcome


@pytest.mark.walk
def test_a_site_or_a_list_that_is_not_right_is_told(office) -> None:
    publisher = publisher_of(office)
    edit(publisher, GOOD)
    publisher.later.settle()
    trial._compare(office)
    trial._check_list(office)
    rows = office.site / "tree" / "data" / "enterprises.json"
    text_of = rows.read_bytes()
    rows.unlink()  # it is another name of what is served
    rows.write_bytes(text_of.replace(b"QT-7K3M9P", b"QT-7K3M9Q"))
    assert tried(trial._check_list, office) == Outcome.LIST
    assert tried(trial._compare, office) == Outcome.DIFFERENT


def test_an_office_of_which_no_site_can_be_made_is_told(office, monkeypatch) -> None:
    def fail(*_: object) -> bytes:
        raise TemplateError("the theme is broken")

    monkeypatch.setattr("forms_app.publishing.site.theme.Theme.render", fail)
    edit(Publisher(office, logs.configure()), GOOD)
    assert tried(trial._publish, office) == Outcome.NOT_BUILT


@pytest.mark.walk
def test_a_decision_that_the_log_has_and_no_file_is_told(office) -> None:
    publisher = publisher_of(office)
    edit(publisher, GOOD)
    publisher.later.settle()
    for file in (office.content, office.accepted):
        path_of(replace(office, content=file)).unlink()
    (office.data / "journal.jsonl").unlink()
    shutil.rmtree(office.site)
    found = trial.trial(office)
    assert (found.outcome, found.detail) == (Outcome.LIST, REFERENCE)


@pytest.mark.walk
@pytest.mark.sqlite_only
def test_a_trail_that_was_changed_is_found_in_the_backup(
    office, tmp_path, phrase, drill
) -> None:
    drills.save(office, Drill(NOW.isoformat(), Outcome.NO_BACKUP))
    assert drill().exit_code == 1  # leaves an entry
    with office.database.writing() as session:
        session.execute(update(AuditEntry).values(actor_id="somebody-else"))
    file = tmp_path / "changed.tar.gz"
    backup(office, file, PHRASE, lambda _says: None)
    done = drill(file, "--passphrase-file", phrase)
    assert done.exit_code == 1 and last(office).outcome == Outcome.AUDIT
    assert "操作记录对不上" in done.output


def test_without_a_backup_it_says_so_and_no_job_has_failed(
    office, drill, rule_of_backups, tmp_path
) -> None:
    assert drill().exit_code == 1 and last(office).outcome == Outcome.NO_FOLDER
    rule_of_backups(tmp_path / "empty")
    done = drill()
    assert done.exit_code == 1 and "还没有备份" in done.output
    assert last(office).outcome == Outcome.NO_BACKUP
    assert drill("--if-any").exit_code == 0
    assert state_of_all(office) == "working"


@pytest.fixture
def rule_of_backups(office, accept) -> Callable[[Path], None]:
    """The retention rule names a folder of backups."""

    def name(folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        path = office.content / "rules" / "retention.toml"
        text_of = path.read_text(encoding="utf-8")
        told = f'id = "retention"\nbackup_folder = "{folder}"\n'
        path.write_text(text_of.replace('id = "retention"\n', told), "utf-8")
        accept()

    return name


@pytest.mark.sqlite_only
def test_a_drill_of_another_office_and_a_wrong_line_are_refused(
    office, made, drill, tmp_path
) -> None:
    assert drill(made, tmp_path / "folder").exit_code == 2
    (office.data / KEYS).unlink()
    Keyring.create().save(office.data / KEYS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(office), "id", "another")
        done = drill(made)
    assert done.exit_code == 1 and "another office" in done.output


def test_what_a_killed_drill_left_goes_with_the_next_night(office) -> None:
    left = office.data / drills.FOLDER / "office"
    left.mkdir(parents=True)
    with lease.hold(office, drills.JOB):
        drills.clear_left(office)
        assert left.exists(), "it is at work"
    drills.clear_left(office)
    assert not left.exists()


@pytest.mark.walk
@pytest.mark.sqlite_only
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_one_that_is_ended_leaves_nothing_and_one_that_is_killed_until_the_next(
    office, made, phrase, drill, number
) -> None:
    command = [sys.executable, "-m", "forms_app", "restore", "--drill", str(made)]
    environment = {
        **os.environ,
        "KAIGONG_OFFICE": str(office.config.office),
        "KAIGONG_PASSPHRASE": PHRASE,
    }
    process = subprocess.Popen(command, env=environment, cwd=PROJECT)
    place = office.data / drills.FOLDER
    deadline = time.monotonic() + 60
    while not (place / "said").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert place.exists()
    process.send_signal(number)
    assert process.wait(30)
    assert place.exists() == (number == signal.SIGKILL)
    assert drill(made, "--passphrase-file", phrase).exit_code == 0
    assert last(office).worked


def test_the_desk_of_an_administrator_says_when_it_worked_and_warns_when_it_did_not(
    office, app, staff
) -> None:
    admin = staff("admin")
    reviewer = staff("reviewer", ("qiantou",))
    assert "备份演练" not in admin.get("/app/staff/").text
    worked = Drill(NOW.isoformat(), Outcome.WORKED, "x.tar.gz", NOW.isoformat())
    drills.save(office, worked)
    page = admin.get("/app/staff/").text
    assert "备份演练" in page and "上次成功" in page and "超过 14 天" not in page
    assert "备份演练" not in reviewer.get("/app/staff/").text
    later = NOW + timedelta(days=15)
    app.extensions["kaigong"] = replace(office, clock=TestClock(moment=(later,)))
    assert "超过 14 天" in admin.get("/app/staff/").text
    failed = replace(
        worked, outcome=Outcome.AUDIT, at=later.isoformat(), detail="entry 3"
    )
    drills.save(office, failed)
    page = admin.get("/app/staff/").text
    assert "操作记录对不上（entry 3）" in page and "上次成功：3月5日" in page


@pytest.fixture
def programs(monkeypatch) -> None:
    """pg_dump and pg_restore where a machine has them."""
    from tests.postgres import binaries

    monkeypatch.setenv("PATH", f"{binaries()}:{os.environ['PATH']}")


def dumped(office: Office, folder: Path) -> Path:
    """As the manual does it: first the database, then the folders."""
    folder.mkdir()
    address = office.config.database_url.replace("+psycopg", "")
    file = folder / "kaigong.dump"
    subprocess.run(
        ["pg_dump", "--format=custom", f"--file={file}", address], check=True
    )
    names = [
        name
        for name in ("content", "accepted", "data", "settings.toml")
        if (office.config.office / name).exists()
    ]
    where = ["-C", str(office.config.office)]
    subprocess.run(
        ["tar", "-czf", str(folder / "office.tar.gz"), *where, *names], check=True
    )
    return file


def databases_of(office: Office) -> set[str]:
    with office.database.reading() as session:
        query = text("SELECT datname FROM pg_database WHERE datname LIKE '%drill'")
        return set(session.scalars(query))


@pytest.mark.walk
@pytest.mark.postgresql_only
def test_a_dump_is_restored_into_a_database_aside_which_goes_again(
    office, drill, tmp_path, programs, rule_of_backups
) -> None:
    publisher_of(office)
    rule_of_backups(tmp_path / "empty")
    publisher_of(office)
    shutil.rmtree(tmp_path / "empty")
    dumped(office, tmp_path / "empty")
    done = drill()
    assert done.exit_code == 0, done.output
    assert last(office).worked and last(office).rows
    assert not databases_of(office)


@pytest.mark.walk
@pytest.mark.postgresql_only
def test_where_no_database_can_be_made_it_says_what_to_do(
    office, drill, tmp_path, programs
) -> None:
    publisher_of(office)
    file = dumped(office, tmp_path / "backups")
    from forms_app.publishing.drill import database_aside

    with office.database.writing() as session:
        session.execute(text("DROP ROLE IF EXISTS plain"))
        session.execute(text("CREATE ROLE plain LOGIN"))
    url = office.config.database_url.replace("kaigong@", "plain@", 1)
    with (
        pytest.raises(database_aside.NoDatabaseAside, match="CREATEDB"),
        database_aside.database_aside(url, file),
    ):
        pytest.fail("it was made")
    file.write_bytes(file.read_bytes()[:3000])
    done = drill(file)
    assert done.exit_code == 1, done.output
    assert last(office).outcome == Outcome.NO_DATABASE
    assert "pg_restore" in json.dumps(last(office).detail)
    assert not databases_of(office)
