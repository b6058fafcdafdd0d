"""What the list of applications, its sheet and a phone say of the times that were agreed
for checks at the door; told by the rooms above that agree on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import ColumnElement, false, or_
from sqlalchemy.orm import Session

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import facts
from forms_app.base.listing import Column, Filter
from forms_app.base.worklist import Reader

SLOT = "application.times"


@dataclass(frozen=True)
class Agreed:
    """`says`: from when to when, for people."""

    begins: datetime
    says: str


class Times(Protocol):
    """What such a room tells: what a list is narrowed by; and by its id, when somebody
    comes for an application.
    """

    def options(self, reader: Reader) -> list[tuple[str, str]]: ...

    def where(self, reader: Reader, value: str) -> ColumnElement[bool]: ...

    def of(self, session: Session) -> Mapping[int, Agreed]: ...


def _told() -> list[Times]:
    return facts(SLOT)


def times_of(session: Session) -> dict[int, Agreed]:
    """By the id of the application."""
    found: dict[int, Agreed] = {}
    for times in _told():
        found |= times.of(session)
    return found


def columns(reader: Reader) -> Iterator[Column]:
    """None where nobody agrees on times."""
    if _options(reader):
        found = times_of(reader.session)
        yield Column(
            "agreed",
            _l("约好的上门时间"),
            lambda row: found[row.id].says if row.id in found else "",
        )


def _options(reader: Reader) -> list[tuple[str, str]]:
    return [option for times in _told() for option in times.options(reader)]


def _where(reader: Reader, value: str) -> ColumnElement[bool]:
    return or_(false(), *(times.where(reader, value) for times in _told()))


AGREED = Filter(
    "agreed",
    _l("约好的上门时间"),
    _options,
    where=_where,
    is_needless=lambda reader: not _options(reader),
)
