"""What a list is: its columns, its filters, whom it shows what, and what a changed cell
does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from forms_app.base.access import Actor, Role

NUMBER = "编号"
# what somebody chose in the filters, by key; without a key: all
Asked = Mapping[str, str]


class Change(Protocol):
    """The operation behind a changed row: takes what changed by column, raises Refused
    with a sentence.
    """

    def __call__(
        self,
        session: Session,
        record: Any,
        values: dict[str, Any],
        *,
        actor: Actor,
        now: datetime,
    ) -> None:
        """Change it, with one audit entry."""


class HandedOut(Protocol):
    """The operation that notes that a sheet with people in it was downloaded."""

    def __call__(
        self, session: Session, found: Collection[Any], *, actor: Actor, now: datetime
    ) -> None:
        """Leave one audit entry."""


@dataclass(frozen=True)
class Column:
    """One column.

    `read` makes a value of what stands in a sheet, or raises Refused; without it a
    sheet cannot change it.
    """

    key: str
    header: Any  # a message of the catalogue
    value: Callable[[Any], Any]
    read: Callable[[str], Any] | None = None
    # the look of a status: valid, held, wait, gone
    tag: Callable[[Any], str] | None = None
    in_sheet_only: bool = False
    # what a page says instead of a code that a sheet needs
    shown: Callable[[Any], Any] | None = None


@dataclass(frozen=True)
class Filter:
    """A menu above the list.

    `options`: value and label of each; `default`: what a page shows that asks for
    nothing.
    """

    key: str
    label: Any
    options: Callable[[Actor], Iterable[tuple[str, Any]]]
    default: str = ""


@dataclass(frozen=True)
class Listing:
    """A list.

    `records` gives those within somebody's reach that fit the filters, in order.
    """

    name: str  # of its address; a word of the feature
    title: Any
    columns: Sequence[Column]
    records: Callable[[Session, Actor, Asked], Sequence[Any]]
    number: Callable[[Any], str]  # what a row is known by in a sheet
    roles: frozenset[Role]
    empty: Any  # what an empty list says
    filters: Sequence[Filter] = ()
    link: Callable[[Any], str] | None = None
    # address and label of the button that adds one
    new: Callable[[], tuple[str, Any]] | None = None
    about: Any = ""
    # without it a sheet that comes back is compared, and changes nothing
    change: Change | None = None
    handed_out: HandedOut | None = None
    # further links above the list
    extras: Sequence[Callable[[], tuple[str, Any]]] = field(default_factory=tuple)

    def may_open(self, actor: Actor) -> bool:
        return actor.role is Role.ADMIN or actor.role in self.roles


def as_text(value: Any) -> str:
    """A cell as a sheet and a page show it: the same bytes whoever opens and saves the
    sheet.
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def sheet_rows(
    listing: Listing, records: Iterable[Any]
) -> tuple[list[str], list[list[Any]]]:
    """Header and rows; numbers stay numbers, everything else is text."""
    header = [NUMBER, *(str(column.header) for column in listing.columns)]
    rows = [
        [listing.number(one), *(_cell(column.value(one)) for column in listing.columns)]
        for one in records
    ]
    return header, rows


def _cell(value: Any) -> Any:
    return (
        value
        if isinstance(value, int) and not isinstance(value, bool)
        else as_text(value)
    )
