"""A sign-up list of a chat (接龙) as lines: without its mark, its title and its
numbering, its example as the header.

    #接龙
    返岗登记
    例 姓名，手机号，从哪里来

    1. 示例一，13800001234，江西
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

BEGINS = re.compile(r"\s*#\s*(?:群?接龙|group ?note)|\s*群?接龙\s*$", re.IGNORECASE)
RULE = re.compile(r"\s*[—\-=_*]{3,}\s*")
EXAMPLE = re.compile(r"\s*(?:例如?[\s:：]|(?:示例|样例|格式|模板)[:：])\s*")
# 3 号楼, 2 月: a number that counts what follows
COUNTED = "(?![年月日号楼栋幢室层人间个位名岁])"
# not those that are numbers: ❶, 🔟
PICTURE = re.compile(
    "[\u2600-\u2775\u2794-\u27bf\u2b00-\u2bff\U0001f000-\U0001f51e\U0001f520-\U0001faff]"
    "[\ufe0f\u200d]*"
)
NUMBERING = re.compile(
    rf"\s*(?:{PICTURE.pattern}\s*)*(?:"
    r"[(（\[【]?(?:no\.?)?\d{1,4}\s*[.．、)）:：\]】]\s*(?!\d)"
    rf"|\d{{1,3}}\s+{COUNTED}(?=[\u3400-\u9fff])"
    r"|[①-⒛㉑-㉟㊱-㊿⓪-⓴❶-➓]\s*[.、]?\s*"
    r"|(?:[0-9]\ufe0f?\u20e3)+\s*[.、]?\s*|\U0001f51f\s*"
    r")",
    re.IGNORECASE,
)


def is_one(lines: Sequence[str]) -> bool:
    """Whether the mark of a sign-up list stands among the lines."""
    return any(BEGINS.match(line) for line in lines)


def lines_of(lines: Sequence[str], is_header: Callable[[str], bool]) -> list[str]:
    """As many lines as before, those that say nothing of a person blank.

    `is_header` tells whether a line names the fields. What stands on a line of its own
    below a number of the list belongs to the person with that number.
    """
    is_chain = is_one(lines)
    numbered = [bool(NUMBERING.match(line)) for line in lines]
    first = numbered.index(True) if is_chain and any(numbered) else 0
    found: list[str] = []
    person = -1
    for place, line in enumerate(lines):
        found.append(_told(line, place < first, is_header))
        if numbered[place]:
            person = place
        elif is_chain and person >= 0 and found[place].strip():
            found[person] += f" {found[place]}"
            found[place] = ""
    return found


def _told(line: str, is_above: bool, is_header: Callable[[str], bool]) -> str:
    """What a line says of a person, or the header that the example is."""
    if BEGINS.match(line) or RULE.fullmatch(line):
        return ""
    example = EXAMPLE.match(line)
    if example and is_header(line[example.end() :]):
        return line[example.end() :]
    if is_above and not is_header(line):
        return ""
    return NUMBERING.sub("", line, count=1) if NUMBERING.match(line) else line
