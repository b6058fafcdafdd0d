"""An edit of our own among the content files, which the publisher must notice: proof that
what people save there is noticed too.

content/.alive is watched as everything in that folder is, and never content, as its name
begins with a dot. The publisher tells which of these edits it saw (heartbeat.py).
"""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

from forms_app.base.contentfile.write import write_aside

FILE = ".alive"
AGAIN_AFTER = 5.0  # seconds
SEEN_WITHIN = 30.0  # seconds


def edit(content: Path, seen: int) -> None:
    """Edit it, unless an edit is waited for or was made just now.

    `seen`: the one that the publisher saw last, by its time in nanoseconds.
    """
    made = made_at(content)
    if made != seen or _age(made) < AGAIN_AFTER:
        return
    with suppress(OSError):  # a folder that may not be written proves nothing
        write_aside(content / FILE, b"")


def is_missed(content: Path, seen: int) -> bool:
    """Whether an edit was not noticed in time."""
    made = made_at(content)
    return made != seen and _age(made) > SEEN_WITHIN


def _age(made: int) -> float:
    """Seconds; of one from a time that is still to come, since the clock was set back,
    how far off that is.
    """
    return abs(time.time() - made / 1e9)


def made_at(content: Path) -> int:
    """Nanoseconds; 0 where there was none yet."""
    try:
        return (content / FILE).lstat().st_mtime_ns
    except OSError:
        return 0
