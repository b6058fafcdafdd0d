"""What a list is: its columns, its filters, whom it shows what, and what a changed cell
does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement

from forms_app.base.access import Actor, Role
from forms_app.base.worklist import Reader

NUMBER = "编号"
# what somebody chose in the filters, by key; without a key: all
Asked = Mapping[str, str]


@dataclass(frozen=True)
class Column:
    """One column.

    `value`: of a record; without it the attribute that is called like the key. A Word
    is printed in its tag. `read` makes a value of what stands in a sheet, or raises
    Refused; without it a sheet cannot change it.
    """

    key: str
    header: Any  # a message of the catalogue
    value: Callable[[Any], Any] | None = None
    read: Callable[[str], Any] | None = None
    in_sheet_only: bool = False

    def of(self, record: Any) -> Any:
        """Its value in a row."""
        return (self.value or attrgetter(self.key))(record)


class Entry(StrEnum):
    """How somebody says what a filter is to let through."""

    MENU = "menu"
    WORDS = "words"
    DAY = "day"
    TICK = "tick"  # sends TICKED


TICKED = "1"


def nothing_offered(_reader: Reader) -> Iterable[tuple[str, Any]]:
    """The options of a filter that is no menu."""
    return ()


@dataclass(frozen=True)
class Filter:
    """A field above the list.

    `options`: value and label of each of a menu; `default`: what a page shows that asks
    for nothing; `is_needed`: one of a menu is always chosen. `where`: the condition for
    a value that is not empty, of a list that the database narrows; it raises Refused
    for a value that means nothing, which then narrows nothing. `rank`: how well a row
    fits the value, the best the smallest; such a list shows the best first.
    `is_needless`: whether there is nothing to choose from, and no field.
    """

    key: str
    label: Any
    options: Callable[[Reader], Iterable[tuple[str, Any]]] = nothing_offered
    default: str = ""
    entry: Entry = Entry.MENU
    where: Callable[[Reader, str], ColumnElement[bool]] | None = None
    rank: Callable[[str], ColumnElement[int]] | None = None
    is_needed: bool = False
    is_needless: Callable[[Reader], bool] = lambda _reader: False


@dataclass(frozen=True)
class Listing:
    """A list.

    `records` gives those within somebody's reach that fit the filters, in order.
    `change`: the operation behind a changed row, given what changed by column; without
    it a sheet that comes back is compared, and changes nothing. `handed_out` notes that
    a sheet with people in it was downloaded.
    """

    name: str  # of its address; a word of the feature
    title: Any
    columns: Callable[[Reader], Sequence[Column]]
    records: Callable[[Reader, Asked], Sequence[Any]]
    number: Callable[[Any], str]  # what a row is known by in a sheet
    roles: frozenset[Role]
    empty: Any  # what an empty list says
    filters: Sequence[Filter] = ()
    link: Callable[[Any], str] | None = None
    # address and label of the button that adds one
    new: Callable[[], tuple[str, Any]] | None = None
    about: Any = ""
    change: Callable[[Reader, Any, dict[str, Any]], None] | None = None
    handed_out: Callable[[Reader, Collection[Any]], None] | None = None
    # further links above the list
    extras: Sequence[Callable[[], tuple[str, Any]]] = field(default_factory=tuple)

    def may_open(self, actor: Actor) -> bool:
        return actor.role is Role.ADMIN or actor.role in self.roles


def as_text(value: Any) -> str:
    """A cell as a sheet shows it: the same bytes whoever opens and saves the sheet."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def sheet_rows(
    listing: Listing, records: Iterable[Any], reader: Reader
) -> tuple[list[str], list[list[Any]]]:
    """Header and rows of a list."""
    columns = listing.columns(reader)
    header = [NUMBER, *(str(column.header) for column in columns)]
    rows = [
        [number(listing.number(one)), *(cell(column.of(one)) for column in columns)]
        for one in records
    ]
    return header, rows


def number(text: str) -> int | str:
    """A number, where it is one: it is sorted as one."""
    return int(text) if text.isdecimal() else text


def cell(value: Any) -> Any:
    """A value as a sheet takes it: numbers stay numbers, everything else is text."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number else as_text(value)
