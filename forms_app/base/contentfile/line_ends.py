"""Line ends as people write them: what stands on a line of its own in a Chinese text is
read on a line of its own.

Markdown joins the lines of a paragraph with a blank, for editors that wrap English. Who
writes Chinese ends a line where a line ends: after 一、, after the address, above the
day. So such a line end is a line break, and no blank is ever put between two Chinese
lines. Lines without Chinese are joined as everywhere, unless a number begins them.
"""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions import Extension

CHINESE = re.compile(
    r"[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
NUMBERED = re.compile(
    r"\s*(?:\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,5})[.)]\s|[\u2460-\u24ff])"
)
BREAK = "  "  # at the end of a line, as Markdown has it
NAME = __name__  # by which Markdown is told of it


class LineEnds(ParagraphProcessor):
    """Paragraphs, and what stands in items of lists."""

    def run(self, parent: Element, blocks: list[str]) -> None:
        blocks[0] = with_breaks(blocks[0])
        super().run(parent, blocks)


class LineEndsExtension(Extension):
    """Takes the place of Markdown's own paragraphs."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        md.parser.blockprocessors.register(LineEnds(md.parser), "paragraph", 10)


def makeExtension(**_settings: str) -> LineEndsExtension:  # noqa: N802 - Markdown's name
    """Called by Markdown, which is given the name of this module."""
    return LineEndsExtension()


def with_breaks(paragraph: str) -> str:
    """The lines of one paragraph, a line break marked where one is meant."""
    rows = paragraph.split("\n")
    ended = [
        row.rstrip() + BREAK if _is_end(row, below) else row
        for row, below in pairwise(rows)
    ]
    return "\n".join([*ended, rows[-1]])


def _is_end(row: str, below: str) -> bool:
    if not row.strip() or not below.strip():
        return False
    return bool(CHINESE.search(row) or CHINESE.search(below) or NUMBERED.match(below))
