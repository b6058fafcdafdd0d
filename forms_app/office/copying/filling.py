"""Filling a database with the rows of another, and holding the two against each other.

On PostgreSQL by COPY, which takes every value as text and needs no type of ours; on
SQLite by INSERT.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from sqlalchemy import Connection, delete, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from forms_app.base.away import DatabaseAway, meaning
from forms_app.office.copying.tables import AT_A_TIME, Row, Stored, Sum

# called with each row that was copied
Tell = Callable[[int], object]


class CopyFailed(Exception):
    """The copy was given up: the office is where it was, and the target to be begun
    again.
    """


def fill(
    source: Connection, target: Connection, tables: Sequence[Stored], tell: Tell
) -> dict[str, Sum]:
    """Put into the target what the source holds, and nothing else; gives what that is,
    by table. The caller commits.

    Raises:
        CopyFailed: the target does not take a table, or does not give it back as it is.
    """
    _clear(target, tables)
    sums = {one.name: _copy(source, target, one, tell) for one in tables}
    for one in tables:
        _count_on(target, one)
        if one.sum(target) != sums[one.name]:
            raise CopyFailed(f"{one.name} is not the same in both.")
    return sums


def _clear(target: Connection, tables: Sequence[Stored]) -> None:
    if target.dialect.name == "postgresql":
        names = ", ".join(f'"{one.name}"' for one in tables)
        target.execute(text(f"TRUNCATE {names}"))
        return
    target.execute(text("PRAGMA defer_foreign_keys=ON"))
    for one in reversed(tables):
        target.execute(delete(one.as_is))


def _copy(source: Connection, target: Connection, table: Stored, tell: Tell) -> Sum:
    """One table; its sum is made of what was read."""
    put = _by_copy if target.dialect.name == "postgresql" else _by_insert
    counting = Counting(table.rows(source), tell)
    try:
        put(target, table, counting)
    except DBAPIError as error:
        if known := meaning(error):
            raise known from error
        raise CopyFailed(f"{table.name}: {error.orig}") from error
    return counting.sum


class Counting:
    """Rows on their way, counted and summed up as they pass."""

    def __init__(self, rows: Iterable[Row], tell: Tell) -> None:
        self.rows = rows
        self.tell = tell
        self.sum = Sum()

    def __iter__(self) -> Iterator[Row]:
        for row in self.rows:
            self.sum = self.sum.and_one(row)
            if self.sum.rows % AT_A_TIME == 0:
                self.tell(AT_A_TIME)
            yield row
        self.tell(self.sum.rows % AT_A_TIME)


def _by_copy(target: Connection, table: Stored, rows: Iterable[Row]) -> None:
    """In one statement: rows that refer to later ones of the same table are looked at
    when all are there.
    """
    import psycopg

    names = ", ".join(f'"{one.name}"' for one in table.as_is.columns)
    driver = target.connection.driver_connection
    assert driver is not None, "it is open"
    try:
        with driver.cursor().copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.OperationalError as error:
        raise DatabaseAway(str(error).strip()) from error
    except psycopg.Error as error:
        # without the value that it is said of
        says = error.diag.message_primary or type(error).__name__
        raise CopyFailed(f"{table.name}: {says}") from error


def _by_insert(target: Connection, table: Stored, rows: Iterable[Row]) -> None:
    names = [one.name for one in table.as_is.columns]
    waiting = iter(rows)
    while batch := list(islice(waiting, AT_A_TIME)):
        values = [dict(zip(names, row, strict=True)) for row in batch]
        target.execute(insert(table.as_is), values)


def _count_on(target: Connection, table: Stored) -> None:
    """The next row gets a number that none has."""
    if target.dialect.name != "postgresql" or not table.numbered_by:
        return
    column = table.numbered_by
    key = table.as_is.c[column]
    highest = target.execute(select(func.max(key))).scalar()
    sequence = func.pg_get_serial_sequence(f'"{table.name}"', column)
    target.execute(select(func.setval(sequence, highest or 1, highest is not None)))
