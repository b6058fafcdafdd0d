"""Rows pasted from a sheet or a chat: one person a line, or one answer a line, with or
without labels.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from forms_app.base.sheets import texts
from forms_app.base.sheets.cells import (
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    Row,
    Sheet,
    SheetRefused,
    numbered,
    tidy,
)
from forms_app.people.rosters import chain, headers

LABELLED = re.compile(r"^([^:：=]{1,20})[:：=]\s*(.*)$")
BEFORE_LABEL = re.compile(
    r"(?<![\s,，;；、|])[\s,，;；、|]+(?=[^\s:：=,，;；、|]{1,20}[:：=])"
)
SPLIT = re.compile(r"[\s,，、;；|+]+")
GROUPED_PHONE = re.compile(r"(?<!\d)(1[3-9]\d)[ \-](\d{4})[ \-](\d{4})(?!\d)")
# between two parts of one name
NAME_DOT = re.compile(r"(?<=[\u3400-\u9fff])\s*([·•‧∙⋅・●])\s*(?=[\u3400-\u9fff])")
# 示例一/13800001234/江西, 示例一13800001234: a line that nothing else parts
FEW_PARTS = 3
OTHER_MARK = re.compile(r"(?<!\d)[/_—-]+|[/_—-]+(?!\d)")
MOST_WITHOUT_MARK = 0.2  # of the lines of a table
COUNTRY_CODE = re.compile(r"(?<!\d)(?:\+|00)86[ \-]?(?=1[3-9]\d)")
CLOCK_AFTER_DAY = re.compile(r"(\d[日号]?)\s+\d{1,2}:\d{2}(?::\d{2})?(?!\d)")
PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


def read(text: str) -> Sheet:
    """The rows of a pasted text. Where cells have no column, the sheet is `loose`.

    Raises:
        SheetRefused: nothing is there, too much is there, or it cannot be seen where
            one person ends.
    """
    if len(text) > MOST_BYTES:
        raise SheetRefused("粘贴的内容太长。请改为上传表格文件")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if "\t" not in text or chain.is_one(lines):
        lines = chain.lines_of(lines, _names_fields)
    filled = [line for line in lines if line.strip()]
    if not filled:
        raise SheetRefused("没有粘贴任何内容。请从表格或聊天里复制几行，一人一行")
    if "\t" not in text and _are_labelled(filled):
        return _labelled(lines)
    if "\t" in text or _is_a_table(filled):
        mark = "\t" if "\t" in text else None
        return Sheet(numbered(texts.split("\n".join(lines), mark)))
    if len(filled) > MOST_ROWS * 12:
        raise texts.too_long()
    if (
        len(filled) > 1
        and sum(len(cells_of(line)) == 1 for line in filled) > len(filled) * 0.8
    ):
        return _one_answer_a_line(lines)
    return _one_person_a_line(lines)


def cells_of(line: str) -> list[str]:
    """The parts of a chat line.

    What belongs together stays together: 138 0000 1234, a day with its hour, a name
    with blanks round its dot.
    """
    folded = COUNTRY_CODE.sub("", unicodedata.normalize("NFKC", line))
    folded = NAME_DOT.sub(r"\1", chain.PICTURE.sub(" ", folded))
    folded = CLOCK_AFTER_DAY.sub(r"\1", GROUPED_PHONE.sub(r"\1\2\3", folded))
    parts = SPLIT.split(folded)
    if len(parts) <= FEW_PARTS and PHONE.search(folded):
        parts = SPLIT.split(OTHER_MARK.sub(" ", PHONE.sub(r" \g<0> ", folded)))
    return [part for part in map(tidy, parts) if part]


def _names_fields(line: str) -> bool:
    return headers.is_header(cells_of(line))


def _is_a_table(lines: list[str]) -> bool:
    """Comma-separated, as copied from a text file: a header says so and nearly all
    lines have the mark, or many commas, equally many in each line.
    """
    mark = texts.mark_of("\n".join(lines[:60]))
    if mark == "\t" or mark not in lines[0]:
        return False
    if any(headers.is_header(line.split(mark)) for line in lines[:5]):
        without = sum(mark not in line for line in lines)
        return without <= len(lines) * MOST_WITHOUT_MARK
    counts = {line.count(mark) for line in lines[:60]}
    return len(counts) == 1 and counts.pop() >= 3 and f"{mark}{mark}" in "".join(lines)


def _are_labelled(lines: list[str]) -> bool:
    return sum(_label(line) is not None for line in lines) > len(lines) // 2


def _label(line: str) -> str | None:
    """The field that a line names before its colon."""
    found = LABELLED.match(line.strip())
    return headers.field_of(found[1]) if found else None


def _labelled(lines: list[str]) -> Sheet:
    """姓名：… 手机：… one below the other or side by side: a person ends where a label
    comes again, or at a blank line.
    """
    people: list[tuple[int, dict[str, str]]] = []
    columns: dict[str, str] = {}
    ended = True
    parts = [
        (number, part)
        for number, line in enumerate(lines, 1)
        for part in BEFORE_LABEL.split(line.strip())
    ]
    for number, part in parts:
        found = LABELLED.match(part)
        field = _label(part)
        if not (found and field):
            ended = ended or not part
            continue
        columns.setdefault(field, found[1])
        if (
            not people
            or field in people[-1][1]
            or (ended and field in {"name", "phone"})
        ):
            people.append((number, {}))
        people[-1][1][field] = found[2]
        ended = False
    header = Row(0, tuple(map(tidy, columns.values())))
    rows = [
        (number, [given.get(field, "") for field in columns])
        for number, given in people
    ]
    return Sheet(
        (header, *(Row(number, tuple(map(tidy, cells))) for number, cells in rows))
    )


def _one_person_a_line(lines: list[str]) -> Sheet:
    rows = [
        Row(number, tuple(cells_of(line)[:MOST_COLUMNS]))
        for number, line in enumerate(lines, 1)
        if line.strip()
    ]
    rows = [row for row in rows if row.cells]
    if len(rows) > MOST_ROWS:
        raise texts.too_long()
    if (
        rows
        and headers.is_header(rows[0].cells)
        and all(len(row.cells) == len(rows[0].cells) for row in rows)
    ):
        return Sheet(tuple(rows))
    first = rows[0] if rows and headers.is_header(rows[0].cells) else None
    return Sheet(tuple(row for row in rows if row is not first), loose=True)


def _one_answer_a_line(lines: list[str]) -> Sheet:
    """People parted by blank lines; else as many lines for each person, which the
    phones have to prove.

    Raises:
        SheetRefused: neither holds.
    """
    blocks: list[list[tuple[int, str]]] = [[]]
    for number, line in enumerate(lines, 1):
        if line.strip():
            blocks[-1].append((number, line))
        elif blocks[-1]:
            blocks.append([])
    blocks = [block for block in blocks if block]
    if any(len(PHONE.findall(_joined(block))) != 1 for block in blocks):
        blocks = _by_phones([pair for block in blocks for pair in block])
    return Sheet(
        tuple(
            Row(block[0][0], tuple(cells_of(_joined(block))[:MOST_COLUMNS]))
            for block in blocks
        ),
        loose=True,
    )


def _joined(block: list[tuple[int, str]]) -> str:
    return " ".join(" ".join(cells_of(line)) for _number, line in block)


def _by_phones(filled: list[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    at = [place for place, pair in enumerate(filled) if PHONE.search(_joined([pair]))]
    steps = {later - earlier for earlier, later in pairwise(at)}
    step = steps.pop() if len(steps) == 1 else len(filled) if len(at) == 1 else 0
    if not step or len(filled) % step:
        raise SheetRefused(
            "看不出一个人从哪一行开始。请一人一行，或在两个人之间空一行，再粘贴"
        )
    return [filled[start : start + step] for start in range(0, len(filled), step)]
