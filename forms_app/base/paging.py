"""Long lists: all rows of a query, counted by the database, and the page of them that
is shown.

No other module gives a query a limit: what is counted or decided by would be wrong
without a word.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar, overload

from flask import request
from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.orm.interfaces import ORMOption

A_PAGE = 50  # rows, a dozen screens of a phone

Row = TypeVar("Row")
RowsOf = Callable[[Sequence[Any]], Sequence[Row]]


class Rows(Sequence[Row]):
    """The rows of a query in its order, while its session lasts; only what is looked at
    is loaded.

    `rows_of` makes rows of records, of a page or of the whole at once, where a row says
    more than its record. `loads`: how the records are loaded, where not as they are by
    themselves. `key`: the column that tells records apart; with it the rows of a page
    are chosen by their keys, which an index may hold, and only then loaded, by nothing
    but these: what `loads` adds to them must not come from the query. `counted`: the
    same rows without what is only joined to sort and to show them.
    """

    def __init__(
        self,
        session: Session,
        query: Select[Any],
        rows_of: RowsOf[Row] = list,
        loads: Sequence[ORMOption] = (),
        key: InstrumentedAttribute[Any] | None = None,
        counted: Select[Any] | None = None,
    ) -> None:
        self.session = session
        self.query = query
        self.rows_of = rows_of
        self.loads = loads
        self.key = key
        self.counted = query if counted is None else counted

    def __len__(self) -> int:
        return self._number

    @cached_property
    def _number(self) -> int:
        counting = self.counted.with_only_columns(
            func.count(), maintain_column_froms=True
        )
        return self.session.scalar(counting.order_by(None)) or 0

    @overload
    def __getitem__(self, part: int) -> Row: ...
    @overload
    def __getitem__(self, part: slice) -> Sequence[Row]: ...
    def __getitem__(self, part: int | slice) -> Row | Sequence[Row]:
        places = range(len(self))[part]
        if isinstance(places, int):
            return self._load(self.query.offset(places).limit(1))[0]
        if not places:
            return []
        first = min(places)
        count = max(places) - first + 1
        return self._part(first, count)[:: places.step]

    def __iter__(self) -> Iterator[Row]:
        rows = self._records(self.query)
        self._number = len(rows)  # who has all of them need not count them
        return iter(self.rows_of(rows))

    def where(self, *conditions: Any) -> Rows[Row]:
        """Those of them for which this holds too."""
        return Rows(self.session, self.query.where(*conditions), self.rows_of)

    def only(self, *columns: Any) -> Iterator[Any]:
        """Yield every row with only these columns of the query's tables; loads no
        records.
        """
        query = self.query.with_only_columns(*columns, maintain_column_froms=True)
        return iter(self.session.execute(query))

    def _keys(
        self, key: InstrumentedAttribute[Any], first: int, count: int
    ) -> Sequence[Any]:
        """The keys of so many rows from the first on."""
        choosing = self.query.with_only_columns(key, maintain_column_froms=True)
        return self.session.scalars(_cut(choosing, first, count)).all()

    def _part(self, first: int, count: int) -> Sequence[Row]:
        key = self.key
        if key is None:
            return self._load(_cut(self.query, first, count))
        keys = self._keys(key, first, count)
        # by nothing but the key: a condition more, and a database may look for these
        # few rows among all that meet it
        of_keys = select(key.class_).where(key.in_(keys)).options(*self.loads)
        found = self.session.scalars(of_keys).unique()
        by_key = {getattr(row, key.key): row for row in found}
        return self.rows_of([by_key[one] for one in keys if one in by_key])

    def _load(self, query: Select[Any]) -> Sequence[Row]:
        return self.rows_of(self._records(query))

    def _records(self, query: Select[Any]) -> Sequence[Any]:
        return self.session.scalars(query.options(*self.loads)).all()


def _cut(query: Select[Any], first: int, count: int) -> Select[Any]:
    return query.offset(first).limit(count)


@dataclass(frozen=True)
class Page(Collection[Row]):
    """The part of a list that is shown at once.

    `key` is the parameter of the address that says where the page begins.
    """

    rows: Sequence[Row]
    total: int  # rows of the whole list
    first: int  # the place of the first row of the page, from 0
    size: int
    key: str

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __contains__(self, row: object) -> bool:
        return row in self.rows

    @property
    def is_part(self) -> bool:
        return self.total > len(self.rows)

    @property
    def previous(self) -> int | None:
        """Where the page before this one begins; None on the first."""
        return max(self.first - self.size, 0) if self.first else None

    @property
    def next(self) -> int | None:
        """Where the page after this one begins; None on the last."""
        return self.first + self.size if self.first + self.size < self.total else None


def page_of(rows: Sequence[Row], *, size: int = A_PAGE, key: str = "from") -> Page[Row]:
    """Return the page that the address asks for.

    The last one where it asks for a later one: meanwhile some of the list was done.
    """
    total = len(rows)
    last = max(total - 1, 0) // size * size
    first = min(max(request.args.get(key, 0, int), 0), last)
    return Page(rows[first : first + size], total, first, size, key)
