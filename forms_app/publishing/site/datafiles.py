"""The data files: the list as JSON and CSV, search files, statistics.

Written without a clock, keys in a fixed order.
"""

from __future__ import annotations

import json
from typing import Any

from forms_app.publishing.site.entries import Entry

KEYS = [
    "reference",
    "name",
    "kind",
    "community",
    "grid",
    "place",
    "batch",
    "since",
    "status",
    "url",
]


def lines(entries: list[Entry]) -> bytes:
    """The rows of a list, to be put into one file or another."""
    return ",".join(entry.line for entry in entries).encode()


def rows(parts: list[bytes], count: int, as_of: str) -> bytes:
    """A list of rows made by `lines`: `{"as_of", "count", "enterprises"}`."""
    head = f'{{"as_of":{json.dumps(as_of)},"count":{count},"enterprises":['
    return b"".join([head.encode(), b",".join(filter(None, parts)), b"]}\n"])


def search_lines(entries: list[Entry]) -> bytes:
    return ",".join(entry.search_line for entry in entries).encode()


def search(parts: list[bytes]) -> bytes:
    """A list of rows made by `search_lines`."""
    return b"".join([b"[", b",".join(filter(None, parts)), b"]\n"])


def plain(value: Any) -> bytes:
    return (
        json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
    ).encode()


def csv_lines(entries: list[Entry]) -> bytes:
    return "".join(entry.csv_line for entry in entries).encode()


def table(parts: list[bytes]) -> bytes:
    """CSV with a BOM for Excel, of rows made by `csv_lines`."""
    return b"".join([b"\xef\xbb\xbf", ",".join(KEYS).encode(), b"\r\n", *parts])
