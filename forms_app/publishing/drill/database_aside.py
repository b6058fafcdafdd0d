"""A database of PostgreSQL beside that of the office, for the time of a drill."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, create_engine, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from forms_app.base import db
from forms_app.base.archive import BackupError
from forms_app.base.database_address import ATTRIBUTE, servers

SUFFIX = "_drill"
LONGEST = 63  # of a name in PostgreSQL
SAID = 400  # characters of what pg_restore says


class NoDatabaseAside(BackupError):
    """None can be made, or the dump does not go into it; says what to do."""


@contextmanager
def database_aside(office_url: str, dump: Path) -> Iterator[str]:
    """The address of a database with what a dump holds, in its newest form; dropped
    afterwards, and before, should another drill have been killed.

    Raises:
        NoDatabaseAside: as its sentence says.
    """
    url = make_url(office_url)
    name = f"{url.database}{SUFFIX}"[-LONGEST:]
    aside = url.set(database=name)
    _say(url, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    _say(url, f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
    try:
        _fill(aside, dump)
        address = aside.render_as_string(hide_password=False)
        db.migrate(address)
        yield address
    finally:
        _say(url, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _say(url: URL, statement: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    except SQLAlchemyError as error:
        raise NoDatabaseAside(
            "No database can be made beside that of the office. Let its user make one: "
            f"ALTER ROLE {url.username or 'kaigong'} CREATEDB. ({_first_line(error)})"
        ) from None
    finally:
        engine.dispose()


def _first_line(error: SQLAlchemyError) -> str:
    return str(getattr(error, "orig", error)).splitlines()[0]


def _fill(url: URL, dump: Path) -> None:
    program = shutil.which("pg_restore")
    if program is None:
        raise NoDatabaseAside("pg_restore is not on this machine.")
    words = ["--no-owner", "--no-privileges", "--exit-on-error"]
    done = subprocess.run(
        [program, *words, f"--dbname={url.database}", str(dump)],
        env={**os.environ, **told_by_environment(url)},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise NoDatabaseAside(f"pg_restore: {done.stderr.strip()[-SAID:]}")


def told_by_environment(url: URL) -> Mapping[str, str]:
    """Where a database is, for the programs of PostgreSQL: a password on a command line
    is read by everybody on the machine.
    """
    hosts, ports = servers(url)
    said = {
        "PGHOST": ",".join(hosts),
        "PGPORT": ",".join(ports),
        "PGTARGETSESSIONATTRS": str(url.query.get(ATTRIBUTE, "")),
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGSSLMODE": str(url.query.get("sslmode", "")),
    }
    return {name: value for name, value in said.items() if value}
