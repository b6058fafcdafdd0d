"""What stands in a text because it was pasted: the code of Word or of a web page, which
no reader sees, and the backslashes that some programs put at the ends of lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forms_app.base.contentfile.faults import Fault

CODE = re.compile(
    r"<(?:!doctype|/?(?:html|head|body|meta|style|script|link|font|[ow]:\w+)\b)"
    r"|class=[\"']?Mso|style=[\"'][^\"']*mso-",
    re.IGNORECASE,
)
WORDS = re.compile(r"[\u3400-\u9fff，。；：、！？]")
INDENTED = re.compile(r" {4}|\t")
MOST_TOLD = 20  # lines of one text


def faults(path: str, body: str, above: int) -> Iterator[Fault]:
    """`above`: how many lines stand above the body."""
    if "\\" not in body and not CODE.search(body):
        return  # as nearly always
    told = 0
    for line, row in enumerate(body.split("\n"), above + 1):
        if found := _fault(path, line, row):
            told += 1
            yield found
        if told == MOST_TOLD:
            return


def _fault(path: str, line: int, row: str) -> Fault | None:
    if INDENTED.match(row):
        return None
    if CODE.search(row):
        says = "这是从 Word 或网页里粘贴来的代码，公众看不到"
        allowed = "先粘贴到记事本里，再把文字复制过来"
        return Fault(path, line, says, {}, allowed, {}, row[:200])
    if _ends_in_backslash(row):
        says = "行末多了一个反斜杠 \\"
        corrected = row.rstrip().rstrip("\\").rstrip()
        return Fault(
            path, line, says, {}, "删去行末的反斜杠", {}, row[:200], corrected[:200]
        )
    return None


def _ends_in_backslash(row: str) -> bool:
    """Whether one stands behind words; a command may run over several lines."""
    before, backslash, after = row.rstrip(" \t").rpartition("\\")
    if not backslash or after:
        return False
    return WORDS.search(before.rpartition("\\")[2]) is not None
