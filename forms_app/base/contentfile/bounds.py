"""What a text may ask of the Markdown reader: brackets and lists nested as deep as
people write them, as many marks as people set, and not more.

The reader takes time with the square of what stands open in a paragraph, and of what it
cuts a paragraph into: 60,000 opening brackets, or 8,000 headings without a blank line,
kept a publisher busy for minutes. What this costs is counted here, before the reader
sees the text. Measured: what passes takes a fraction of a second, a second at the worst.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from forms_app.base.contentfile.trial import Trial

DEEPEST = 50  # brackets open at once in one paragraph
MANY = 10  # a paragraph with more than these open counts …
MOST = 1000  # … towards this, in the whole text
MOST_MARKS = 10_000  # lines, cells, and what opens a link, an emphasis, a tag
MOST_WORK = 4_000_000  # characters that are looked at again for something before them
LINE_ENDS = 50  # of a paragraph cost as much as one mark does
MOST_REPEATS = 50  # of one footnote: each looks for a name that none has yet
# Lists and quotations within one another, by indentation or in one line.
NESTED = re.compile(
    r"^[ \t]{80,}[-*+\d>:]"
    r"|^(?![-*_ \t]*$)(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}\.[ \t])){20}",
    re.MULTILINE,
)
PARAGRAPH = re.compile(r"\n[ \t]*\n")
BRACKET = re.compile(r"[\[\](){}]|<(?=[A-Za-z/!?])|>")
CLOSES = {"]": "[", ")": "(", "}": "{", ">": "<"}
MARK = re.compile(r"^[ \t]*\S|[|*_`\[<&\\]", re.MULTILINE)
# The rest of the text is looked at for each of these: fences, abbreviations …
FAR = re.compile(r"^[ \t]*(?:```|~~~|\*\[)", re.MULTILINE)
# … and for these the rest of the paragraph: headings, rules, definitions.
NEAR = re.compile(r"^[ \t]*(?:[#\[:]|[-=*_][-=*_ \t]*$)", re.MULTILINE)
FOOTNOTE = re.compile(r"\[\^[^\]\n]+\]")
# Characters: nested once in each of so few, the reader still has room to call itself.
SHORT = 200
_trial = Trial()


@dataclass(frozen=True)
class TooMuch:
    """From which line (from 1) a text asks too much of the reader.

    `says` and `allowed` are messages of the catalogue.
    """

    line: int
    says: str
    allowed: str


@lru_cache(500)
def too_much(text: str) -> TooMuch | None:
    """None where a text can be read.

    Asked once of a text: every file is judged at every edit of another one.
    """
    place = _too_many(text)
    if place is not None:
        return TooMuch(
            line_of(text, place),
            "从这里起标记太多，显示不出来",
            "标题、横线和脚注前后空一行；太长就分成几个文件",
        )
    place = _too_deep(text)
    if place is not None:
        return TooMuch(
            line_of(text, place),
            "这里的括号或列表套得太深，显示不出来",
            "同时没有合上的括号不超过 50 个；列表少套几层",
        )
    if len(text) < SHORT or _can_be_read(text):
        return None
    return TooMuch(
        1,
        "这里的括号或列表套得太深，显示不出来",
        "同时没有合上的括号不超过 50 个；列表少套几层",
    )


def _too_deep(text: str) -> int | None:
    """The place of what is nested too deep."""
    if found := NESTED.search(text):
        return found.start()
    deep = 0
    for place, paragraph in _paragraphs(text):
        depth = depth_of(paragraph)
        deep += depth if depth > MANY else 0
        if depth > DEEPEST or deep > MOST:
            return place
    return None


def _too_many(text: str) -> int | None:
    """The place from which there is more than the reader takes in a moment."""
    if mark := next(islice(MARK.finditer(text), MOST_MARKS, None), None):
        return mark.start()
    repeats = Counter(found[0] for found in FOOTNOTE.finditer(text))
    for footnote, number in repeats.most_common(1):
        if number > MOST_REPEATS:
            return text.index(footnote)
    far = [found.start() for found in FAR.finditer(text)]
    work = len(far) * len(text)
    if work > MOST_WORK:
        return far[0]
    for place, paragraph in _paragraphs(text):
        marks = len(NEAR.findall(paragraph)) + paragraph.count("\n") // LINE_ENDS
        work += marks * len(paragraph)
        if work > MOST_WORK:
            return place
    return None


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Each with its place in the text."""
    begin = 0
    for blank in PARAGRAPH.finditer(text):
        yield begin, text[begin : blank.start()]
        begin = blank.end()
    yield begin, text[begin:]


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


def _can_be_read(text: str) -> bool:
    """Lists within lists within lists, where the reader calls itself for each, and
    whatever else nobody has thought of.
    """
    return _trial.passes(text)
