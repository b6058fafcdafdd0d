"""What can be handed out: each feature offers its tables here, with how many people one
has and how it is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from flask import Flask
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.feature import parts
from forms_app.base.office import Office

# rows written so far, and how much of the whole that is (0 to 1)
Tell = Callable[[int, float], None]
Row = TypeVar("Row")
TELL_EVERY = 100


@dataclass(frozen=True)
class Asked:
    """What somebody asked for: they see no more in it than on their pages.

    `now` is office time.
    """

    given: dict[str, Any]
    actor: Actor
    now: datetime


@dataclass(frozen=True)
class Kind:
    """One table. `title` is lazy; `people` counts cheaply; `make` gives the whole file."""

    id: str
    title: Any
    people: Callable[[Session, Asked], int]
    make: Callable[[Session, Office, Asked, Tell], bytes]


KINDS: dict[str, Kind] = {}


def set_up(app: Flask, _office: Office) -> None:
    """Also for the threads that make tables: they have no app."""
    offered = parts(app.extensions["features"], "exports")
    KINDS.update({kind.id: kind for kind in offered})


def told(rows: Iterable[Row], of: int, tell: Tell) -> Iterator[Row]:
    """The rows as they come, telling now and then how many of so many were written."""
    written = 0
    for written, row in enumerate(rows, 1):
        if written % TELL_EVERY == 0:
            tell(written, written / max(of, written))
        yield row
    tell(written, 1)
