"""data/version.json, which an open page asks for: the release, and when the publisher
last looked.

It is written after the line of a release, so a log that does not have the release it
tells of has lost lines.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from forms_app.base.clock import real_now
from forms_app.base.contentfile.write import clear_folder
from forms_app.base.ownfile import read_own

VERSION = "data/version.json"
# What else belongs to the release and is not built: the public log.
PUBLIC_LOG = "data/log/"


def write_version(tree: Path, number: int, now: datetime) -> None:
    """`now` is the office's time; that of the look is the real one."""
    path = tree / VERSION
    path.parent.mkdir(parents=True, exist_ok=True)
    saved = {
        "release": number,
        "at": now.isoformat(),
        "checked": real_now().astimezone(now.tzinfo).isoformat(),
    }
    aside = path.with_name(".version.tmp")
    aside.write_text(json.dumps(saved) + "\n", encoding="ascii")
    clear_folder(path)
    aside.replace(path)


def told_release(tree: Path) -> int:
    """The number of the newest release that it tells of; 0 when it tells of none."""
    try:
        return number_in(read_own(tree / VERSION))
    except OSError:
        return 0


def number_in(data: bytes) -> int:
    """The same of what stands in the file; 0 when it is not whole."""
    try:
        number = json.loads(data)["release"]
    except (ValueError, KeyError, TypeError):
        return 0
    return number if isinstance(number, int) else 0
