"""What stands on the desk of an administrator until it is put right: data/alarms.json.

A public log that contradicts what was published, and what `audit verify` found. Codes, what
a program said, and moments; no names.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from forms_app.base.jsonfiles import read_json, write_json

FILE = "alarms.json"


class Alarm(StrEnum):
    LOG = "log"  # neither lines nor tiles are what was published
    TRAIL = "trail"  # the audit trail does not fit
    HEAD = "head"  # it does not fit a head that was kept elsewhere


def standing(data: Path) -> dict[str, dict[str, Any]]:
    """By code what was said, and since when."""
    found: dict[str, dict[str, Any]] = read_json(data / FILE)
    return found


def raise_alarm(
    data: Path, alarm: Alarm, now: datetime, says: str = "", size: int = 0
) -> None:
    """Keeps since when it stands. `size`: lines of the head that did not fit."""
    found = standing(data)
    since = found.get(alarm, {}).get("since", now.isoformat())
    found[alarm] = {"since": since, "says": says, "size": size}
    write_json(data / FILE, found)


def clear(data: Path, alarm: Alarm) -> None:
    found = standing(data)
    if found.pop(alarm, None):
        write_json(data / FILE, found)


def size_of_head(data: Path) -> int:
    """How many lines the head has that did not fit; 0 where none stands."""
    found: int = standing(data).get(Alarm.HEAD, {}).get("size", 0)
    return found
