"""Room on the office's disk: told before there is none, and a little kept for what must
not wait.

data/ballast is a file of nothing but length. A full disk takes no release, so the
publisher removes it then, and taking away goes live; it is laid again when there is room.
"""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path

LOW = 200 * 1000 * 1000  # bytes free below which it is told
BALLAST = 8 * 1000 * 1000  # bytes


def free(folder: Path) -> int:
    """Bytes on the disk of a folder; 0 when it cannot be asked."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0


def state(folder: Path) -> str:
    """ "working", "low" (it will soon be full) or "full"."""
    left = free(folder)
    if left < BALLAST:
        return "full"
    return "low" if left < LOW else "working"


def lay_ballast(data: Path) -> bool:
    """Keep a little, unless it is kept already or room is low; says whether it is."""
    place = data / "ballast"
    if place.exists() or free(data) < LOW:
        return place.exists()
    with suppress(OSError), place.open("xb") as file:
        os.posix_fallocate(file.fileno(), 0, BALLAST)
        return True
    place.unlink(missing_ok=True)
    return False


def drop_ballast(data: Path) -> bool:
    """Make a little room on a full disk; says whether there is more now."""
    try:
        (data / "ballast").unlink()
    except OSError:
        return False
    return True


def is_full(error: BaseException) -> bool:
    """Whether a failure says that the disk, or the owner's part of it, is full."""
    full = {errno.ENOSPC, errno.EDQUOT}
    return isinstance(error, OSError) and error.errno in full
