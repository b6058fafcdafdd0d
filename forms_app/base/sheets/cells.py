"""Rows and cells as they came in, before anybody judges them.

What looks like an ID number does not get this far.

Nothing here knows a file format or a field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from forms_app.base.catalogue import gettext as _
from forms_app.base.notions.resident_id import IN_A_TEXT
from forms_app.base.refusal import Refused
from forms_app.base.sheets.errors import ERROR, NO_RESULT, TOO_NARROW
from forms_app.base.typed import one_line

MOST_ROWS = 20_000
MOST_COLUMNS = 256
MOST_BYTES = 10_000_000
MOST_IN_A_CELL = 2_000
BETWEEN_CELLS = re.compile(r"[\t,;|，；]")
HALF_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
FEWEST_DIGITS = 6  # 3.50503E+17


class SheetRefused(Refused):
    """What was handed in cannot be read. The sentence says what to do instead."""


@dataclass(frozen=True)
class Row:
    """One row: its number as the person sees it in the sheet, from 1, and the texts of
    its cells.
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """What was read.

    `loose`: the place of a cell in its row says nothing, as in rows pasted from a chat.

    `notes` are translated sentences about what was left out or chosen.
    """

    rows: tuple[Row, ...]
    name: str = ""
    loose: bool = False
    notes: tuple[str, ...] = ()

    def saying(self, *notes: str) -> Sheet:
        return replace(self, notes=(*self.notes, *(note for note in notes if note)))


def why_without_value(text: str) -> str:
    """Why a cell came without its value: a sentence with what to do about it; "" for a
    cell that has one.
    """
    if text == NO_RESULT:
        return _(
            "这一格是公式，没有带着算好的结果。请在表格软件里打开并保存一次，或直接填上内容"
        )
    if ERROR.fullmatch(text):
        return _(
            "这一格在表格里是错误值 %(error)s，没有内容。请在表格软件里改好公式，或直接填上内容",
            error=text,
        )
    if TOO_NARROW.fullmatch(text):
        return _(
            "这一格只有 #，内容没有带出来。请在表格软件里把这一列拉宽再导出，或直接填上内容"
        )
    return ""


def tidy(text: str) -> str:
    """A cell's text: one line, nothing invisible, without the marks by which sheets
    keep a text a text.
    """
    if text.isascii() and text.isalnum():
        return text[:MOST_IN_A_CELL]
    text = text[:MOST_IN_A_CELL].replace("_x000D_", " ")
    text = one_line(text)
    kept_as_text = re.fullmatch(r'="([^"]*)"', text)
    return kept_as_text[1].strip() if kept_as_text else text.removeprefix("'").strip()


def lines_without_id_numbers(text: str) -> str:
    """A pasted text with every ID number in it gone, before anything splits it; what
    parts its cells is left, so that none moves.
    """
    lines = text.splitlines(keepends=True)
    return "".join(_line_without_id_number(line) for line in lines)


def _line_without_id_number(line: str) -> str:
    if sum(map(str.isdigit, line)) < FEWEST_DIGITS:
        return line
    kept = []
    at = 0
    for found in IN_A_TEXT.finditer(line.translate(HALF_WIDTH)):
        start, end = found.span()
        kept += [line[at:start], *BETWEEN_CELLS.findall(line[start:end]), " "]
        at = end
    return "".join([*kept, line[at:]])


def numbered(rows: Iterable[tuple[int, Iterable[str]]]) -> tuple[Row, ...]:
    """Rows of tidied cells, without blank rows and without the columns that are blank
    all the way down.
    """
    tidied = [(number, [tidy(text) for text in cells]) for number, cells in rows]
    tidied = [(number, cells) for number, cells in tidied if any(cells)]
    width = max((len(cells) for _number, cells in tidied), default=0)
    used = [
        column
        for column in range(width)
        if any(column < len(cells) and cells[column] for _n, cells in tidied)
    ]
    return tuple(
        Row(
            number,
            tuple(cells[column] if column < len(cells) else "" for column in used),
        )
        for number, cells in tidied
    )
