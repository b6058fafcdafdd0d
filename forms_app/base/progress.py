"""How far a long piece of work is: whoever does it goes over its items by way of this,
whoever waits is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


class Over(Protocol):
    """Gives the items, and tells how many of them are done: `what` is read, accept,
    follow or make.
    """

    def __call__(self, what: str, items: Collection[T], /) -> Iterable[T]: ...


def quietly(_what: str, items: Collection[T], /) -> Iterable[T]:
    return items


def words(at_work: Sequence[Any] | None) -> str:
    """For a terminal; empty when nothing is known."""
    if not at_work:
        return ""
    what, done, total = at_work
    doing = {
        "read": "Reading",
        "accept": "Accepting",
        "follow": "Bringing the database after",
        "make": "Making",
    }
    return f"{doing[what]} {done:,} of {total:,} …"
