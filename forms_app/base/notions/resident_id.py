"""Resident IDs of 18 places (GB 11643-1999), and of 15 as before 1999, however they are
grouped.

Nothing here keeps one: they are found to be taken out or to be refused.
"""

from __future__ import annotations

import re
from datetime import date

from forms_app.base.typed import UNSEEN, folded

MOST = 18  # places
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
MONTH = r"(?:0[1-9]|1[0-2])"
DAY = r"(?:0[1-9]|[12]\d|3[01])"
# blanks, dashes, dots, brackets: what groups the places of an ID
MARKS = r"[\s!-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u2200-\u22ff\u2500-\u25ff\u3000-\u303f]*"


def pattern(between: str = "") -> str:
    """A pattern of resident IDs.

    `between` is what may stand between the place, the parts of the birth date and the
    rest.
    """
    province = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])"
    born = rf"{between}{MONTH}{between}{DAY}{between}"
    new = rf"[1-9]\d{{5}}{between}(?:19|20)\d\d{born}\d{{3}}{between}[\dXx]"
    old = rf"{province}\d{{4}}{between}\d\d{born}\d{{3}}"
    return f"(?:{new}|{old})"


FORM = re.compile(pattern(), re.ASCII)
# with a day that is none
MISTYPED = rf"\d{{6}}{MARKS}(?:19|20)\d{{6}}{MARKS}\d{{3}}[\dXx]|\d{{17}}[\dXx]"
IN_A_TEXT = re.compile(
    rf"(?<![0-9A-Za-z])(?:{pattern(MARKS)}|{MISTYPED})(?![0-9A-Za-z])"
    # as a sheet shows one: 3.50503E+17
    r"|(?<![0-9A-Za-z.])\d\.\d+[Ee]\+?1[4-7](?!\d)",
)


def is_resident_id(number: str) -> bool:
    """Whether the birth date exists and, with 18 places, the check character is right."""
    if not FORM.fullmatch(number):
        return False
    born = number[6:14] if len(number) == MOST else f"19{number[6:12]}"
    try:
        date(int(born[:4]), int(born[4:6]), int(born[6:]))
    except ValueError:
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False)
    )
    return len(number) < MOST or "10X98765432"[total % 11] == number[-1].upper()


def without(text: str) -> str:
    """The text with every resident ID in it gone, also a mistyped one, or one in
    full-width digits; the text as it is where there is none.
    """
    if len(text) < 8 or not re.search(r"\d", text):
        return text
    seen = folded(UNSEEN.sub("", text))
    if not IN_A_TEXT.search(seen):
        return text
    return " ".join(IN_A_TEXT.sub(" ", seen).split())
