"""The index of the search: one file of SQLite beside the office's data, made from the
release and brought up to date with it.

What fits is looked for by pairs of characters, which FTS5 keeps: so a word inside a
sentence is found whatever the words around it are, and 100,000 names are not read one by
one. How well something fits is told by base/matching.py, as everywhere.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import astuple, fields
from itertools import pairwise
from pathlib import Path
from typing import Any

from forms_app.base.away import Busy
from forms_app.publishing.release.site import Site
from forms_app.publishing.search.sources import Entry, entries, marks

FILE = "search.sqlite3"
PATIENCE = 20  # seconds for which one process waits while another reads a release
COLUMNS = ", ".join(each.name for each in fields(Entry))
VALUES = ", ".join("?" for _each in fields(Entry))
SCHEMA = f"""
CREATE TABLE IF NOT EXISTS source (path TEXT PRIMARY KEY, mark TEXT);
CREATE TABLE IF NOT EXISTS entry (id INTEGER PRIMARY KEY, source TEXT, {COLUMNS});
CREATE INDEX IF NOT EXISTS by_source ON entry (source);
CREATE VIRTUAL TABLE IF NOT EXISTS pair USING
    fts5(key, text, content='', detail=column, tokenize='ascii');
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
        if not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
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
                rows = entries(site, path) if path in now else ()
                _replace(connection, path, [astuple(row) for row in rows])
        connection.execute("DELETE FROM source")
        connection.executemany("INSERT INTO source VALUES (?, ?)", now.items())
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def _replace(
    connection: sqlite3.Connection, path: str, rows: list[tuple[Any, ...]]
) -> None:
    """Make these the rows of a file, writing those that differ."""
    query = f"SELECT id, {COLUMNS} FROM entry WHERE source = ?"  # noqa: S608
    there = {row[1:]: row[0] for row in connection.execute(query, (path,))}
    for row in there.keys() - set(rows):
        remove = "INSERT INTO pair (pair, rowid, key, text) VALUES ('delete', ?, ?, ?)"
        connection.execute(remove, (there[row], *_pairs_of(row)))
        connection.execute("DELETE FROM entry WHERE id = ?", (there[row],))
    add = f"INSERT INTO entry (source, {COLUMNS}) VALUES (?, {VALUES})"  # noqa: S608
    for row in dict.fromkeys(rows):
        if row not in there:
            number = connection.execute(add, (path, *row)).lastrowid
            into = "INSERT INTO pair (rowid, key, text) VALUES (?, ?, ?)"
            connection.execute(into, (number, *_pairs_of(row)))


def _pairs_of(row: Sequence[Any]) -> tuple[str, str]:
    """Of the key and the text of a row, as FTS5 is given them."""
    _section, key, text, *_others = row
    return " ".join(sorted(pairs(key))), " ".join(sorted(pairs(text)))


def pairs(text: str) -> set[str]:
    """Every two characters that stand side by side, spelt so that FTS5 takes each for
    one word.
    """
    return {f"{ord(one):x}x{ord(other):x}" for one, other in pairwise(text)}
