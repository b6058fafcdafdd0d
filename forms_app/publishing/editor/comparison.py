"""Two versions of a text, line by line, with what differs within a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

ALIKE = 0.6  # of two lines, to be shown by what differs within them
CONTEXT = 2  # lines around what differs
PART = re.compile(r"[A-Za-z0-9]+|\s+|.")
Parts = tuple[tuple[str, bool], ...]  # pieces of a line, and whether each differs


@dataclass(frozen=True)
class Pair:
    """A line of the old version beside the one of the new; None where there is none.
    `is_gap`: lines that are the same are left out here.
    """

    old_number: int = 0
    new_number: int = 0
    old: Parts | None = None
    new: Parts | None = None
    is_gap: bool = False

    @property
    def is_same(self) -> bool:
        return self.old == self.new


def compared(old: str, new: str) -> list[Pair]:
    """Every line that differs, with some around it."""
    before = old.split("\n")
    after = new.split("\n")
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    pairs: list[Pair] = []
    last = 0
    for group in matcher.get_grouped_opcodes(CONTEXT):
        if group[0][1] > last:
            pairs.append(Pair(is_gap=True))
        for what, first, end, begin, stop in group:
            pairs += _pairs(what, before[first:end], after[begin:stop], first, begin)
        last = group[-1][2]
    if pairs and last < len(before):
        pairs.append(Pair(is_gap=True))
    return pairs


def _pairs(
    what: str, old: Sequence[str], new: Sequence[str], first: int, begin: int
) -> Iterator[Pair]:
    for place in range(max(len(old), len(new))):
        left = old[place] if place < len(old) else None
        right = new[place] if place < len(new) else None
        if what == "equal" or left is None or right is None:
            parts = (_whole(left, what), _whole(right, what))
        else:
            parts = _within(left, right)
        yield Pair(first + place + 1, begin + place + 1, *parts)


def _whole(line: str | None, what: str) -> Parts | None:
    return None if line is None else ((line, what != "equal"),)


def _within(old: str, new: str) -> tuple[Parts, Parts]:
    """The pieces of two lines that stand for one another."""
    before = PART.findall(old)
    after = PART.findall(new)
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < ALIKE:
        return ((old, True),), ((new, True),)
    for what, first, end, begin, stop in matcher.get_opcodes():
        differs = what != "equal"
        left.append(("".join(before[first:end]), differs))
        right.append(("".join(after[begin:stop]), differs))
    return tuple(filter(_says, left)), tuple(filter(_says, right))


def _says(part: tuple[str, bool]) -> bool:
    return bool(part[0])
