"""The data files: the list as JSON and CSV, search files, statistics. Written without a clock, keys in a fixed order."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from forms_app.publishing.site.entries import Entry

KEYS = ["reference", "name", "kind", "community", "grid", "place", "batch", "since", "status", "url"]


def rows(entries: list[Entry], count: int, as_of: str) -> bytes:
    """A list: `{"as_of", "count", "enterprises"}`. Each row is text that was made once."""
    head = f'{{"as_of":{json.dumps(as_of)},"count":{count},"enterprises":['
    return f"{head}{','.join(entry.line for entry in entries)}]}}\n".encode()


def search(entries: list[Entry]) -> bytes:
    return f"[{','.join(entry.search_line for entry in entries)}]\n".encode()


def plain(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def table(entries: Iterable[Entry]) -> bytes:
    """CSV with a BOM for Excel."""
    return b"\xef\xbb\xbf" + (",".join(KEYS) + "\r\n" + "".join(entry.csv_line for entry in entries)).encode()
