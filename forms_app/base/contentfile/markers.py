"""Merge markers: what git, or whoever brings two versions together, leaves in a file
that two people changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forms_app.base.contentfile.faults import Fault

MARKER = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?|={7}")
SIGN = re.compile(r"<{7}|>{7}|\|{7}|={7}")


def is_marker(row: str) -> bool:
    return MARKER.fullmatch(row.rstrip()) is not None


def faults(path: str, text: str) -> Iterator[Fault]:
    """A fault for each line that is a marker."""
    if not SIGN.search(text):
        return  # as nearly always
    for line, row in enumerate(text.split("\n"), 1):
        if is_marker(row):
            yield Fault(
                path,
                line,
                "这是合并留下的记号：两个人改过同一处",
                allowed="留下对的一份，删去另一份和这些记号（<<<<<<<、=======、>>>>>>>）",
                source=row[:200],
            )
