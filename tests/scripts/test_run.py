"""One command: what it says when something is wrong, restarting, stopping, backing up and restoring."""

from __future__ import annotations

import importlib
import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
import urllib.error
import urllib.request
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from forms_app import fresh, preflight
from forms_app.base import audit, backup, logs
from forms_app.base.archive import BackupError
from forms_app.base.config import Config
from forms_app.base.office import Office
from forms_app.permits.enterprises.queries import by_reference
from forms_app.publishing.service.publisher import Publisher
from tests import journeys
from tests.conftest import PROJECT
from tests.publishing.served import children_of
from tests.publishing.test_accept import GOOD, put
from tests.rule_files import DECISIONS
from tests.supervised import free_port, supervised


def script(name: str):
    """A file of scripts/, as a module."""
    path = PROJECT / "scripts" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def bootstrap():
    return script("_bootstrap")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["--new", "/srv/o"], ["new", "/srv/o"]),
        (["/srv/o"], ["run", "/srv/o", "", ""]),
        (["/srv/o", "--port", "80"], ["run", "/srv/o", "", "80"]),
        (["--demo", "/srv/o", "--host", "::"], ["demo", "/srv/o", "::", ""]),
        (["/srv/o", "--role", "web"], ["run", "/srv/o", "", "", "web"]),
        (["/srv/o", "--role", "all"], ["run", "/srv/o", "", ""]),
        (["--demo"], ["demo", str(PROJECT / "instance" / "demo"), "", ""]),
    ],
)
def test_what_is_typed_reaches_the_program_with_or_without_a_port(
    monkeypatch, typed, told
) -> None:
    monkeypatch.syspath_prepend(str(PROJECT / "scripts"))
    run = script("run")
    assert run.words(run.parse(typed)) == told


def test_an_old_python_is_told_which_one_is_needed(capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        bootstrap().check_python((3, 8, 1))
    assert ended.value.code == 2 and "3.11" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("No space left on device", "disk is full"),
        ("Temporary failure in name resolution", "cannot be reached"),
        ("boom", "boom"),
    ],
)
def test_a_failed_installation_is_explained(said, told) -> None:
    assert told in bootstrap().explain(said)


LOCK = """# by uv
alembic==1.20.1 \\
    --hash=sha256:00
deprecated==1.3.1 ; python_full_version < '3.12' \\
    --hash=sha256:01
deprecated==3.0.1 ; python_full_version >= '3.12' \\
    --hash=sha256:02
"""


@pytest.fixture
def installer(tmp_path, monkeypatch):
    """The installer with a project of its own; gives it and the list of what it installed."""
    module = bootstrap()
    for name in ("PROJECT", "VENV"):
        monkeypatch.setattr(module, name, str(tmp_path))
    monkeypatch.setattr(module, "STAMP", str(tmp_path / "installed.txt"))
    monkeypatch.setattr(module, "PYTHON", sys.executable)
    installed: list[str] = []
    monkeypatch.setattr(
        module, "install", lambda lock: installed.append(Path(lock).name)
    )
    (tmp_path / "requirements.txt").write_text(LOCK, encoding="utf-8")
    (tmp_path / "older.txt").write_text(
        LOCK.replace("1.20.1", "1.19.0"), encoding="utf-8"
    )
    (tmp_path / "test.txt").write_text(
        LOCK + "pytest==9.2.0 \\\n    --hash=sha256:03\n", encoding="utf-8"
    )
    return module, installed


def test_what_is_there_is_not_installed_again_and_what_was_replaced_is(
    installer,
) -> None:
    module, installed = installer
    for lock in ("requirements.txt", "requirements.txt", "test.txt", "requirements.txt"):  # fmt: skip
        module.ensure_installed(lock)
    assert installed == ["requirements.txt", "test.txt"]
    module.ensure_installed("older.txt")
    module.ensure_installed("requirements.txt")
    assert installed[2:] == ["older.txt", "requirements.txt"]


def test_an_installation_that_is_cut_short_is_not_taken_for_a_whole_one(
    installer, monkeypatch
) -> None:
    module, installed = installer
    module.ensure_installed("requirements.txt")
    monkeypatch.setattr(module, "install", lambda _lock: module.stop("cut short"))
    with pytest.raises(SystemExit):
        module.ensure_installed("older.txt")
    monkeypatch.setattr(module, "install", lambda lock: installed.append("again"))
    module.ensure_installed("requirements.txt")
    assert installed == ["requirements.txt", "again"]


