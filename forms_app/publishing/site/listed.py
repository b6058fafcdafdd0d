"""Entries as an input of an output: their fingerprint at once, the entries themselves only when they are needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from forms_app.publishing.site.entries import Entry
from forms_app.publishing.site.fingerprint import digest


@dataclass(frozen=True)
class Listed:
    """Entries that are put in order only when they are needed, with the fingerprint they will have."""

    fingerprint: bytes
    entries: Callable[[], list[Entry]]

    def __call__(self) -> list[Entry]:
        return self.entries()


def given(value: Any) -> Any:
    """What a maker is given for a value."""
    return value() if isinstance(value, Listed) else value


def rows_of(entries: list[Entry]) -> Listed:
    """Entries of which only the rows are shown."""
    return Listed(digest(b"".join([e.row_print for e in entries])), lambda: entries)
