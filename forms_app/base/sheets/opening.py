"""Opens a workbook in a process of its own: `python opening.py < workbook`.

Prints JSON; imports of the app only what knows how a file is laid out.

A workbook of a few hundred bytes can ask for 400 GB (two cells, one in each far
corner), and a parser that is not Python cannot be stopped from within. This process has
limits of memory and time, and whatever ends it ends only it.

Prints {"sheets": [{"name", "hidden", "trouble", "rows": [[number, [text, …]], …]}, …]}
or {"fault": "locked"|"broken"}.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
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
HALF_A_SECOND = timedelta(milliseconds=500)
PROJECT = Path(__file__).parents[3]
Area = tuple[tuple[int, int], tuple[int, int]]  # top and left, bottom and right


def main() -> None:
    _limit()
    sys.path.append(str(PROJECT))  # `python -I` looks nowhere but in what is installed
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

    from forms_app.base.sheets.marks import marked
    from forms_app.base.sheets.merged import areas_of

    book = CalamineWorkbook.from_filelike(io.BytesIO(marked(data)))
    errors = _error_cells(data)
    merged = areas_of(data)
    left = MOST_TEXT
    for place, about in enumerate(book.sheets_metadata[:MOST_SHEETS]):
        if not str(about.typ).endswith(".WorkSheet"):
            continue
        sheet = book.get_sheet_by_index(place)
        rows, trouble, used = _rows(sheet, left)
        _fill_down(sheet.merged_cell_ranges or merged.get(place, []), rows)
        left -= used
        _mark(rows, errors.get(place, ()))
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
    return rows, "", used


def _fill_down(areas: Sequence[Area], rows: list[tuple[int, list[str]]]) -> None:
    """A room merged over four rows is the room of four people.

    Rows that hold nothing else stay as they are.
    """
    at = dict(rows)
    for (top, column), (bottom, _right) in areas[:50_000]:
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
    """A cell as a person would type it: whole numbers without .0, days as 2020-02-20,
    times as 08:00.
    """
    if isinstance(value, str):
        return value[:MOST_IN_A_CELL]
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        at = _to_the_second(value)
        on = at.date().isoformat()
        return on if at.time() == time() else f"{on} {_clock(at.time())}"
    if isinstance(value, time):
        return _clock(_to_the_second(datetime.combine(date.min, value)).time())
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60:02}:{minutes % 60:02}" + f":{seconds:02}" * (
            seconds > 0
        )
    if isinstance(value, (date, int, float)):
        return str(value)
    return ""


def _clock(at: time) -> str:
    """08:00; with seconds only where there are any."""
    return at.isoformat("seconds" if at.second else "minutes")


def _to_the_second(moment: datetime) -> datetime:
    """A part of a day is a fraction, and 8:00 may be a microsecond too early."""
    return (moment + HALF_A_SECOND).replace(microsecond=0)


def _error_cells(data: bytes) -> dict[int, list[tuple[int, int, str]]]:
    """Row and column from 0 and the text of the errors in an old .xls, by the place of
    their sheet; in other workbooks they are written as texts before.
    """
    from forms_app.base.sheets.biff import error_cells
    from forms_app.base.sheets.compound import OLE, Compound

    stream = Compound(data).workbook() if data.startswith(OLE) else None
    return error_cells(stream) if stream else {}


def _mark(
    rows: list[tuple[int, list[str]]], errors: Iterable[tuple[int, int, str]]
) -> None:
    at = dict(rows)
    for number, column, text in errors:
        row = at.get(number + 1)
        if row is not None and column < MOST_COLUMNS:
            row.extend([""] * (column + 1 - len(row)))
            row[column] = text


if __name__ == "__main__":
    main()
