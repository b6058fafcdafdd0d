"""What people type: made comparable, and without what nobody sees."""

from __future__ import annotations

import re
import unicodedata

# Direction marks, joiners, blanks without width, soft hyphens: with them a name looks
# like another one, or like itself and is not. What joins two pictures is left.
UNSEEN = re.compile(
    "[\u00ad\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
    "|(?<![\U0001f000-\U0001faff\u2600-\u27bf\ufe0f])\u200d"
)
BREAKS = {"Cc", "Zl", "Zp"}
# What a name may carry without making two firms of one, longest first.
FORMS = (
    "有限责任公司",
    "股份有限公司",
    "有限公司",
    "个体工商户",
    "经营部",
    "分公司",
    "公司",
    "商行",
    "店",
)


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
