"""What a person can get wrong at a command line is told in a sentence: never a trace, never done by half."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from forms_app import create_app
from forms_app.base import away, backup
from forms_app.base.archive import BackupError, about, examine
from forms_app.base.config import Config
from forms_app.base.office import Office
from forms_app.cli import program
from tests.conftest import PROJECT

PHRASE = "a long passphrase"
NOT_UTF8 = os.fsdecode(b"\xffname")
TOO_LARGE = "99999999999999999999"
# "{}" is the folder of the test, with: passphrase, office.tar.gz, and those that are
# wrong in one way
WRONG = {
    "staff add office --role king": "king",
    "staff add office": "--role",
    "staff remove one": "remove",
    "staff reset-second-step nobody --reason 示例": "nobody",
    "staff reset-second-step nobody": "--reason",
    "content new nowhere --name 示例": "nowhere",
    "content new qiantou --name 示例 --grid nowhere": "nowhere",
    "content new qiantou --name 示例 --kind castle": "castle",
    "content new ../qiantou --name 示例": "qiantou",
    "campaign new ../flood --like resumption-2020": "../flood",
    "campaign new flood --like nowhere": "nowhere",
    "campaign new gas-2020 --like resumption-2020": "gas-2020",
    "campaign list more": "more",
    "form import {}/nowhere": "nowhere",
    "form import {}/binary": ".xlsx",
    "form import {}/office.tar.gz": ".xlsx",
    "form template {}/passphrase": "passphrase",
    "form template {}/nowhere/form.xlsx": "nowhere",
    "message test": "--to",
    "message test --to nobody": "",
    "message send more": "more",
    "reminders more": "more",
    "publish --confirm-removals nowhere": "nowhere",
    "publish --soon": "--soon",
    "publish --verify": "Nothing is published",
    "keys": "export",
    "keys export": "FILE",
    "keys export {}/keys.sealed --passphrase-file {}/short": "8 characters",
    "keys import {}/binary --passphrase-file {}/passphrase": "keys export",
    "keys import {}/nowhere --passphrase-file {}/passphrase": "nowhere",
    "copy": "--to",
    "copy --to mysql://a/b": "not supported",
    "copy --to-file {}/nowhere": "nowhere",
    "copy --to-file {}/empty": "empty",
    "copy --objects kaigong": "not the address of a bucket",
    "rollback": "NUMBER",
    "rollback twelve": "twelve",
    "rollback 999": "999",
    "rollback -- -1": "-1",
    f"rollback {TOO_LARGE}": TOO_LARGE,
    "person export QT-NOBODY 1": "QT-NOBODY",
    f"person export QT-NOBODY {TOO_LARGE}": "",
    "person export QT-NOBODY 1 --to {}/nowhere": "nowhere",
    "person erase QT-NOBODY 1 --reason 示例 --yes": "QT-NOBODY",
    "enterprise erase QT-NOBODY --reason 示例 --yes": "QT-NOBODY",
    "retention --backups {}/nowhere": "nowhere",
    "retention --backups {}/passphrase": "passphrase",
    "retention --deletions {}/nowhere": "nowhere",
    "retention --deletions {}/office.tar.gz": "office.tar.gz",
    "backup {}/nowhere/new.tar.gz --passphrase-file {}/passphrase": "nowhere",
    "backup {}/passphrase/new.tar.gz --passphrase-file {}/passphrase": "passphrase",
    "backup /sys/new.tar.gz --passphrase-file {}/passphrase": "/sys",
    "backup {}/new.tar.gz": "--passphrase-file",
    "backup {}/new.tar.gz --passphrase-file {}/nowhere": "nowhere",
    "backup {}/new.tar.gz --passphrase-file {}": "",
    "backup {}/new.tar.gz --passphrase-file {}/empty": "empty",
    "backup {}/new.tar.gz --passphrase-file {}/short": "8 characters",
    "backup {}/new.tar.gz --passphrase-file {}/open": "chmod",
    "backup {}/new.tar.gz --passphrase-file {}/binary": "UTF-8",
    "restore {}/nowhere {}/new --passphrase-file {}/passphrase": "nowhere",
    "restore {} {}/new --passphrase-file {}/passphrase": "not a whole backup",
    "restore {}/empty {}/new --passphrase-file {}/passphrase": "not a whole backup",
    "restore {}/binary {}/new --passphrase-file {}/passphrase": "not a whole backup",
    "restore {}/cut.tar.gz {}/new --passphrase-file {}/passphrase": "not a whole backup",
    "restore {}/harmed.tar.gz {}/new --passphrase-file {}/passphrase": "harmed.tar.gz",
    "restore {}/office.tar.gz {}/new --passphrase-file {}/other": "The passphrase is wrong",
    "restore {}/office.tar.gz {}/new": "--passphrase-file",
    "restore {}/office.tar.gz {} --passphrase-file {}/passphrase": "not empty",
    "restore {}/office.tar.gz {}/passphrase --passphrase-file {}/passphrase": "passphrase",
    "restore {}/office.tar.gz {}/passphrase/new --passphrase-file {}/passphrase": "passphrase",
    "restore {}/office.tar.gz /sys/new --passphrase-file {}/passphrase": "/sys",
    "restore {}/office.tar.gz {}/new --passphrase-file {}/passphrase --deletions {}/binary": "",
    "restore": "FOLDER",
    "restore {}/office.tar.gz": "FOLDER",
    "restore --drill {}/nowhere": "nowhere",
    "restore --drill {}": "is not a backup",
    "restore --drill {}/empty": "not a whole backup",
    "restore --drill {}/cut.tar.gz": "not a whole backup",
    "restore --drill {}/office.tar.gz {}/new": "--drill",
    "restore --drill {}/office.tar.gz --passphrase-file {}/nowhere": "nowhere",
    "restore --drill": "backup_folder",
    f"staff add {NOT_UTF8} --role admin": "UTF-8",
    f"content new {NOT_UTF8} --name 示例": "UTF-8",
    f"content example {NOT_UTF8}": "UTF-8",
    "content example nowhere": "examples",
    "features more": "more",
    "jobs more": "more",
    f"person export {NOT_UTF8} 1": "UTF-8",
    f"backup {{}}/{NOT_UTF8} --passphrase-file {{}}/passphrase": "UTF-8",
    f"restore {{}}/{NOT_UTF8} {{}}/new": "UTF-8",
    f"{NOT_UTF8} list": "UTF-8",
    f"staff {NOT_UTF8}": "UTF-8",
    "audit verify more": "more",
    "audit": "",
    "nonsense": "nonsense",
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """An office, its app, and a folder of files that are wrong in one way each."""

    office: Office
    app: Flask
    folder: Path

    def answer(self, line: str) -> Result:
        """What the program says to a line; fails when that was a trace."""
        words = line.replace("{}", str(self.folder)).split()
        environ = {"KAIGONG_OFFICE": str(self.office.config.office)}
        with self.app.app_context():
            said = CliRunner(env=environ).invoke(program, words, obj=self.app)
        if said.exception and not isinstance(said.exception, SystemExit):
            raise said.exception
        assert "Traceback" not in said.output
        return said


@contextmanager
def a_place(root: Path, laid_out: Path) -> Iterator[Place]:
    shutil.copytree(laid_out, root / "office")
    settings = {"KAIGONG_OFFICE": str(root / "office"), "DATABASE_URL": ""}
    office = Office.open(Config.from_environ(settings))
    folder = root / "wrong"
    folder.mkdir()
    for name, data in {
        "passphrase": PHRASE.encode(),
        "other": b"another passphrase",
        "short": b"short",
        "empty": b"",
        "binary": b"\xff\xfe\x00",
        "open": PHRASE.encode(),
    }.items():
        (folder / name).write_bytes(data)
        (folder / name).chmod(0o644 if name == "open" else 0o600)
    yield Place(office, create_app(office), folder)
    office.database.close()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, laid_out: Path) -> Iterator[Place]:
    """With a whole backup, one that is cut short and one with a wrong bit."""
    with a_place(tmp_path_factory.mktemp("place"), laid_out) as made:
        whole = made.folder / "office.tar.gz"
        backup.backup(made.office, whole, PHRASE, lambda _says: None)
        data = bytearray(whole.read_bytes())
        (made.folder / "cut.tar.gz").write_bytes(data[: len(data) // 2])
        data[len(data) // 2] ^= 1
        (made.folder / "harmed.tar.gz").write_bytes(data)
        yield made


@pytest.mark.parametrize("line", WRONG, ids=ascii)
def test_what_was_typed_wrongly_is_told_and_leaves_nothing(place, line) -> None:
    before = sorted(place.folder.iterdir())
    said = place.answer(line)
    assert said.exit_code in {1, 2}, said.output
    assert WRONG[line] in said.output
    assert sorted(place.folder.iterdir()) == before


def test_a_log_gets_results_and_no_progress(place, tmp_path) -> None:
    phrase = place.folder / "passphrase"
    said = place.answer(f"backup {tmp_path} --passphrase-file {phrase}")
    assert said.exit_code == 0
    assert "\r" not in said.output
    assert " of " not in said.output
    assert ".tar.gz: " in said.output


# The checker that anybody takes away: by what is typed, the exit code and a word of what it says.
OF_THE_CHECKER = {
    "": (2, "address"),
    "{}/nowhere": (2, "neither an address nor a folder"),
    "{}/passphrase": (2, "neither an address nor a folder"),
    "ftp://127.0.0.1": (2, "neither an address nor a folder"),
    "file:///etc/passwd": (2, "neither an address nor a folder"),
    "http://127.0.0.1:9 --patience 0": (3, "could not be checked"),
    "http://[::1 --patience 0": (3, "could not be checked"),
    "{} --patience 0": (3, "no public log"),
    "{} --patience soon": (2, "soon"),
    "{} --since {}/nowhere": (2, "nowhere"),
    "{} --since {}/binary": (2, "saved head"),
    "{} --since {}/empty": (2, "saved head"),
    "{} --since {}": (2, "saved head"),
    "{} {}": (2, "unrecognized"),
    "{} --wrong": (2, "--wrong"),
    "{}/log --patience 0": (1, "cannot be read"),
}


@pytest.mark.parametrize("line", OF_THE_CHECKER, ids=ascii)
def test_what_was_typed_wrongly_is_told_by_the_checker(place, line) -> None:
    log = place.folder / "log" / "data" / "log"
    log.mkdir(parents=True, exist_ok=True)
    (log / "head.txt").write_bytes(b"no head\n")
    (log / "key.txt").write_bytes(b"no key\n")
    words = line.replace("{}", str(place.folder)).split()
    command = [sys.executable, str(PROJECT / "scripts" / "verify_list.py"), *words]
    done = subprocess.run(command, capture_output=True, text=True)
    shutil.rmtree(place.folder / "log")
    code, word = OF_THE_CHECKER[line]
    assert done.returncode == code, done.stdout + done.stderr
    assert word in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


EVERY_COMMAND = (
    "staff add office --role admin",
    "staff list",
    "content check",
    "content new qiantou --name 示例",
    "content example",
    "campaign list",
    "campaign new flood --like resumption-2020 --title 汛后开业 --title-en Flood",
    "form template {}/form.xlsx",
    "features",
    "jobs",
    "doctor",
    "publish",
    "publish --verify",
    "publish --resume",
    "rollback 1",
    "audit verify",
    "backup {} --passphrase-file {}/passphrase",
    "retention",
    "retention --dry-run",
    "enterprise erase QT-NOBODY --reason 示例",
    "person export QT-NOBODY 1",
    "person erase QT-NOBODY 1 --reason 示例 --yes",
    "keys export {}/keys.sealed --passphrase-file {}/passphrase",
    "rotate-keys",
    "hints",
    "messages",
    "message send",
    "reminders",
    "unusual-reading",
    "junk",
    "rounds lay-out",
    "settings",
    "migrate",
)


NEEDS_NO_ROOM = {
    "content check",
    "content example",
    "doctor",
    "features",
    "jobs",
    "publish --verify",
    "settings",
}


def test_no_command_is_left_out(place) -> None:
    with place.app.app_context():
        context = click.Context(program, obj=place.app)
        ours = {name for name in program.list_commands(context) if name not in OF_FLASK}
    tried = {line.split()[0] for line in (*EVERY_COMMAND, *WRONG)}
    assert ours - {"run"} <= tried


OF_FLASK = {"shell", "routes", "limiter", "roles", "users"}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(disk)]
    if os.geteuid() or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill(disk: Path) -> None:
    with (disk / "all of it").open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(1024)):
            pass


@pytest.mark.long
def test_a_full_disk_is_told_by_every_command(small_disk, laid_out) -> None:
    with a_place(small_disk, laid_out) as full:
        fill(small_disk)
        for line in EVERY_COMMAND:
            said = full.answer(line)
            if line not in NEEDS_NO_ROOM:
                assert said.exit_code == 1
                assert re.search(r"disk|No space", said.output), line


def test_a_backup_that_is_harmed_anywhere_is_told(place, tmp_path) -> None:
    whole = (place.folder / "office.tar.gz").read_bytes()
    harmed = tmp_path / "harmed.tar.gz"
    for number in range(1, 20):
        data = bytearray(whole)
        data[len(data) * number // 20] ^= 0x55
        harmed.write_bytes(data)
        with pytest.raises(BackupError, match=r"damaged|not a whole backup"):
            examine(harmed)
        about(harmed)


def test_a_database_without_room_says_to_make_room() -> None:
    with create_engine("sqlite://").connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
        with pytest.raises(OperationalError) as full:
            connection.exec_driver_sql("CREATE TABLE more (room)")
    known = away.meaning(full.value)
    assert isinstance(known, away.DatabaseAway)
    assert "Make room" in known.hint
