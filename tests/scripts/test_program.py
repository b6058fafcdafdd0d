"""The `kaigong` program: the same words from any folder, and a sentence for whatever a person can cause."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from forms_app import create_app, fresh, supervise
from forms_app.base import backup, db
from forms_app.base.archive import BackupError
from forms_app.base.launcher import write_launcher
from forms_app.base.version import version
from tests.conftest import PROJECT
from tests.publishing.test_accept import GOOD, REFERENCE, put

PHRASE = "a long passphrase"
WITHOUT_OFFICE = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("KAIGONG_", "DATABASE_URL"))
}


def said_by(*words: object, cwd: Path = PROJECT, **environ: str):
    """What a program says, on both streams, with an environment that names no office."""
    return subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env={**WITHOUT_OFFICE, **environ},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


KAIGONG = (sys.executable, "-m", "forms_app")


@pytest.mark.walk
@pytest.mark.parametrize(
    "words",
    [
        (sys.executable, "-m", "flask", "--app", "forms_app", "--help"),
        (sys.executable, "-m", "flask", "--app", "forms_app", "staff", "list"),
        (*KAIGONG, "--help"),
        (*KAIGONG, "staff", "list"),
        (*KAIGONG, "settings"),
        (*KAIGONG, "run"),
    ],
    ids=lambda words: " ".join(words[2:]),
)
def test_without_an_office_one_sentence_says_so(words) -> None:
    said = said_by(*words)
    assert said.stdout.count("KAIGONG_OFFICE is not set.") == 1
    assert "Traceback" not in said.stdout
    assert said.returncode == (0 if "--help" in words else 2)


@pytest.mark.walk
def test_a_mistyped_office_is_told_and_nothing_is_made_in_it(tmp_path) -> None:
    nowhere = tmp_path / "ofice"
    said = said_by(*KAIGONG, "staff", "list", KAIGONG_OFFICE=str(nowhere))
    assert said.returncode == 2
    assert f"There is no office in {nowhere}" in said.stdout
    assert not nowhere.exists()


@pytest.mark.walk
def test_the_program_of_an_office_works_from_any_folder_and_through_a_link(
    tmp_path,
) -> None:
    office = tmp_path / "my office"
    fresh.lay_out(office, date(2021, 3, 1))
    link = tmp_path / "kaigong"
    link.symlink_to(office / "kaigong")
    settings = said_by(link, "settings", cwd=tmp_path)
    assert settings.returncode == 0, settings.stdout
    assert str(office) in settings.stdout
    assert said_by(link, "--version", cwd=tmp_path).stdout.strip().endswith(version())
    listed = said_by(office / "kaigong", "--help", cwd=tmp_path).stdout
    names = {line.split()[0] for line in listed.partition("Commands:")[2].splitlines() if line.strip()}  # fmt: skip
    assert {"backup", "restore", "staff", "run", "settings"} <= names
    assert not names & {"shell", "routes", "limiter", "roles", "users"}
    assert "--host" in said_by(link, "run", "--help", cwd=tmp_path).stdout
    other = said_by(link, "settings", KAIGONG_OFFICE=str(tmp_path))
    assert str(office) not in other.stdout


@pytest.mark.walk
@pytest.mark.skipif(os.getuid() != 0, reason="only root may give a folder away")
@pytest.mark.parametrize("made", ["data", "."], ids=["used", "fresh"])
def test_root_does_not_work_in_an_office_of_somebody_else(tmp_path, made) -> None:
    root = tmp_path / "office"
    (root / "content").mkdir(parents=True)
    (root / made).mkdir(exist_ok=True)
    os.chown(root / made, 40001, 40001)
    said = said_by(*KAIGONG, "staff", "list", KAIGONG_OFFICE=str(root))
    assert said.returncode == 2
    assert "sudo -u '#40001' kaigong" in said.stdout
    assert not (root / "data" / "keys").exists()


def test_a_program_of_older_code_is_written_anew_when_the_office_is_run(
    tmp_path,
) -> None:
    program = tmp_path / "kaigong"
    write_launcher(tmp_path)
    ours = program.read_text(encoding="utf-8")
    program.write_text(ours.replace(str(PROJECT), "/opt/older"), encoding="utf-8")
    write_launcher(tmp_path)
    assert program.read_text(encoding="utf-8") == ours
    assert os.access(program, os.X_OK)


@pytest.mark.parametrize("word", ["new", "demo"])
def test_a_folder_that_cannot_be_made_is_named(tmp_path, capsys, word) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SystemExit) as ended:
        supervise.main([word, str(tmp_path / "file" / "office")])
    assert ended.value.code == 2
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.walk
@pytest.mark.sqlite_only(reason="PostgreSQL is backed up by pg_dump; see test_database")
def test_a_backup_takes_its_passphrase_from_a_file_and_restores_without_an_office(
    office, tmp_path
) -> None:
    office.database.close()
    write_launcher(office.config.office)
    phrase = tmp_path / "passphrase"
    phrase.write_text(PHRASE, encoding="utf-8")
    phrase.chmod(0o600)
    kept = tmp_path / "backups"
    kept.mkdir()
    program = office.config.office / "kaigong"
    refused = said_by(program, "backup", kept)
    assert refused.returncode == 2
    assert "--passphrase-file" in refused.stdout
    (office.config.office / "settings.toml").write_text(
        f'passphrase_file = "{phrase}"\n', encoding="utf-8"
    )
    made = said_by(program, "backup", kept)
    assert made.returncode == 0, made.stdout
    (file,) = kept.glob("kaigong-*.tar.gz")
    bare = tmp_path / "bare"
    answer = said_by(*KAIGONG, "restore", file, bare, KAIGONG_PASSPHRASE="wrong")
    assert answer.returncode == 1
    assert "The passphrase is wrong." in answer.stdout
    assert not bare.exists()
    answer = said_by(
        *KAIGONG,
        "restore",
        file,
        bare,
        KAIGONG_OFFICE=str(bare),
        CREDENTIALS_DIRECTORY=str(tmp_path),
    )
    assert answer.returncode == 0, answer.stdout
    assert said_by(bare / "kaigong", "audit", "verify").returncode == 0
    assert (bare / "settings.toml").exists()


@pytest.mark.sqlite_only(reason="PostgreSQL is backed up by pg_dump; see test_database")
def test_a_restore_into_a_folder_that_cannot_be_made_is_told(office, tmp_path) -> None:
    file = tmp_path / "office.tar.gz"
    backup.backup(office, file, PHRASE, lambda _says: None)
    with pytest.raises(BackupError, match="could not be written"):
        backup.restore(file, file / "new", PHRASE, lambda _says: None)


def make_newer(office) -> None:
    with office.database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    office.database.close()


def damage(office) -> None:
    office.database.close()
    for beside in office.data.glob("kaigong.sqlite3-*"):
        beside.unlink()
    with (office.data / "kaigong.sqlite3").open("r+b") as file:
        file.seek(0)
        file.write(os.urandom(64 * 1024))


def lose(office) -> None:
    """As when an office on PostgreSQL is started without its DATABASE_URL."""
    office.database.close()
    for file in office.data.glob("kaigong.sqlite3*"):
        file.unlink()


@pytest.mark.sqlite_only(reason="what is asked is the same, and harm is a file's")
@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (make_newer, "newer version"),
        (damage, "not a database"),
        (lose, "has worked before"),
    ],
    ids=["newer", "damaged", "lost"],
)
def test_a_database_that_cannot_be_used_is_told_and_the_public_site_goes_on(
    office, publish, harm, says, monkeypatch
) -> None:
    put(office, GOOD)
    publish()
    harm(office)
    with pytest.raises(db.DatabaseAway, match=says):
        db.migrate(office.config.database_url)
    app = create_app(supervise.Office.open(office.config))
    told = app.test_cli_runner().invoke(args=["staff", "list"])
    assert told.exit_code == 1
    assert "The database cannot be used" in told.output
    assert "Traceback" not in told.output
    healthz = app.test_client().get("/app/healthz")
    assert healthz.json["database"] == "away"
    assert healthz.json["version"] == version()
    assert app.test_client().get("/app/staff/sign-in/").status_code in {200, 503}
    put(office, GOOD.replace("approved", "revoked").replace("Pilot", "Reason: 整改不到位\nPilot"))  # fmt: skip
    publish()
    page = office.site / "tree" / "enterprises" / REFERENCE / "index.html"
    assert "已撤销" in page.read_text(encoding="utf-8")
    with pytest.raises(db.DatabaseAway, match=says):
        db.migrate(office.config.database_url)
