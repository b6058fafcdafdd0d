"""Reading a file of our own, whatever somebody put into its place: a pipe would keep
whoever opens it for ever.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


class NotRegular(OSError):
    """A pipe, a device or a folder stands in the place of a file."""


def read_own(path: Path) -> bytes:
    """The bytes of a regular file.

    Raises:
        NotRegular: something else stands there.
        OSError: there is none, or it cannot be read.
    """
    opened = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise NotRegular(errno.EINVAL, "not a regular file", str(path))
        with os.fdopen(opened, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(opened)