@pytest.mark.walk
def test_an_installation_compiles_the_program_for_who_may_not_write_there(
    tmp_path,
) -> None:
    for folder in ("scripts", "forms_app", ".venv/bin"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("run.py", "_bootstrap.py"):
        shutil.copy(PROJECT / "scripts" / name, tmp_path / "scripts")
    (tmp_path / "requirements.txt").touch()
    (tmp_path / "forms_app" / "__init__.py").touch()
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    installing = [sys.executable, "scripts/run.py", "--install"]
    subprocess.run(installing, cwd=tmp_path, check=True)
    importing = [sys.executable, "-B", "-v", "-c", "import forms_app"]
    told = subprocess.run(importing, cwd=tmp_path, capture_output=True, check=True)
    compiled = tmp_path / "forms_app" / "__pycache__"
    assert f"# code object from '{compiled}".encode() in told.stderr


@pytest.mark.walk
def test_a_log_gets_no_line_that_is_written_over(capsys) -> None:
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1.2)"])
    bootstrap().show_progress(process)
    said = capsys.readouterr().out
    assert "\r" not in said
    assert said.count("Installing") == 1
    assert "Installed in" in said


def test_a_taken_port_is_named(office) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(preflight.CannotStart, match="--port"):
            preflight.check(office.config.office, "127.0.0.1", taken.getsockname()[1])


def test_an_empty_or_missing_content_folder_is_refused(tmp_path) -> None:
    with pytest.raises(preflight.CannotStart, match="mounted"):
        preflight.check(tmp_path, "127.0.0.1", free_port())
    (tmp_path / "content").mkdir()
    with pytest.raises(preflight.CannotStart, match="--new"):
        preflight.check(tmp_path, "127.0.0.1", free_port())


def test_content_that_is_not_utf8_is_refused_before_anything_is_published(
    tmp_path,
) -> None:
    fresh.lay_out(tmp_path / "fresh", date(2021, 3, 1))
    community = tmp_path / "fresh" / "content" / "communities" / "shequ.md"
    community.write_bytes(community.read_text(encoding="utf-8").encode("gbk"))
    with pytest.raises(preflight.CannotStart, match="UTF-8"):
        preflight.check(tmp_path / "fresh", "127.0.0.1", free_port())


def test_a_full_disk_is_told(office, monkeypatch) -> None:
    monkeypatch.setattr(preflight, "ROOM", 10**18)
    with pytest.raises(preflight.CannotStart, match="Make room"):
        preflight.check(office.config.office, "127.0.0.1", free_port())


def test_a_folder_that_cannot_be_written_is_named() -> None:
    folder = Path(tempfile.mkdtemp())
    shutil.copytree(PROJECT / "content", folder / "content")
    folder.chmod(0o555)
    child = os.fork()
    if child == 0:  # as somebody else, since root may write everywhere
        try:
            if os.getuid() == 0:
                os.setuid(65534)
            preflight.check(folder, "127.0.0.1", free_port())
            os._exit(1)
        except preflight.CannotStart as error:
            os._exit(0 if f"{folder} cannot be written" in str(error) else 2)
        finally:
            os._exit(3)
    _pid, status = os.waitpid(child, 0)
    folder.chmod(0o755)
    shutil.rmtree(folder)
    assert os.waitstatus_to_exitcode(status) == 0


@pytest.mark.walk
def test_it_serves_restarts_what_dies_and_stops_both_on_term(office) -> None:
    office.database.close()
    with supervised(office.config.office, KAIGONG_WORKERS="1") as running:
        assert b"<html" in urllib.request.urlopen(running.address).read()
        children = children_of(running.process.pid)
        assert len(children) == 2
        os.kill(children[1], signal.SIGKILL)
        running.wait_for("is started again")
        time.sleep(1.5)
        put(office, GOOD)
        deadline = time.monotonic() + 120  # a busy machine took 42 s to start again
        page = office.site / "tree" / "enterprises" / "QT-7K3M9P" / "index.html"
        while not page.exists():
            assert time.monotonic() < deadline
            time.sleep(0.1)
        while True:  # the web worker follows the release
            try:
                urllib.request.urlopen(
                    f"{running.address}/enterprises/QT-7K3M9P/"
                ).read()
                break
            except urllib.error.HTTPError:
                assert time.monotonic() < deadline
                time.sleep(0.1)
    assert not any(Path(f"/proc/{child}").exists() for child in children)


@pytest.mark.sqlite_only(reason="PostgreSQL is backed up by pg_dump; see test_database")
def test_a_backup_restores_into_an_empty_folder(
    client, office, publish, tmp_path
) -> None:
    reference, _code = journeys.register(client)
    put(office, GOOD)
    publish()
    file = tmp_path / "office.tar.gz"
    folder = tmp_path / "restored"
    backup.backup(office, file, "a long passphrase", lambda _says: None)
    with tarfile.open(file) as archive:
        assert (
            "keys.sealed" in archive.getnames()
            and "data/keys/keys.json" not in archive.getnames()
        )
    backup.restore(file, folder, "a long passphrase", lambda _says: None)
    restored = Office.open(Config.from_environ({"KAIGONG_OFFICE": str(folder)}))
    with restored.database.reading() as session:
        assert by_reference(session, reference).contact_name == "金丝雀联系人"
    assert (folder / "accepted" / DECISIONS / "qiantou" / "QT-7K3M9P.md").exists()
    restored.database.close()


