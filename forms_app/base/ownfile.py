"""Reading a file of our own, whatever somebody put into its place: a pipe would keep
whoever opens it for ever.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


def read_own(path: Path) -> bytes:
    """The bytes of a regular file.

    Raises:
        OSError: there is none, it cannot be read, or it is no regular file.
    """
    opened = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    with os.fdopen(opened, "rb") as file:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise OSError(errno.EINVAL, "not a regular file", str(path))
        return file.read()
