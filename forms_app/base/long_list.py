"""A list that the database narrows, sorts and counts: what its address asks for, and
the rows of that.

Everything that is asked stands in the address, so that a view is a bookmark, a sheet
has the very rows of the page, and whoever works through a list finds the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import request
from sqlalchemy import ColumnElement, Select, UnaryExpression, func, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm.interfaces import ORMOption

from forms_app.base.listing import Asked, Column, Filter
from forms_app.base.paging import A_PAGE, Page, Rows, page_of
from forms_app.base.refusal import Refused
from forms_app.base.worklist import Reader

SORT = "sort"  # in an address: a column's key, "-" before it for the last ones first
BEST = "best"  # the order of how well rows fit what was typed
PER = "per"  # in an address: how many rows a page has
SIZES = (A_PAGE, 100, 200)
LIST = "list"  # in the address of one of its rows: the view somebody came from


Query = Callable[[Reader, Asked], Select[Any]]


@dataclass(frozen=True)
class View:
    """A view that most offices need, ready above the list. `is_needless`: whether one
    has no use for it.
    """

    label: Any
    asked: Asked
    is_needless: Callable[[Reader], bool] = lambda _reader: False


@dataclass(frozen=True)
class Beside:
    """Where a row stands in a view: its place from 1, and the keys of its neighbours."""

    place: int
    before: Any | None
    after: Any | None


@dataclass(frozen=True)
class LongList:
    """A list of any length.

    `query`: all that somebody may see; what is asked may say of what. `key`: the column
    that tells rows apart. `counted`: the same without what is only joined to it.
    `orders`: what the database sorts by, by the key of the column; `first`: the order of
    a page that asks for none, where no filter ranks its rows. `reads`: what a row of a
    sheet is made of. `loads`: how the records of a page are loaded. `endpoint`: its
    page.
    """

    name: str
    title: Any
    endpoint: str
    query: Query
    key: InstrumentedAttribute[Any]
    filters: Sequence[Filter]
    columns: Callable[[Reader], Sequence[Column]]
    orders: Mapping[str, ColumnElement[Any] | InstrumentedAttribute[Any]]
    first: str
    reads: Sequence[Any]
    views: Sequence[View] = ()
    loads: Sequence[ORMOption] = ()
    counted: Query | None = None

    def asked(self, arguments: Mapping[str, str]) -> dict[str, str]:
        """What an address asks of this list: every filter, and the order."""
        said = {one.key: arguments.get(one.key, one.default) for one in self.filters}
        return {**said, SORT: arguments.get(SORT) or self.usual_sort(said)}

    def usual_sort(self, asked: Asked) -> str:
        """The order that an address need not say."""
        return BEST if self._ranks(asked) else self.first

    def written(self, asked: Asked) -> dict[str, str]:
        """The arguments of an address that asks for this; not what goes without saying."""
        usual = {**self.asked({}), SORT: self.usual_sort(asked)}
        return {key: value for key, value in asked.items() if value != usual.get(key)}

    def address(self, asked: Asked) -> str:
        return urlencode(self.written(asked))

    def read(self, address: str) -> dict[str, str]:
        """What the part of an address after its question mark asks for."""
        return self.asked(dict(parse_qsl(address)))

    def rows(self, reader: Reader, asked: Asked) -> Rows[Any]:
        """The rows of a view, in its order."""
        query = self._narrowed(reader, asked, self.query)
        counted = self._narrowed(reader, asked, self.counted or self.query)
        return Rows(
            reader.session,
            query.order_by(*self._order(asked)),
            loads=self.loads,
            key=self.key,
            counted=counted,
        )

    def _narrowed(self, reader: Reader, asked: Asked, whole: Query) -> Select[Any]:
        query = whole(reader, asked)
        for one in self.filters:
            value = asked.get(one.key, "").strip()
            if value and one.where:
                try:
                    query = query.where(one.where(reader, value))
                except Refused:
                    continue  # such as a day that is none: it narrows nothing
        return query

    def _ranks(self, asked: Asked) -> list[ColumnElement[int]]:
        """How well a row fits each of the filters that tell."""
        values = [(one.rank, asked.get(one.key, "").strip()) for one in self.filters]
        return [rank(value) for rank, value in values if rank and value]

    def _order(self, asked: Asked) -> list[UnaryExpression[Any]]:
        """What is empty comes last either way; rows that are alike keep one order."""
        sort = asked.get(SORT, "")
        if sort == BEST:
            best_first = [rank.asc() for rank in self._ranks(asked)]
            return [*best_first, *self._order({**asked, SORT: self.first})]
        if sort.removeprefix("-") not in self.orders:
            sort = self.first
        chosen = self.orders[sort.removeprefix("-")]
        if sort.startswith("-"):
            return [chosen.desc().nulls_last(), self.key.desc()]
        return [chosen.asc().nulls_last(), self.key.asc()]

    def beside(self, reader: Reader, asked: Asked, key: Any) -> Beside | None:
        """Where the row with this key stands in a view; None when it is not in it."""
        order = self._order(asked)
        numbered = (
            self._narrowed(reader, asked, self.query)
            .with_only_columns(
                self.key.label("key"),
                func.row_number().over(order_by=order).label("place"),
                func.lag(self.key).over(order_by=order).label("before"),
                func.lead(self.key).over(order_by=order).label("after"),
                maintain_column_froms=True,
            )
            .subquery()
        )
        found = reader.session.execute(
            select(numbered.c.place, numbered.c.before, numbered.c.after).where(
                numbered.c.key == key
            )
        ).first()
        return Beside(*found) if found else None


@dataclass(frozen=True)
class Shown:
    """A page of a long list, with what it takes to print its ready views, its filters
    and its head.
    """

    of: LongList
    asked: dict[str, str]
    found: Page[Any]
    views: Sequence[View]
    menus: Sequence[tuple[Filter, list[tuple[str, Any]]]]
    columns: Sequence[Column]

    @property
    def sizes(self) -> Sequence[int]:
        """How many rows a page may have."""
        return SIZES

    @cached_property
    def here(self) -> str:
        """The view, as the address of one of its rows carries it."""
        return self.of.address(self.asked)

    @property
    def is_usual_sort(self) -> bool:
        return self.asked[SORT] == self.of.usual_sort(self.asked)

    @property
    def is_narrowed(self) -> bool:
        return any(self.asked[one.key] != one.default for one in self.of.filters)

    @property
    def is_own(self) -> bool:
        """Narrowed by more than a ready view and what was typed."""
        asked = {**self.asked, "words": "", SORT: self.of.first}
        ready = [self.of.asked(one.asked) for one in self.of.views]
        return asked != self.of.asked({}) and asked not in ready

    def column(self, key: str) -> Column:
        return next(one for one in self.columns if one.key == key)

    def sorted_by(self, key: str) -> str:
        """ "ascending", "descending" or nothing: what a head says of its column."""
        return {key: "ascending", f"-{key}": "descending"}.get(self.asked[SORT], "")

    def sorting(self, key: str) -> str:
        """The address of the same view sorted by a column; once more turns it round."""
        turned = f"-{key}" if self.sorted_by(key) == "ascending" else key
        return self._with({**self.asked, SORT: turned})

    def of_all(self, words: str) -> str:
        """The address of all rows of any kind that fit these words."""
        return self._with({**{one.key: "" for one in self.of.filters}, "words": words})

    def of_view(self, view: View) -> str:
        return self._with(self.of.asked(view.asked))

    def is_view(self, view: View) -> bool:
        return self.asked == self.of.asked(view.asked)

    def _with(self, asked: Asked) -> str:
        return "?" + urlencode({**self.of.written(asked), **self._size})

    @property
    def _size(self) -> dict[str, int]:
        return {} if self.found.size == A_PAGE else {PER: self.found.size}


def shown(of: LongList, reader: Reader) -> Shown:
    """The page of a list that the address of the request asks for."""
    asked = of.asked(request.args)
    wanted = request.args.get(PER, A_PAGE, int)
    size = wanted if wanted in SIZES else A_PAGE
    return Shown(
        of,
        asked,
        page_of(of.rows(reader, asked), size=size),
        [one for one in of.views if not one.is_needless(reader)],
        [
            (one, list(one.options(reader)))
            for one in of.filters
            if not one.is_needless(reader)
        ],
        of.columns(reader),
    )
