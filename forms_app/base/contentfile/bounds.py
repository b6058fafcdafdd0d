"""What a text may ask of the Markdown reader: brackets and lists nested as deep as
people write them, and not deeper.

The reader takes time with the square of what stands open in a paragraph: 60,000 opening
brackets kept a publisher busy for minutes. Measured: what passes here takes a fraction
of a second.
"""

from __future__ import annotations

import re
from functools import lru_cache

from markdown import Markdown

DEEPEST = 50  # brackets open at once in one paragraph
MANY = 10  # a paragraph with more than these open counts …
MOST = 1000  # … towards this, in the whole text
INDENTED = re.compile(r"^[ \t]{80,}[-*+\d>:]", re.MULTILINE)
PARAGRAPHS = re.compile(r"\n[ \t]*\n")
BRACKET = re.compile(r"[\[\](){}]|<(?=[A-Za-z/!?])|>")
CLOSES = {"]": "[", ")": "(", "}": "{", ">": "<"}


def too_much(text: str) -> int | None:
    """The line (from 1) from which a text asks too much of the reader; None where it
    does not.
    """
    if found := INDENTED.search(text):
        return line_of(text, found.start())
    begin = 0
    deep = 0
    for paragraph in PARAGRAPHS.split(text):
        depth = depth_of(paragraph)
        deep += depth if depth > MANY else 0
        if depth > DEEPEST or deep > MOST:
            return line_of(text, text.index(paragraph, begin))
        begin = text.index(paragraph, begin) + len(paragraph)
    return None if _can_be_read(text) else 1


def depth_of(paragraph: str) -> int:
    """How many brackets of one kind are open at once, at the most."""
    open_now = dict.fromkeys(CLOSES.values(), 0)
    deepest = 0
    for found in BRACKET.finditer(paragraph):
        bracket = found[0]
        if bracket in open_now:
            open_now[bracket] += 1
            deepest = max(deepest, open_now[bracket])
        else:
            opening = CLOSES[bracket]
            open_now[opening] = max(0, open_now[opening] - 1)
    return deepest


def line_of(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


@lru_cache(500)
def _can_be_read(text: str) -> bool:
    """Lists within lists within lists: the reader calls itself for each.

    Asked once of a text: every file is judged at every edit of another one.
    """
    try:
        Markdown(extensions=["extra"]).convert(text)
    except RecursionError:
        return False
    return True
