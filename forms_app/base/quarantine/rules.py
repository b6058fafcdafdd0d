"""By what a program is told from a person. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why something lies in quarantine."""

    FILLED = "filled"  # the field that people neither see nor hear
    QUICK = "quick"  # sent sooner than anybody fills it in
    REPEATED = "repeated"  # the same from many addresses within an hour


@dataclass(frozen=True)
class Bounds:
    """`seconds`: the least that a person needs for a form. `addresses`: from how many the
    same may come within an hour.
    """

    seconds: int = 3
    addresses: int = 5
