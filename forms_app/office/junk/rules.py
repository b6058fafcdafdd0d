"""What can be said of something in quarantine, and when that is carried out. Pure."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum


class Decision(StrEnum):
    REAL = "real"
    JUNK = "junk"


# Until then it can be taken back. What is real is waited for.
WAITS = {Decision.REAL: timedelta(minutes=10), Decision.JUNK: timedelta(days=1)}