@pytest.mark.sqlite_only(reason="PostgreSQL is backed up by pg_dump; see test_database")
@pytest.mark.parametrize(
    "harm", ["passphrase", "truncated", "not a backup", "not empty"]
)
def test_a_restore_that_cannot_work_leaves_nothing(office, tmp_path, harm) -> None:
    file = tmp_path / "office.tar.gz"
    folder = tmp_path / "restored"
    backup.backup(office, file, "a long passphrase", lambda _says: None)
    if harm == "truncated":
        file.write_bytes(file.read_bytes()[:5000])
    if harm == "not a backup":
        file.write_bytes(b"hello")
    if harm == "not empty":
        folder.mkdir()
        (folder / "mine").write_text("mine")
    with pytest.raises(BackupError):
        backup.restore(
            file,
            folder,
            "wrong" if harm == "passphrase" else "a long passphrase",
            lambda _says: None,
        )
    assert not folder.exists() or [path.name for path in folder.iterdir()] == ["mine"]


@pytest.mark.walk
@pytest.mark.sqlite_only(reason="PostgreSQL is backed up by pg_dump; see test_database")
def test_a_backup_under_load_keeps_what_was_shown_and_serves_the_same_site(
    app, client, office, publish, tmp_path
) -> None:
    put(office, GOOD)
    publish()
    shown: list[str] = []
    done = threading.Event()

    def register(number: int) -> None:
        while not done.is_set():
            shown.append(
                journeys.register(
                    app.test_client(), name=f"示例店{number}之{len(shown)}"
                )[0]
            )

    threads = [threading.Thread(target=register, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    while len(shown) < 5:
        time.sleep(0.05)
    before = list(shown)
    file = tmp_path / "office.tar.gz"
    folder = tmp_path / "restored"
    backup.backup(office, file, "a long passphrase", lambda _says: None)
    done.set()
    for thread in threads:
        thread.join()
    backup.restore(file, folder, "a long passphrase", lambda _says: None)
    restored = replace(
        Office.open(Config.from_environ({"KAIGONG_OFFICE": str(folder)})),
        clock=office.clock,
    )
    with restored.database.reading() as session:
        assert [
            reference
            for reference in before
            if by_reference(session, reference) is None
        ] == []
        assert audit.verify(session) is None
    Publisher(restored, logs.configure()).cycle("test")
    assert tree_of(restored) == tree_of(office)
    restored.database.close()


def tree_of(office: Office) -> dict[str, bytes]:
    """The served files, but for the number of the release and the counts, which went on meanwhile."""
    tree = office.site / "tree"
    files = {
        path.relative_to(tree).as_posix(): path.read_bytes()
        for path in tree.rglob("*")
        if path.is_file()
    }
    return {
        name: data
        for name, data in files.items()
        if not re.match(r"data/(version|statistics)|(en/)?statistics", name)
    }


@pytest.mark.walk
def test_commands_check_content_and_the_audit_chain(app, office) -> None:
    runner = app.test_cli_runner()
    assert runner.invoke(args=["content", "check"]).exit_code == 0
    put(office, GOOD.replace("approved", "aproved"))
    checked = runner.invoke(args=["content", "check"])
    assert checked.exit_code == 1 and "Status: approved" in checked.output
    assert runner.invoke(args=["audit", "verify"]).exit_code == 0
    assert (
        runner.invoke(args=["staff", "add", "x-admin", "--role", "admin"]).exit_code
        == 0
    )
    assert (
        runner.invoke(args=["staff", "add", "x-admin", "--role", "admin"]).exit_code
        == 1
    )
    written = runner.invoke(
        args=["content", "new", "qiantou", "--name", "示例小店", "--grid", "qiantou-2"]
    )
    assert "QT-" in written.output and "示例小店" in Path(
        written.output.split("\n")[0]
    ).read_text(encoding="utf-8")
    refused = runner.invoke(
        args=["content", "new", "qiantou", "--name", "示例小店", "--grid", "qiantou-9"]
    )
    assert refused.exit_code == 1 and "qiantou-2" in refused.output
    published = runner.invoke(args=["publish"])
    assert published.exit_code == 0, published.output
    assert runner.invoke(args=["publish", "--verify"]).exit_code == 0
    assert runner.invoke(args=["rollback", "99"]).exit_code == 1
