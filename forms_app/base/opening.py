"""What must be filled in before an office opens: told by the features, gathered by the
desk.

Whether a line is done is read from accepted content and the database; nobody ticks it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from forms_app.base.feature import Link

MARKS = ("请改", "rename it")  # in whatever --new lays out to be replaced


@dataclass(frozen=True)
class Line:
    """One thing to fill in.

    `what`: what is missing, or what was found. It is done in `file`, below content/, or
    on `page`; `command` of the program is a beginning. Lines stand by `place`.
    """

    title: Any
    is_done: bool
    what: Any
    file: str = ""
    command: str = ""
    page: Link | None = None
    place: int = 50


def is_placeholder(text: str) -> bool:
    """Whether it still asks to be replaced."""
    return any(mark in text for mark in MARKS)
