"""A line of the release log: JSON whose last key is the checksum of what stands before
it, so that a flipped byte is no release.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

SUM = ',"sum":"%08x"}'  # the end of a line
SUM_LENGTH = len(SUM % 0)

Entry = dict[str, Any]
# Where hosts share the log: the number of a line there, and what tells it from another
# one of that number.
Mark = tuple[int, str]
UNMARKED: Mark = (0, "")
TAG_LENGTH = 16


@dataclass(frozen=True)
class Heading:
    """What the line of a release says first. `steps`: milliseconds by name; `address`:
    the public one that its pages name.
    """

    because: str
    now: datetime
    audit_head: str = ""
    steps: dict[str, float] = field(default_factory=dict)
    address: str = ""

    def entry(self, number: int) -> Entry:
        return {
            "release": number,
            "at": self.now.isoformat(),
            "because": self.because,
            "audit_head": self.audit_head,
            "steps": self.steps,
            "address": self.address,
        }


class LogDamaged(Exception):
    """The release log has lost or changed lines, or the checkpoint it starts with."""


def row_of(entry: Entry) -> bytes:
    """The line of an entry."""
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    return text[:-1] + (SUM % zlib.crc32(text)).encode() + b"\n"


def entry_of(row: bytes) -> Entry:
    """What a line says; one that an older version wrote has no checksum.

    Raises:
        LogDamaged: the line is not what was written.
    """
    row = row.rstrip(b"\n")
    try:
        entry: Entry = json.loads(row)
        said = entry.pop("sum", None)
    except (ValueError, AttributeError):
        raise LogDamaged from None
    if said is not None and said != f"{zlib.crc32(row[:-SUM_LENGTH] + b'}'):08x}":
        raise LogDamaged
    return entry


def readable_of(rows: Iterable[bytes]) -> Iterator[Entry]:
    """What can be told of a log, damaged or not."""
    for row in rows:
        with suppress(LogDamaged):
            yield entry_of(row)


def mark_of(entry: Entry) -> Mark:
    """The mark of a line; `UNMARKED` where it is this host's alone."""
    if "mark" in entry:
        sequence, tag = entry["mark"]
        return sequence, tag
    if "sequence" not in entry:
        return UNMARKED
    tag = hashlib.sha256(row_of(entry)).hexdigest()[:TAG_LENGTH]
    return entry["sequence"], tag


def slim(entry: Entry) -> Entry:
    """A release as history: how much it changed, not what."""
    if "was" in entry:
        return entry
    changed = entry.get("changed", {})
    gone = entry.get("gone", [])
    kept = {
        key: value
        for key, value in entry.items()
        if key not in {"changed", "same", "gone"}
    }
    return {
        **kept,
        "was": {
            "changed": len(changed),
            "gone": len(gone),
            "first": [*gone, *changed][:10],
        },
    }
