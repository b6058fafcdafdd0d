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


def says_less(text: bytes, before: bytes) -> bool:
    """The same of two texts."""
    return _grants(before) and readable_status(text) not in {None, *GRANTED}


def _grants(text: bytes) -> bool:
    return any(line in text for line in GRANTING)
