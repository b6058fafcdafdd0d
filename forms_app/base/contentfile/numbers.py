"""Phone numbers and resident IDs in a text, however their digits are grouped.

Lists and tables hold such runs of digits by chance, so what stands beside them counts
too.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import accumulate

from forms_app.base.notions import phone
from forms_app.base.notions.resident_id import MOST, is_resident_id

MARK = r"[ \v\-._~/\\*`()\[\]{}<>]"  # what may stand between two digits of one number
FEWEST = 10  # digits of a phone number


@dataclass(frozen=True)
class Number:
    """A phone number or a resident ID: digits, groups from `first` up to `last`, line."""

    digits: str
    first: int
    last: int
    line: int

    @property
    def is_resident_id(self) -> bool:
        return is_resident_id(self.digits)

    def is_one_of(self, phones: Container[str]) -> bool:
        """Whether it is one of these phones, given as digits with the area code."""
        found = phone.DIGITS.fullmatch(self.digits)
        return (
            found is not None and (found["mobile"] or f"0{found['landline']}") in phones
        )


class Row:
    """Groups of digits in a row, parted by one character each: a hyphen for marks, or a
    blank.
    """

    def __init__(self, text: str, line: int) -> None:
        """The row that is written so and begins on this line.

        A line break is a vertical tab.
        """
        parts = re.split(r"([ \v-])", text)
        self.groups = parts[::2]
        self.lines = list(
            accumulate((joint == "\v" for joint in parts[1::2]), initial=line)
        )
        self.begins = list(accumulate(map(len, self.groups), initial=0))
        self.group_at = {begin: group for group, begin in enumerate(self.begins)}
        self.alone = dict(_blocks(text))

    def numbers(self) -> list[Number]:
        """The numbers in it, of those that begin in one place the longest.

        When several groups belong to none, the row is a list: only what is beyond doubt
        counts.
        """
        found: list[Number] = []
        for first in range(len(self.groups)):
            if not found or found[-1].last <= first:
                found.extend(self._longest_from(first))
        others = self._long(0, len(self.groups))
        others -= sum(self._long(number.first, number.last) for number in found)
        return [
            number for number in found if others < 2 or self._is_beyond_doubt(number)
        ]

    def _is_beyond_doubt(self, number: Number) -> bool:
        """Whether it cannot be some numbers of a list, of which none begins with 0."""
        if number.last in self._certain_ends(number.first):
            return True
        return any(group[0] == "0" for group in self.groups[number.first : number.last])

    def _longest_from(self, first: int) -> list[Number]:
        """The longest number that begins with this group, if there is one."""
        for last in sorted(
            {*self._certain_ends(first), *self._likely_ends(first)}, reverse=True
        ):
            digits = "".join(self.groups[first:last])
            if phone.DIGITS.fullmatch(digits) or is_resident_id(digits):
                return [Number(digits, first, last, self.lines[first])]
        return []

    def _certain_ends(self, first: int) -> Iterator[int]:
        """Where a number ends that is undivided, stands alone, or is an ID with its
        check.
        """
        yield first + 1
        if first in self.alone:
            yield self.alone[first]
        if first == 0 and self._is_easy_to_read():
            yield len(self.groups)
        if self.begins[first] + MOST in self.group_at:
            yield self.group_at[self.begins[first] + MOST]

    def _likely_ends(self, first: int) -> Iterator[int]:
        """Where one ends that is grouped as people do it: 138 0000 1234, 010-6200
        1234.
        """
        for last in range(first + 1, min(first + 3, len(self.groups)) + 1):
            if len(self.groups[last - 1]) < 3:
                return
            yield last

    def _is_easy_to_read(self) -> bool:
        """Whether the whole row may be one number: of few groups, or of pairs or single
        digits.
        """
        inner = self.groups[1:-1]
        return len(inner) <= 2 or (len(inner) < MOST and len(set(map(len, inner))) == 1)

    def _long(self, first: int, last: int) -> int:
        """How many of these groups have more than two digits."""
        return sum(len(group) > 2 for group in self.groups[first:last])


def _blocks(row: str) -> Iterator[tuple[int, int]]:
    """The groups that marks hold together: the first of them, and the one after the
    last.
    """
    first = 0
    for block in re.split(r"[ \v]", row):
        last = first + block.count("-") + 1
        yield first, last
        first = last
