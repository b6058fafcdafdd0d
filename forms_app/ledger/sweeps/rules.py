"""What a visit of a sweep can give, and coverage: visited over all, with the gaps named
(全覆盖、零遗漏).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Result(StrEnum):
    NOBODY_BACK = "nobody-back"  # nobody came from elsewhere
    LISTED = "listed"  # somebody did, and is on a roster now
    TO_LIST = "to-list"  # somebody did, and is on no roster yet
    NOT_IN = "not-in"  # nobody opened: to be visited again
    REFUSED = "refused"


# After these a unit counts as visited; the others are gaps.
VISITED = frozenset({Result.NOBODY_BACK, Result.LISTED, Result.TO_LIST})


# After these somebody of the office has to do something: register people, or talk to
# whoever let nobody in.
FOR_THE_OFFICE = frozenset({Result.TO_LIST, Result.REFUSED})


@dataclass(frozen=True)
class Coverage:
    """Of a grid or a whole sweep.

    `percent` is rounded down: 100 only when nothing is left out.
    """

    visited: int
    units: int

    @property
    def percent(self) -> int:
        return 100 * self.visited // self.units if self.units else 0


def coverage(results: Iterable[str]) -> Coverage:
    told = list(results)
    return Coverage(sum(result in VISITED for result in told), len(told))
