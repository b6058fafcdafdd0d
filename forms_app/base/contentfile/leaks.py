"""Finding what must never be public in a text: phone numbers that are not the office's,
and resident ID numbers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

MOBILE = re.compile(
    r"(?<![\dA-Za-z])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![\dA-Za-z])"
)
LANDLINE = re.compile(
    r"(?<![\dA-Za-z])(?:\(?0\d{2,3}\)?[- ]?)\d{4}[- ]?\d{3,4}(?![\dA-Za-z])"
)
RESIDENT = re.compile(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def digits(text: str) -> str:
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", text))


def is_resident_id(number: str) -> bool:
    """Length, a birth date that exists, and the check character; the place is not
    looked at.
    """
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False)
    )
    return "10X98765432"[total % 11] == number[17].upper()


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("–", "-").replace("—", "-")


def found_in(
    text: str, allowed: frozenset[str] = frozenset()
) -> Iterator[tuple[int, str]]:
    """Each finding as (line from 1, "phone" or "resident-id").

    `allowed` holds the digits of office phones.
    """
    plain = _plain(text)
    if not any(pattern.search(plain) for pattern in (RESIDENT, MOBILE, LANDLINE)):
        return  # as nearly always: the lines need not be looked at one by one
    for number, row in enumerate(text.split("\n"), 1):
        plain = _plain(row)
        if any(is_resident_id(match[0]) for match in RESIDENT.finditer(plain)):
            yield number, "resident-id"
        for pattern in (MOBILE, LANDLINE):
            if any(
                digits(match[0]) not in allowed for match in pattern.finditer(plain)
            ):
                yield number, "phone"
                break
