"""What people type: made comparable, and without what nobody sees."""

from __future__ import annotations

import re
import unicodedata

# What is longer than any name is cut: a database reads a condition only so long.
MOST_WORDS = 4
MOST_CHARACTERS = 30
# Direction marks, joiners, blanks without width, soft hyphens: with them a name looks
# like another one, or like itself and is not. What joins two pictures is left.
UNSEEN = re.compile(
    "[\u00ad\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
    "|(?<![\U0001f000-\U0001faff\u2600-\u27bf\ufe0f])\u200d"
)
BREAKS = {"Cc", "Zl", "Zp"}


def plain(text: str) -> str:
    """NFKC, without blanks and punctuation, lower case."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()


def one_line(text: str) -> str:
    """NFC, nothing invisible, control characters and line ends as blanks, which run
    together.
    """
    if not text.isprintable():
        seen = UNSEEN.sub("", text)
        text = "".join(" " if unicodedata.category(c) in BREAKS else c for c in seen)
    return " ".join(unicodedata.normalize("NFC", text).split())


def words_of(typed: str) -> list[str]:
    """What is looked for, each word as `plain` has it."""
    words = [plain(word)[:MOST_CHARACTERS] for word in typed.split()]
    return [word for word in words if word][:MOST_WORDS]
