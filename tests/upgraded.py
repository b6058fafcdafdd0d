"""Another version of the program beside the one that is tested, and a host that runs either."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from sqlalchemy import select

from forms_app.base.db import VERSIONS
from forms_app.base.office import Office
from forms_app.base.publisher_lease import Lease, holder_of
from forms_app.base.version import version
from tests import supervised
from tests.conftest import PROJECT
from tests.publishing.served import children_of
from tests.supervised import free_port

PROGRAM = ("forms_app", "theme", "pelicanconf.py", "pyproject.toml")
NUMBER = "9.9.9"
MARK = "upgraded"
WELL_WITHIN = 600.0  # seconds, beside whatever else the machine does
MIGRATION = '''"""One column and one table more"""

import sqlalchemy as sa
from alembic import op

revision = {own!r}
down_revision = {before!r}


def upgrade() -> None:
    op.create_table("{mark}", sa.Column("id", sa.Integer(), primary_key=True))
    op.add_column(
        "feedback",
        sa.Column("{mark}", sa.String(4), nullable=False, server_default="no"),
    )
'''


def another_version(folder: Path) -> Path:
    for name in PROGRAM:
        source = PROJECT / name
        if source.is_dir():
            left = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, folder / name, ignore=left)
        else:
            folder.mkdir(exist_ok=True)
            shutil.copy(source, folder / name)
    _replace(folder / "pyproject.toml", f'"{version()}"', f'"{NUMBER}"')
    static = folder / "theme" / "static"
    style = static / "css" / "style.css"
    style.write_text(f"{style.read_text('utf-8')}\n/* {MARK} */\n", encoding="utf-8")
    (static / "js" / f"{MARK}.js").write_text(f"// {MARK}\n", encoding="utf-8")
    named = f'<script src="{{{{ theme() }}}}/js/{MARK}.js" defer></script>\n'
    base = folder / "theme" / "templates" / "base.html"
    _replace(base, "{% block alternate %}", f"{named}{{% block alternate %}}")
    before = max(path.name[:4] for path in VERSIONS.glob("[0-9]*.py"))
    own = f"{int(before) + 1:04}"
    migration = folder / VERSIONS.relative_to(PROJECT) / f"{own}_{MARK}.py"
    words = MIGRATION.format(own=own, before=before, mark=MARK)
    migration.write_text(words, encoding="utf-8")
    return folder


def _replace(path: Path, before: str, after: str) -> None:
    words = path.read_text("utf-8")
    assert words.count(before) == 1, path
    path.write_text(words.replace(before, after), encoding="utf-8")


class Host:
    """A folder and a port that stay, and the program that runs there."""

    def __init__(self, office: Office, log: Path) -> None:
        self.office = office
        self.log = log
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, program: Path, settings: dict[str, str]) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                supervised.command(self.office.config.office, self.port),
                cwd=program,
                env={**os.environ, **settings},
                stdout=log,
                stderr=log,
            )

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            assert self.process.wait(60) == 0

    def until_well(self, number: str) -> float:
        """Until /app/healthz says so, of this version; gives how long it took."""
        began = time.monotonic()
        while self._health().get("version") != number:
            assert time.monotonic() - began < WELL_WITHIN, self._health()
            time.sleep(0.3)
        return time.monotonic() - began

    def _health(self) -> dict[str, str]:
        """Nothing where it is not well."""
        try:
            with urllib.request.urlopen(f"{self.address}/app/healthz") as answer:
                return dict(json.loads(answer.read()))
        except OSError:
            return {}

    def status(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"{self.address}{path}") as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:  # nobody is there
            return 0, ""

    def workers(self) -> list[int]:
        assert self.process
        children = children_of(self.process.pid)
        return [worker for child in children for worker in children_of(child)]

    def publishes(self) -> bool:
        with self.office.database.reading() as session:
            holder = session.scalars(select(Lease.holder)).one()
        return holder == holder_of(self.office.data)
