"""What a query finds, as a sequence that loads no more than is looked at: a page of a
long list costs a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, TypeVar, overload

from sqlalchemy import Select, func
from sqlalchemy.orm import Session

Row = TypeVar("Row")
RowsOf = Callable[[Sequence[Any]], Sequence[Row]]


class Found(Sequence[Row]):
    """The rows of a query in its order, while its session lasts.

    The database counts them.

    `rows_of` makes rows of records, all of a page or of the whole at once, where a row
    says more than its record.
    """

    def __init__(
        self, session: Session, query: Select[Any], rows_of: RowsOf[Row] = list
    ) -> None:
        self.session = session
        self.query = query
        self.rows_of = rows_of

    def __len__(self) -> int:
        return self._number

    @cached_property
    def _number(self) -> int:
        counting = self.query.with_only_columns(
            func.count(), maintain_column_froms=True
        ).order_by(None)
        return self.session.scalar(counting) or 0

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
        last = max(places)
        return self._load(self.query.offset(first).limit(last - first + 1))[
            :: places.step
        ]

    def __iter__(self) -> Iterator[Row]:
        return iter(self._load(self.query))

    def _load(self, query: Select[Any]) -> Sequence[Row]:
        return self.rows_of(self.session.scalars(query).all())
