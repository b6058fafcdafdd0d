"""The scale of a picture of numbers: round numbers from nothing to above the most."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

STEPS = 4  # at most, from nothing to the top
ROUND = (1, 2, 5)


def ticks(most: int) -> list[int]:
    """0 and up to four more, evenly apart, the last no smaller than `most`:
    0, 50, 100, 150.
    """
    step = next(step for step in _steps() if step * STEPS >= most)
    last = max(1, -(-most // step))
    return [step * number for number in range(last + 1)]


def _steps() -> Iterator[int]:
    """1, 2, 5, 10, 20, 50 and so on."""
    for power in count():
        yield from (one * 10**power for one in ROUND)
