"""A list as an input of an output: its fingerprint at once, what it lists only when
that is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from forms_app.publishing.site.entries import Entry
from forms_app.publishing.site.fingerprint import digest


@dataclass(frozen=True)
class Listed:
    """Entries, or what is made of them, with the fingerprint that tells one list from
    another.
    """

    fingerprint: bytes
    items: Callable[[], list[Any]]

    def __call__(self) -> list[Any]:
        return self.items()


def given(value: Any) -> Any:
    """What a maker is given for a value."""
    return value() if isinstance(value, Listed) else value


def rows_of(entries: list[Entry]) -> Listed:
    """Entries of which only the rows are shown."""
    return Listed(digest(b"".join([e.row_print for e in entries])), lambda: entries)
