"""The index of the search: one file of SQLite beside the office's data, made from the
release and brought up to date with it.

What fits is looked for by pairs of characters, which FTS5 keeps: so a word inside a
sentence is found whatever the words around it are, and 100,000 names are not read one by
one. How well something fits is told by base/matching.py, as everywhere.

As a module it is the job that brings the index after a release: a search that comes
first brings it itself, so that it never shows what was before.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import astuple, fields
from itertools import pairwise
from pathlib import Path
from typing import Any

from forms_app.base.away import Busy
from forms_app.base.jobs.lease import AtWork, hold
from forms_app.base.office import Office
from forms_app.publishing.release.site import Site
from forms_app.publishing.search.jobs import INDEX
from forms_app.publishing.search.sources import AS_OF, Entry, entry, marks, rows

FILE = "search.sqlite3"
PATIENCE = 20  # seconds for which one process waits while another reads a release
COLUMNS = ", ".join(each.name for each in fields(Entry))
VALUES = ", ".join("?" for _each in fields(Entry))
SCHEMA = f"""
BEGIN IMMEDIATE;
DROP TABLE IF EXISTS source;
DROP TABLE IF EXISTS entry;
DROP TABLE IF EXISTS pair;
CREATE TABLE source (path TEXT PRIMARY KEY, mark TEXT);
CREATE TABLE entry (id INTEGER PRIMARY KEY, source TEXT, {COLUMNS});
CREATE INDEX by_source ON entry (source);
CREATE VIRTUAL TABLE pair USING
    fts5(key, text, content='', detail=column, tokenize='ascii');
PRAGMA user_version = {AS_OF};
COMMIT;
"""


@contextmanager
def opened(data: Path, site: Site) -> Iterator[sqlite3.Connection]:
    """The index as the release is now. One that is damaged is made anew.

    Raises:
        Busy: it cannot be written now.
    """
    try:
        connection = _as_released(data / FILE, site)
    except sqlite3.OperationalError as error:
        raise Busy from error
    except sqlite3.DatabaseError:
        for ending in ("", "-wal", "-shm"):
            (data / f"{FILE}{ending}").unlink(missing_ok=True)
        connection = _as_released(data / FILE, site)
    with closing(connection):
        yield connection


def _as_released(file: Path, site: Site) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)
    try:
        connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;")
        if connection.execute("PRAGMA user_version").fetchone() != (AS_OF,):
            connection.executescript(SCHEMA)
        if _marked(connection) != marks(site):
            _bring(connection, site)
    except BaseException:
        connection.close()
        raise
    return connection


def _marked(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT path, mark FROM source").fetchall())


def _bring(connection: sqlite3.Connection, site: Site) -> None:
    """Read again the files that changed, by one process at a time."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        before = _marked(connection)
        now = marks(site)  # first: more may be released while they are read
        for path in sorted(before.keys() | now.keys()):
            if before.get(path) != now.get(path):
                _replace(connection, path, rows(site, path) if path in now else {})
        connection.execute("DELETE FROM source")
        connection.executemany("INSERT INTO source VALUES (?, ?)", now.items())
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def _replace(
    connection: sqlite3.Connection, path: str, wanted: dict[str, dict[str, Any]]
) -> None:
    """Make these the rows of a file, by what is shown of them, writing those that
    differ.
    """
    query = "SELECT shown, id, key, text FROM entry WHERE source = ?"
    there = {shown: row for shown, *row in connection.execute(query, (path,))}
    for shown in there.keys() - wanted.keys():
        number, key, text = there[shown]
        remove = "INSERT INTO pair (pair, rowid, key, text) VALUES ('delete', ?, ?, ?)"
        connection.execute(remove, (number, *_pairs_of(key, text)))
        connection.execute("DELETE FROM entry WHERE id = ?", (number,))
    add = f"INSERT INTO entry (source, {COLUMNS}) VALUES (?, {VALUES})"  # noqa: S608
    into = "INSERT INTO pair (rowid, key, text) VALUES (?, ?, ?)"
    for shown, row in wanted.items():
        if shown not in there:
            fresh = entry(path, row)
            number = connection.execute(add, (path, *astuple(fresh))).lastrowid
            connection.execute(into, (number, *_pairs_of(fresh.key, fresh.text)))


def _pairs_of(key: str, text: str) -> tuple[str, str]:
    """As FTS5 is given them."""
    return " ".join(sorted(pairs(key))), " ".join(sorted(pairs(text)))


def pairs(text: str) -> set[str]:
    """Every two characters that stand side by side, spelt so that FTS5 takes each for
    one word.
    """
    return {f"{ord(one):x}x{ord(other):x}" for one, other in pairwise(text)}


def bring(office: Office) -> None:
    """To the release that is out; nothing where another process does."""
    site = Site(office.site)
    with suppress(AtWork), hold(office, INDEX.name, True), opened(office.data, site):
        return


def main() -> None:
    bring(Office.from_environ())


if __name__ == "__main__":
    main()
