"""On which line of a TOML file a key stands: the reader of TOML does not say."""

from __future__ import annotations

import re

HEADER = re.compile(r"\s*\[\[?\s*([A-Za-z_][\w-]*)\s*\]\]?")
KEY = re.compile(r"""\s*["']?([^\W\d][\w-]*)["']?\s*=""")
ROWS = "rows"


def key_lines(text: list[str]) -> dict[tuple[int, str], int]:
    """By row and key, counted from 1; row 0 is what stands outside the rows.

    The key "" is a row's first line. What stands in a table such as [promise] counts as
    outside, and the name of the table as a key.
    """
    lines: dict[tuple[int, str], int] = {}
    rows = 0
    row = 0
    for line, written in enumerate(text, 1):
        if (header := HEADER.match(written)) and header[1] == ROWS:
            rows += 1
            row = rows
            lines[row, ""] = line
        elif header:
            row = 0
            lines.setdefault((row, header[1]), line)
        elif key := KEY.match(written):
            lines.setdefault((row, key[1]), line)
    return lines
