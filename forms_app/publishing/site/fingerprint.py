"""Fingerprints: two outputs whose inputs have the same fingerprint have the same bytes,
so the second is not made.

Only values are taken whose repr says everything about them: plain data, and frozen
dataclasses of plain data. Anything else is refused, since a fingerprint that overlooks
something would leave a stale page.
"""

from __future__ import annotations

from dataclasses import is_dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from hashlib import blake2b
from typing import Any

SIZE = 16


def digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=SIZE).digest()


def fingerprint(value: Any) -> bytes:
    """Sixteen bytes for a value.

    Raises:
        TypeError: the value may hold more than its repr says.
    """
    if type(value) is str:
        return _of_text(value)
    known = getattr(value, "fingerprint", None)
    if isinstance(known, bytes):
        return known
    if isinstance(value, dict):
        return digest(
            b"d" + b"".join(fingerprint(key) + fingerprint(value[key]) for key in value)
        )
    if isinstance(value, list | tuple):
        return digest(b"l" + b"".join(map(fingerprint, value)))
    if value is None or isinstance(value, str | int | float | bytes | date | Enum):
        return _of_plain(value)
    if is_dataclass(value) and type(value).__dataclass_params__.frozen:  # type: ignore[union-attr]
        return digest(f"{type(value).__name__}\0{value!r}".encode())
    raise TypeError(f"{type(value).__name__} cannot be fingerprinted")


def _of_plain(value: Any) -> bytes:
    return digest(f"{type(value).__name__}\0{value!r}".encode())


# The same names, languages and words stand in every page.
_of_text = lru_cache(10_000)(_of_plain)
