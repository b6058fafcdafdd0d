"""Opens a workbook in a process of its own: `python opening.py < workbook`.

Prints JSON; imports nothing of the app.

A workbook of a few hundred bytes can ask for 400 GB (two cells, one in each far
corner), and a parser that is not Python cannot be stopped from within. This process has
limits of memory and time, and whatever ends it ends only it.

Prints {"sheets": [{"name", "hidden", "trouble", "rows": [[number, [text, …]], …]}, …]}
or {"fault": "locked"|"broken"}.
"""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import PurePosixPath
from typing import Any

MEMORY = 1_200_000_000
SECONDS = 20
MOST_SHEETS = 30
MOST_ROWS = 20_000
# title, header, totals and blank-looking rows do not count as people
MOST_ROWS_ABOVE = 100
MOST_COLUMNS = 256
MOST_IN_A_CELL = 2_000
MOST_TEXT = 60_000_000
CELL = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>(.{0,40000}?)</(?:\w+:)?c>',
    re.DOTALL,
)
FORMULA = re.compile(rb"<(?:\w+:)?f\b")
RESULT = re.compile(rb"<(?:\w+:)?v>[^<]")
NO_RESULT = "=?"


def main() -> None:
    _limit()
    data = sys.stdin.buffer.read()
    try:
        answer: dict[str, Any] = {"sheets": list(sheets(data))}
    except Exception as error:  # noqa: BLE001  # the parser is free to raise anything, and all of it means the same
        locked = (
            type(error).__name__ == "PasswordError" or "password" in str(error).lower()
        )
        answer = {"fault": "locked" if locked else "broken"}
    sys.stdout.write(json.dumps(answer))


def _limit() -> None:
    try:
        import resource
    # not on this system; the time limit of whoever started this process remains
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(kind)
        resource.setrlimit(
            kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard)
        )


def sheets(data: bytes) -> Iterator[dict[str, Any]]:
    """Each sheet of cells, in the order of the workbook."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    left = MOST_TEXT
    for place, about in enumerate(book.sheets_metadata[:MOST_SHEETS]):
        if not str(about.typ).endswith(".WorkSheet"):
            continue
        rows, trouble, used = _rows(book.get_sheet_by_index(place), left)
        left -= used
        _mark_formulas(data, place, rows)
        hidden = not str(about.visible).endswith(".Visible")
        yield {"name": about.name, "hidden": hidden, "trouble": trouble, "rows": rows}


def _rows(sheet: Any, left: int) -> tuple[list[tuple[int, list[str]]], str, int]:
    """Rows that hold something, with their numbers; whether they are too "long", "wide"
    or "large"; how much text.
    """
    first = sheet.start[1] if sheet.start else 0
    rows: list[tuple[int, list[str]]] = []
    used = 0
    for number, cells in enumerate(sheet.iter_rows() if sheet.start else (), 1):
        texts = (
            [""] * first + [text_of(value) for value in cells]
            if any(c != "" for c in cells)
            else []
        )
        while texts and not texts[-1].strip():
            texts.pop()
        if not texts:
            continue
        used += sum(map(len, texts))
        if (
            len(texts) > MOST_COLUMNS
            or len(rows) >= MOST_ROWS + MOST_ROWS_ABOVE
            or used > left
        ):
            return (
                [],
                "wide"
                if len(texts) > MOST_COLUMNS
                else "large"
                if used > left
                else "long",
                used,
            )
        rows.append((number, texts))
    _fill_down(sheet, rows)
    return rows, "", used


def _fill_down(sheet: Any, rows: list[tuple[int, list[str]]]) -> None:
    """A room merged over four rows is the room of four people.

    Rows that hold nothing else stay as they are.
    """
    at = dict(rows)
    for (top, column), (bottom, _right) in (sheet.merged_cell_ranges or [])[:50_000]:
        source = at.get(top + 1, [])
        if column >= len(source) or column >= MOST_COLUMNS or not source[column]:
            continue
        for number in range(top + 2, min(bottom + 1, top + 1 + MOST_ROWS) + 1):
            row = at.get(number)
            if row is None or (column < len(row) and row[column]):
                continue
            row.extend([""] * (column + 1 - len(row)))
            row[column] = source[column]


def text_of(value: Any) -> str:
    """A cell as a person would type it: whole numbers without .0, days as 2020-02-20."""
    if isinstance(value, str):
        return value[:MOST_IN_A_CELL]
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return (
            value.date().isoformat()
            if value.time() == time()
            else value.isoformat(" ", "minutes")
        )
    if isinstance(value, (date, time, timedelta, int, float)):
        return str(value)
    return ""


def _mark_formulas(data: bytes, place: int, rows: list[tuple[int, list[str]]]) -> None:
    """Where a formula came without its result, the parser gives an empty cell; a person
    should be told instead.
    """
    at = dict(rows)
    for letters, digits, inside in CELL.findall(_part(data, place)):
        if not FORMULA.search(inside) or RESULT.search(inside) or b"<is>" in inside:
            continue
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        row = at.get(int(digits))
        if row is None or column > MOST_COLUMNS:
            continue
        row.extend([""] * (column - len(row)))
        row[column - 1] = row[column - 1] or NO_RESULT


def _part(data: bytes, place: int) -> bytes:
    """The XML of a sheet of an .xlsx, if there is a formula in it; nothing of any other
    kind of workbook.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            book = packed.read("xl/workbook.xml")
            links = packed.read("xl/_rels/workbook.xml.rels")
            wanted = re.findall(rb'<(?:\w+:)?sheet\b[^>]*?\b\w+:id="([^"]+)"', book)[
                place
            ]
            target = next(
                re.search(rb'Target="([^"]+)"', link)
                for link in re.findall(rb"<(?:\w+:)?Relationship\b[^>]*>", links)
                if b'Id="' + wanted + b'"' in link
            )
            name = target[1].decode() if target else ""
            part = packed.read(
                name.lstrip("/")
                if name.startswith("/")
                else str(PurePosixPath("xl") / name)
            )
            return part if FORMULA.search(part) else b""
    except (
        zipfile.BadZipFile,
        KeyError,
        IndexError,
        StopIteration,
        UnicodeDecodeError,
    ):
        return b""


if __name__ == "__main__":
    main()
