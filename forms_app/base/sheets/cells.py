"""Rows and cells as they came in, before anybody judges them.

What looks like an ID number does not get this far.

Nothing here knows a file format or a field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from forms_app.base.refusal import Refused
from forms_app.base.typed import one_line

MOST_ROWS = 20_000
MOST_COLUMNS = 256
MOST_BYTES = 10_000_000
MOST_IN_A_CELL = 2_000


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
