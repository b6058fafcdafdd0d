"""One look at the content files: while a request is answered, what a folder holds is
looked for once, so that a page says one thing throughout, as a session of the database
does. Outside of one everybody looks anew.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

_seen: ContextVar[dict[Any, Any] | None] = ContextVar("seen", default=None)


def begin() -> None:
    _seen.set({})


def end(_error: BaseException | None = None) -> None:
    _seen.set(None)


def seen() -> dict[Any, Any]:
    """What this look has found so far, for whoever looks to keep there."""
    found = _seen.get()
    return {} if found is None else found
