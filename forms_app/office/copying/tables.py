"""The tables as a copy reads and writes them: every column as it is stored, so that what
is sealed stays sealed and no key is needed.

A table's sum counts its rows and adds up their digests, in whatever order they come: two
databases need not sort alike.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    Table,
    Text,
    cast,
    func,
    inspect,
    select,
)
from sqlalchemy.types import TypeEngine

from forms_app.base.moments import Moment
from forms_app.base.personal import Encrypted
from forms_app.features import metadata

AT_A_TIME = 1000
# The identity tells the copy apart; who publishes is asked anew; the journal, the
# versions, what is released, offered and faulty are taken from the folders.
ASIDE = {
    "identity",
    "lease",
    "journal",
    "versions",
    "releases",
    "offers",
    "shared_faults",
    "confirmed_removals",
    "job_runs",
}
STAYS = {"identity", "lease"}  # of these, what a target keeps of its own
ROUND = 1 << 256
SHOWN = 12  # digits of a digest
Row = Sequence[Any]


@dataclass(frozen=True)
class Sum:
    """What a table holds: how many rows, and their digest."""

    rows: int = 0
    digest: int = 0

    def and_one(self, row: Row) -> Sum:
        digest = hashlib.sha256(repr(tuple(row)).encode()).digest()
        added = self.digest + int.from_bytes(digest)
        return Sum(self.rows + 1, added % ROUND)

    @property
    def short(self) -> str:
        """The beginning of its digest, to be held against another by eye."""
        return f"{self.digest:064x}"[:SHOWN]


@dataclass(frozen=True, eq=False)
class Stored:
    """One table. `as_is`: with plain types in place of those that open and seal."""

    as_is: Table
    json: frozenset[str]

    @property
    def name(self) -> str:
        return self.as_is.name

    @cached_property
    def numbered_by(self) -> str | None:
        """The key that the database itself counts up, if there is one."""
        (first, *more) = self.as_is.primary_key.columns
        return first.name if not more and isinstance(first.type, Integer) else None

    def query(self) -> Select[Any]:
        """JSON as the text it is: parsed, one that says null and none at all are one."""
        columns = (
            cast(one, Text).label(one.name) if one.name in self.json else one
            for one in self.as_is.columns
        )
        return select(*columns).order_by(*self.as_is.primary_key.columns)

    def rows(self, connection: Connection) -> Iterator[Row]:
        query = self.query().execution_options(yield_per=AT_A_TIME)
        yield from connection.execute(query)

    def number(self, connection: Connection) -> int:
        query = select(func.count()).select_from(self.as_is)
        return connection.execute(query).scalar_one()

    def sum(self, connection: Connection) -> Sum:
        return sum_of(self.rows(connection))


def sum_of(rows: Iterable[Row]) -> Sum:
    total = Sum()
    for row in rows:
        total = total.and_one(row)
    return total


def every_table() -> list[Stored]:
    """Those that rows of others refer to come first; without those ASIDE."""
    plain = MetaData()
    return [
        _stored(one, plain) for one in metadata().sorted_tables if one.name not in ASIDE
    ]


def _stored(table: Table, into: MetaData) -> Stored:
    columns = [
        Column(one.name, _plain(one.type), primary_key=one.primary_key)
        for one in table.columns
    ]
    json = frozenset(one.name for one in table.columns if isinstance(one.type, JSON))
    return Stored(Table(table.name, into, *columns), json)


def _plain(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    if isinstance(kind, Encrypted):
        return LargeBinary()
    if isinstance(kind, Moment):
        return DateTime()
    return Text() if isinstance(kind, JSON) else kind


def strangers(connection: Connection) -> set[str]:
    """Tables that are no part of Kaigong."""
    known = {*metadata().tables, "alembic_version", "rate_hits"}
    return set(inspect(connection).get_table_names()) - known
