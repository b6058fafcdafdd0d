"""How long each step of a round took."""

from __future__ import annotations

import time


class Stopwatch:
    """`steps`: milliseconds by name, in the order in which they ended."""

    def __init__(self) -> None:
        self.begun = time.monotonic()
        self.last = self.begun
        self.steps: dict[str, float] = {}

    def lap(self, step: str) -> None:
        """That step ended."""
        now = time.monotonic()
        self.steps[step] = milliseconds(now - self.last)
        self.last = now

    def took(self) -> float:
        """Seconds from the beginning until now."""
        return time.monotonic() - self.begun


def milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 1)
