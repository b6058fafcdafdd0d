"""What people type: folded, made comparable, and without what nobody sees.

Python's own tables of Unicode grow with its versions, and two servers would disagree
about a character of a name. Here the tables of Unicode 3.2 count, which every Python
has. What they do not know is a letter, as most of what has come since, except in the
blocks of signs.
"""

from __future__ import annotations

import re
import unicodedata

# Direction marks, joiners, blanks without width, soft hyphens, letters that are blank,
# halves of pairs, what is no character: with them a name looks like another one, or
# like itself and is not. What joins two pictures is left.
UNSEEN = re.compile(
    "[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff9-\ufffb"
    "\ufffe\uffff\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
    "|(?<![\U0001f000-\U0001faff\u2600-\u27bf\ufe0f])\u200d"
)
BREAKS = {"Cc", "Zl", "Zp"}
TABLES = unicodedata.ucd_3_2_0
UNKNOWN = "Cn"
# blocks of signs, also where they were filled after Unicode 3.2
SIGNS = re.compile(
    "[\u2000-\u2bff\u2e00-\u2e7f\u2ff0-\u3004\u3008-\u3020\u3030\u303d-\u303f"
    "\u31c0-\u31ef\u3200-\u33ff\u4dc0-\u4dff\ua700-\ua71f\ufe00-\ufe6f\uffe0-\uffff"
    "\U0001d000-\U0001d3ff\U0001f000-\U0001fbff\U000e0000-\U000e0fff]"
)


class Comparable(dict[int, str]):
    """What is left of a character where texts are compared; filled as it is asked."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        kept = character if is_letter(character) or is_number(character) else ""
        self[code] = kept.lower() if TABLES.category(character) != UNKNOWN else kept
        return self[code]


def folded(text: str) -> str:
    """NFKC: a full-width letter is the letter, ㈱ is (株)."""
    return text if text.isascii() else TABLES.normalize("NFKC", text)


def is_letter(character: str) -> bool:
    """A letter of any script, one of private use too, which rare names are written
    with.
    """
    kind = TABLES.category(character)
    if kind == UNKNOWN:
        return not SIGNS.match(character)
    return kind[0] == "L" or kind == "Co"


def is_mark(character: str) -> bool:
    """What is written above, below or around a letter."""
    return TABLES.category(character)[0] == "M" and not SIGNS.match(character)


def is_number(character: str) -> bool:
    """A digit, or a number in one sign."""
    return TABLES.category(character)[0] == "N"


COMPARABLE = Comparable()


def plain(text: str) -> str:
    """NFKC, without blanks and punctuation, lower case."""
    return folded(text).translate(COMPARABLE)


def one_line(text: str) -> str:
    """NFC, nothing invisible, control characters and line ends as blanks, which run
    together.
    """
    if not text.isprintable():
        seen = UNSEEN.sub("", text)
        text = "".join(" " if TABLES.category(c) in BREAKS else c for c in seen)
    elif not text.isascii():
        text = UNSEEN.sub("", text)
    composed = text if text.isascii() else TABLES.normalize("NFC", text)
    return " ".join(composed.split())
