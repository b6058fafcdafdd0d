"""Small JSON files that are replaced whole (standing, figures, faults, what the
publisher is doing), and long logs.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from forms_app.base.contentfile.write import write_aside
from forms_app.base.ownfile import NotRegular, read_own


def read_json(path: Path) -> Any:
    """What the file holds; an empty dict where there is none, or a damaged one: nothing
    is kept in such a file that cannot be made again.
    """
    try:
        return json.loads(read_own(path))
    except (FileNotFoundError, NotRegular, ValueError):
        return {}


def write_json(path: Path, value: Any) -> bool:
    """Replace the file if its content changes; says whether it did."""
    data = (
        json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    ).encode()
    with suppress(FileNotFoundError, NotRegular):
        if read_own(path) == data:
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    write_aside(path, data)
    return True


def lines_from_end(path: Path) -> Iterator[bytes]:
    """The whole lines of a log, newest first, however long it is.

    A half-written last line is passed over.
    """
    if not path.is_file() or not path.stat().st_size:
        return
    with (
        path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data,
    ):
        end = data.rfind(b"\n") + 1
        while end:
            start = data.rfind(b"\n", 0, end - 1) + 1
            yield data[start:end]
            end = start
