"""Text that a spreadsheet would compute, and tables as CSV in which it stays text.

The site and the app write with this one; it needs nothing of Excel.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

# also after blanks, and full width, as Excel reads them in Chinese
COMPUTED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def is_computed(text: str) -> bool:
    return text.lstrip(" ").startswith(COMPUTED)


def csv_line(values: Iterable[object]) -> str:
    """A row with its line end; a quote before every text that would be computed."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(map(_cell, values))
    return out.getvalue()


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return "" if value is None else value
    kept = CONTROL.sub("", value)
    return f"'{kept}" if is_computed(kept) else kept
