"""When an export is to be made, when it is given up, how long it is kept.

Pure; by the real clock, not the office's.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

AT_ONCE = 2_000  # people; so many are made while one waits
LEASE = timedelta(seconds=60)  # renewed with every step; who does not renew it is dead
TRIES = 3  # a table over which three workers died is given up
KEPT = timedelta(hours=1)


class State(StrEnum):
    WAITING = "waiting"
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"


def is_due(state: str, lease_until: datetime | None, now: datetime) -> bool:
    """Nobody is making it: it was only asked for, or whoever did is dead."""
    return state == State.WAITING or (
        state == State.MAKING and (lease_until is None or lease_until < now)
    )


def is_over(asked_at: datetime, ready_at: datetime | None, now: datetime) -> bool:
    """An hour after it was ready, or after it was asked for where it never was."""
    return (ready_at or asked_at) + KEPT <= now
