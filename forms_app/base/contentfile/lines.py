"""On which line of a TOML file a key stands: the reader of TOML does not say."""

from __future__ import annotations

import re

HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z_][\w-]*)\s*\]\]?")
KEY = re.compile(r"""\s*["']?([^\W\d][\w-]*)["']?\s*=""")
ROW = "[["


def key_lines(text: list[str]) -> dict[tuple[int, str], int]:
    """By row and key, counted from 1; row 0 is what stands outside the rows.

    The rows of a file are counted together, whatever they are called. The key "" is a
    row's first line. What stands in a table such as [promise] counts as outside; the
    names of tables and of rows are keys there.
    """
    lines: dict[tuple[int, str], int] = {}
    rows = 0
    row = 0
    for line, written in enumerate(text, 1):
        header = HEADER.match(written)
        if header and header[1] == ROW:
            rows += 1
            row = rows
            lines[row, ""] = line
            lines.setdefault((0, header[2]), line)
        elif header:
            row = 0
            lines.setdefault((row, header[2]), line)
        elif key := KEY.match(written):
            lines.setdefault((row, key[1]), line)
    return lines


def row_numbers(text: list[str], name: str) -> list[int]:
    """The rows called [[name]], by their numbers in key_lines."""
    called = [
        header[2]
        for written in text
        if (header := HEADER.match(written)) and header[1] == ROW
    ]
    return [number for number, each in enumerate(called, 1) if each == name]
