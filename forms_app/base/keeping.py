"""What a feature keeps of people, and since when its days count.

Declared in keeping.py of the room, beside its tables, and named in its feature.py;
forms_app/office/retention walks what is declared. Decides nothing about days.

A kind is deleted by rows, or emptied: the row stays for the ledger (number, days,
result), what it says of people goes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, false, or_, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from forms_app.base.db import Base
from forms_app.base.personal import Encrypted, is_longer
from forms_app.base.zone import start_of

if TYPE_CHECKING:
    from pathlib import Path

    from forms_app.base.office import Office


class Event(StrEnum):
    """What the days are counted from."""

    SAVED = "saved"  # filled in, handed in, written, made: the last time it was touched
    DONE = "done"  # closed, decided, reached
    LEFT = "left"  # somebody left the enterprise
    ISOLATION_OVER = "isolation-over"  # the last day of staying in
    # `ended_on` of the rule file, or of the campaign that a row belongs to
    EMERGENCY_ENDED = "emergency-ended"


Condition = ColumnElement[bool]
Until = Callable[[date], Condition]


@dataclass(frozen=True)
class Keeping:
    """One kind of data.

    `kind`: its word in content/rules/retention.toml. `label`: what people read. `when`:
    by event, which rows have it on a day or before it; the end of the emergency is
    every row's, and needs none. `emptied`: what its columns hold once a row is emptied;
    without it rows are deleted, with those of other tables that hang on them. `subject`:
    what audit entries call a row, such as "item/{}". `of_person`: the rows about
    somebody on a roster that do not hang on the record of that person. `campaign`: the
    column that names the campaign a row belongs to, from whose end its days count.
    `sweep`: removes the files of rows that are gone.

    A feature above may declare the kind of a feature below anew, where it knows more
    exactly since when the days count.
    """

    kind: str
    label: Any
    model: type[Base]
    when: Mapping[Event, Until] = field(default_factory=dict)
    emptied: Mapping[str, Any] = field(default_factory=dict)
    subject: str = ""
    of_person: Callable[[Session, Any], list[int]] | None = None
    campaign: Any = None  # of the model
    sweep: Callable[[Session, Office], object] | None = None

    @property
    def events(self) -> tuple[Event, ...]:
        return (*self.when, Event.EMERGENCY_ENDED)

    @property
    def key(self) -> Any:
        return self.model.__mapper__.primary_key[0]

    def there(self) -> Condition:
        """Whether there is anything of it in a row: an emptied one is nothing any more."""
        if not self.emptied:
            return true()
        return or_(
            *(
                _is_filled(getattr(self.model, name), empty)
                for name, empty in self.emptied.items()
            )
        )

    def due(self, event: Event, newest: date, ended_on: date | None) -> Condition:
        """Rows whose event lies on `newest` or before it."""
        if event is Event.EMERGENCY_ENDED:
            return self.there() if ended_on and ended_on <= newest else false()
        return and_(self.there(), self.when[event](newest))


def _is_filled(column: Any, empty: Any) -> Condition:
    if isinstance(column.type, Encrypted):
        return is_longer(
            column, ("{}" if empty == {} else "[]") if column.type.as_json else empty
        )
    return column != empty


def on(column: InstrumentedAttribute[Any]) -> Until:
    """An event whose day stands in a column."""
    return lambda newest: column <= newest


def at(column: InstrumentedAttribute[Any]) -> Until:
    """An event whose moment stands in a column."""
    return lambda newest: column < start_of(newest + timedelta(days=1))


@dataclass(frozen=True)
class KeptFiles:
    """A kind of data that lies in files, each of which goes by itself; its days count from
    when it was saved.

    `kind`, `label`: as of a Keeping. `where`: as people read where it lies. `due`: of an
    office, the files saved on a day or before it.
    """

    kind: str
    label: Any
    where: Any
    due: Callable[[Office, date], list[Path]]


@dataclass(frozen=True)
class Record:
    """A table whose rows may be about somebody on a roster, as that person reads them
    in a copy.

    `fields`: the words for columns that no room below has words for. `named`: the word
    under which audit entries name a row by its id.
    """

    model: type[Base]
    title: Any
    fields: Mapping[str, Any] = field(default_factory=dict)
    named: str = ""
