"""The bytes of a file after an edit of its text: what was not touched stays as it was,
with the line ends that it has and the mark at its beginning.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from forms_app.base.contentfile.plaintext import with_plain_ends

MARK = b"\xef\xbb\xbf"
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
END = re.compile(r"(?:\r\n|\r|\n)$")


def edited(old: bytes, text: str) -> bytes:
    """`old` with `text` in the place of its text, which has plain line ends."""
    mark = MARK if old.startswith(MARK) else b""
    if b"\r" not in old:
        return mark + text.encode()
    rows = LINE.findall(old.removeprefix(MARK).decode())
    usual = _usual(rows)
    before = [with_plain_ends(row) for row in rows]
    after = LINE.findall(text)
    new: list[str] = []
    compared = SequenceMatcher(None, before, after, autojunk=False)
    for what, first, last, begin, end in compared.get_opcodes():
        if what == "equal":
            new += rows[first:last]
        else:
            new += [row.replace("\n", usual) for row in after[begin:end]]
    return mark + "".join(new).encode()


def _usual(rows: list[str]) -> str:
    """The line end that most rows have."""
    ends = [found[0] for row in rows if (found := END.search(row))]
    return max(set(ends), key=ends.count)
