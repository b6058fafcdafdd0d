"""Codes of enterprises: the 18-character unified social credit code, the old 15-digit
number, or none yet.

The check of GB 32100-2015 is python-stdnum's; what it refuses though valid (letters in
the first places) and the second check digit of the organisation code are added here. A
slip is hinted at, never corrected silently.
"""

from __future__ import annotations

import re
import unicodedata

from stdnum.cn import uscc

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = [3**place % 31 for place in range(17)]
LOOKALIKES = {"O": "0", "I": "1", "Z": "2", "S": "5", "V": "U"}


class BadCode(ValueError):
    """Not a code.

    `hint` is the right one where a look-alike letter seems to have slipped in.
    """

    def __init__(self, why: str, hint: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.hint = hint


def normalised(text: str) -> str:
    return re.sub(r"[\s\-–—.]+", "", unicodedata.normalize("NFKC", text)).upper()


def read(text: str) -> str:
    """The code somebody typed, in the form it is kept.

    Raises:
        BadCode: `why` is "length", "letters" or "check", with a hint where one fits.
    """
    code = normalised(text)
    if len(code) == 15 and code.isdecimal():
        return code
    if len(code) != 18:
        raise BadCode("length")
    if is_valid(code):
        return code
    hint = "".join(LOOKALIKES.get(character, character) for character in code)
    if hint != code and is_valid(hint):
        raise BadCode("letters", hint)
    raise BadCode("letters" if set(code) - set(ALPHABET) else "check")


def is_valid(code: str) -> bool:
    """Whether both check digits hold.

    N- and A- and Y-codes have letters where stdnum wants digits.
    """
    if set(code) - set(ALPHABET):
        return False
    if code[:8].isdecimal():
        return uscc.is_valid(code)
    total = sum(
        ALPHABET.index(character) * weight
        for character, weight in zip(code, WEIGHTS, strict=False)
    )
    return code[2:8].isdecimal() and ALPHABET[-total % 31] == code[17]
