"""What tells a file from whatever stands there after a change."""

from __future__ import annotations

import os


def stamp(stat: os.stat_result) -> str:
    """The inode and the time of the last change of its status are among it: neither can
    be set back by who edits.
    """
    return f"{stat.st_mtime_ns:x}.{stat.st_ctime_ns:x}.{stat.st_size:x}.{stat.st_ino:x}"
