"""Text files of rows: which encoding, which mark between the cells, which quotes.

Bytes in, rows of texts out.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from itertools import islice

from forms_app.base.sheets.cells import MOST_COLUMNS, MOST_ROWS, SheetRefused

MARKS = ("\t", ",", ";", "，", "；", "|")
LINES_IN_A_CELL = 6  # more than an address has: a quote was opened and never closed
SAMPLE = 200_000
WORDS = re.compile("姓名|手机|電話|电话|日期|手機|宿舍|来源|來源")
BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes) -> str:
    """The text of a file in any encoding an office here meets.

    Raises:
        SheetRefused: it is none of them, or no text at all.
    """
    text = _by_mark(data) or _by_plausibility(data)
    if (
        text is None
        or len(BINARY.findall(text[:SAMPLE])) > 2 + len(text[:SAMPLE]) // 200
    ):
        raise no_text()
    return text.replace("\x00", "")


def _by_mark(data: bytes) -> str | None:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    return None


def _by_plausibility(data: bytes) -> str | None:
    """UTF-8 proves itself.

    GB18030 and Big5 do not: the one that gives everyday characters is meant.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    nothing = data[:SAMPLE].count(0)
    if nothing > len(data[:SAMPLE]) // 8:
        little = data[1:SAMPLE:2].count(0) >= data[0:SAMPLE:2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", "replace")
    read: list[tuple[float, int, str]] = []
    for encoding, everyday in (
        ("gb18030", "gb2312"),
        ("big5", "big5"),
        ("cp950", "big5"),
    ):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        read.append((_everyday_share(text, everyday), -len(read), text))
    best = max(read, default=(0.0, 0, ""))
    damaged = data.decode("utf-8", "replace")
    if damaged.count("\ufffd") <= len(damaged) // 100 and best[0] < 0.8:
        return damaged
    return best[2] if best[0] > 0.5 else None


def _everyday_share(text: str, encoding: str) -> float:
    """How many of the Chinese characters are among the 3,755 or 5,401 most used; a word
    of a roster settles it.
    """
    chinese = [character for character in text[:SAMPLE] if character > "\u2e7f"]
    if not chinese:
        return 0.0
    highest = b"\xd8" if encoding == "gb2312" else b"\xc6\x80"
    everyday = sum(
        n
        for c, n in Counter(chinese).items()
        if b"" < c.encode(encoding, "ignore") < highest
    )
    return everyday / len(chinese) + (1 if WORDS.search(text[:SAMPLE]) else 0)


def split(text: str, mark: str | None = None) -> list[tuple[int, list[str]]]:
    """The rows of a text with their numbers, cells parted by `mark` or by what seems to
    part them.

    Raises:
        SheetRefused: too many rows or columns.
    """
    mark = mark or mark_of(text)
    rows = _read(text, mark)
    if rows is None or any(
        cell.count("\n") > LINES_IN_A_CELL for row in rows for cell in row
    ):
        rows = [
            [cell.strip('"') for cell in line.split(mark)]
            for line in islice(text.splitlines(), MOST_ROWS * 5)
        ]
    kept = [
        (number, row)
        for number, row in enumerate(rows, 1)
        if any(cell.strip() for cell in row)
    ]
    if len(kept) > MOST_ROWS + 100:
        raise too_long()
    if any(any(cell.strip() for cell in row[MOST_COLUMNS:]) for _number, row in kept):
        raise too_wide()
    return [(number, row[:MOST_COLUMNS]) for number, row in kept]


def _read(text: str, mark: str) -> list[list[str]] | None:
    try:
        return list(
            islice(
                csv.reader(io.StringIO(text, newline=""), delimiter=mark), MOST_ROWS * 5
            )
        )
    except csv.Error:
        return None


def mark_of(text: str) -> str:
    """What stands between the cells: the mark that most lines have, and have equally
    often.
    """
    lines = [line for line in text[:SAMPLE].splitlines() if line.strip()][:60]
    best = 0.0
    mark = ","
    for candidate in MARKS:
        counts = Counter(line.count(candidate) for line in lines if candidate in line)
        if counts:
            often, same = counts.most_common(1)[0]
            score = (
                same * (2 if same > 1 else 1)
                + sum(counts.values())
                + min(often, 20) / 100
            )
            best, mark = (score, candidate) if score > best else (best, mark)
    return mark


def no_text() -> SheetRefused:
    return SheetRefused(
        "这不是表格文件，或者认不出文字编码。请用 Excel 或 WPS 打开，另存为 .xlsx，再上传"
    )


def too_long() -> SheetRefused:
    return SheetRefused("一次最多读 20000 行。请把花名册分成几个文件，分几次上传")


def too_wide() -> SheetRefused:
    return SheetRefused("表格的列太多，最多 256 列。请只留下花名册的几列，再上传")
