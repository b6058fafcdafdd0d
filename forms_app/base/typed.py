"""What people type, made comparable."""

from __future__ import annotations

import re
import unicodedata

# What is longer than any name is cut: a database reads a condition only so long.
MOST_WORDS = 4
MOST_CHARACTERS = 30


def plain(text: str) -> str:
    """NFKC, without blanks and punctuation, lower case."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()


def words_of(typed: str) -> list[str]:
    """What is looked for, each word as `plain` has it."""
    words = [plain(word)[:MOST_CHARACTERS] for word in typed.split()]
    return [word for word in words if word][:MOST_WORDS]
