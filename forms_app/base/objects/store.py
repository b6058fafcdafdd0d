"""What any place for objects does, and what goes wrong with one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol


class ObjectLost(Exception):
    """It cannot be had any more under this name."""


class ObjectGone(ObjectLost):
    """There is none."""


class ObjectWrong(ObjectLost):
    """What lies there is not what was put."""


class ObjectsAway(OSError):
    """The store cannot be asked just now; nothing was kept or read."""


@dataclass(frozen=True)
class Listed:
    """One object, as a listing tells of it."""

    name: str
    changed_at: datetime


class Objects(Protocol):
    """A place for objects. Names are paths without a leading slash, such as
    uploads/3f/3f9a….

    Each of these raises ObjectsAway where the place cannot be asked.
    """

    address: str  # "" for the office folder
    folder: Path | None  # where they lie as files of this machine

    def put(self, name: str, data: bytes) -> str:
        """Keep it, whole and for good; gives its digest. Nobody ever reads half of it,
        also not where another one had the name before.
        """
        ...

    def get(self, name: str, expected: str) -> bytes:
        """What was put, by the digest that `put` gave.

        Raises:
            ObjectGone: there is none.
            ObjectWrong: its digest is another.
        """
        ...

    def first_byte(self, name: str) -> bytes:
        """Of what lies there, unverified; empty of an empty one.

        Raises:
            ObjectGone: there is none.
        """
        ...

    def raw(self, name: str) -> bytes:
        """What lies there, whatever that is: for a copy that is verified elsewhere.

        Raises:
            ObjectGone: there is none.
        """
        ...

    def remove(self, name: str) -> None:
        """For good; nothing happens where there is none."""
        ...

    def names(self, below: str) -> Iterator[Listed]:
        """Every object whose name begins with `below` and a slash."""
        ...


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def verified(data: bytes, expected: str) -> bytes:
    """Raises:
    ObjectWrong: its digest is another.
    """
    if digest_of(data) != expected:
        raise ObjectWrong
    return data
