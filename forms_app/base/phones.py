"""Phone numbers of the mainland, as people write them: what is kept is digits, or the
landline as it was written.
"""

from __future__ import annotations

import re
import unicodedata

import phonenumbers

MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
# a mobile among other characters, in one group or as 138 0000 1234
WITHIN = re.compile(
    r"(?<!\d)(?:86)?1[3-9]\d(?:\d{8}|[ -]\d{4}[ -]\d{4})(?!\d)", re.ASCII
)
BETWEEN = re.compile(r"[\s\-‐‑‒–—−.·()]+")


def mainland(text: str) -> str | None:
    """A mobile as its 11 digits, a landline as written; None for anything else."""
    written = unicodedata.normalize("NFKC", text).strip()
    try:
        number = phonenumbers.parse(written, "CN")
    except phonenumbers.NumberParseException:
        return None
    if number.country_code != 86 or not phonenumbers.is_possible_number(number):
        return None
    return (
        str(number.national_number)
        if str(number.national_number).startswith("1")
        else written
    )


def dial(text: str) -> str:
    """A number as a link of a page dials it: no blank is allowed there."""
    return BETWEEN.sub("", text)


def mobile(text: str) -> str | None:
    """The 11 digits of a mobile, however they are grouped, with or without 86; None for
    anything else.

    Stricter than `mainland`: nothing may stand beside the number, so that two numbers
    in one cell are not read as one.
    """
    digits = BETWEEN.sub("", unicodedata.normalize("NFKC", text))
    digits = re.sub(r"^(\+|00)?86(?=1\d{10}$)", "", digits, flags=re.ASCII)
    return digits if MOBILE.fullmatch(digits) and mainland(digits) == digits else None


def has_two_mobiles(text: str) -> bool:
    """Whether more than one mobile stands in a text, as in 13800001234/13900001234."""
    return len(WITHIN.findall(unicodedata.normalize("NFKC", text))) > 1
