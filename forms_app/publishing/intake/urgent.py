"""Takings-away among what was saved, found at a glance: they are accepted and released
before everything else, however much was saved with them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from forms_app.base.contentfile.reading import Unreadable, read_content
from forms_app.permits.enterprises.content import GRANTED
from forms_app.permits.enterprises.readable import readable_status

GRANTING = tuple(f"\nStatus: {status}\n".encode() for status in sorted(GRANTED))


def takings_away(content: Path, accepted: Path, paths: Iterable[str]) -> set[str]:
    """Those enterprise files that say less than what is granted in public."""
    return {path for path in paths if takes_away(content / path, accepted / path)}


def takes_away(file: Path, before: Path) -> bool:
    """Whether it says less than what another grants. A file that is gone says nothing:
    whether that is meant shows among the others.
    """
    try:
        granted = read_content(before)
        return _grants(granted) and says_less(read_content(file), granted)
    except (FileNotFoundError, Unreadable):
        return False


def may_take_away(file: Path, before: Path) -> bool:
    """The same on a host that may not have been told yet of what another one granted: it
    grants nothing, and is not what was accepted before.
    """
    try:
        text = read_content(file)
        return says_no(text) and not (before.exists() and read_content(before) == text)
    except (FileNotFoundError, Unreadable):
        return False


def is_taken_away(accepted: Path) -> bool:
    """Whether what is accepted grants nothing."""
    try:
        return says_no(read_content(accepted))
    except (FileNotFoundError, Unreadable):
        return False


def says_less(text: bytes, before: bytes) -> bool:
    """The same of two texts."""
    return _grants(before) and says_no(text)


def says_no(text: bytes) -> bool:
    return readable_status(text) not in {None, *GRANTED}


def _grants(text: bytes) -> bool:
    return any(line in text for line in GRANTING)
