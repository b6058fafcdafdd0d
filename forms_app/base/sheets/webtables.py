"""Web pages and Excel 2003 XML that call themselves .xls: what many systems export.

Only their table cells are read.

A few tags are picked out in one pass over the text. Python's own HTML parser takes
quadratic time over some broken pages, which somebody could make on purpose. Nothing is
fetched or run, and no entity is resolved but characters.
"""

from __future__ import annotations

import re
from html import unescape

from forms_app.base.sheets.cells import MOST_COLUMNS, MOST_IN_A_CELL, MOST_ROWS
from forms_app.base.sheets.texts import too_long, too_wide

STARTS = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.{0,2000}?-->\s*|<\?mso[^>]*>\s*)*<(?:!doctype|html|table|meta|head|body|style|(?:\w+:)?workbook)",
    re.IGNORECASE | re.DOTALL,
)
ROW_TAG = re.compile(r"<(?:tr|td|(?:ss:)?row)[\s>]", re.IGNORECASE)
ROWS = {"tr", "row", "ss:row"}
CELLS = {"td", "th", "cell", "ss:cell"}
TOKEN = re.compile(r"<(?P<end>/?)(?P<tag>[A-Za-z][\w:]{0,20})(?P<rest>[^<>]*)>|[^<]+|<")
NUMBERS = re.compile(r"""(?<![\w:])((?:ss:)?\w{1,12})=["']?(\d{1,7})""")
NOT_TEXT = {"script", "style"}


def is_web_table(text: str) -> bool:
    return bool(STARTS.match(text[:5_000]) and ROW_TAG.search(text))


def read(text: str) -> list[tuple[int, list[str]]]:
    """The rows of all tables, numbered from 1.

    Raises:
        SheetRefused: too many rows.
    """
    tables = _Tables()
    for found in TOKEN.finditer(_without_comments(text)):
        if found["tag"] is None:
            tables.take_text(found[0])
        elif found["end"]:
            tables.end_tag(found["tag"].lower())
        else:
            tables.start_tag(found["tag"].lower(), found["rest"])
    tables.end_row()
    return tables.rows


def _without_comments(text: str) -> str:
    kept = []
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        kept.append(text[at:start])
        end = text.find("-->", start)
        at = end + 3 if end >= 0 else len(text)
    return "".join([*kept, text[at:]])


class _Tables:
    """The rows so far, and the one that is open."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, list[str]]] = []
        self.number = 0
        self.row: list[str] | None = None
        self.is_in_cell = False
        self.not_text = 0
        self.across = 0
        # column: how many rows below a cell of this row covers
        self.spans: dict[int, int] = {}
        # column: for how many more rows, with which text
        self.carried: dict[int, tuple[int, str]] = {}

    def start_tag(self, tag: str, rest: str) -> None:
        given = (
            {name.lower(): value for name, value in NUMBERS.findall(rest)}
            if tag in ROWS | CELLS
            else {}
        )
        if tag in ROWS:
            self.end_row()
            self.row = []
            self.number = _number(given.get("ss:index")) or self.number + 1
        elif tag in CELLS and self.row is not None:
            self._start_cell(self.row, given)
        elif tag in NOT_TEXT:
            self.not_text += 1
        elif tag == "br":
            self.take_text(" ")

    def _start_cell(self, row: list[str], given: dict[str, str]) -> None:
        self._take_carried(row)
        row.extend(
            [""] * (min(_number(given.get("ss:index")) - 1, MOST_COLUMNS) - len(row))
        )
        if len(row) > MOST_COLUMNS:
            raise too_wide()
        row.append("")
        self.is_in_cell = True
        if down := max(
            _number(given.get("rowspan")) - 1, _number(given.get("ss:mergedown"))
        ):
            self.spans[len(row) - 1] = down
        self.across = max(
            _number(given.get("colspan")) - 1, _number(given.get("ss:mergeacross"))
        )

    def end_tag(self, tag: str) -> None:
        if tag in ROWS:
            self.end_row()
        elif tag in CELLS and self.row is not None and self.is_in_cell:
            self.is_in_cell = False
            self.row.extend([""] * min(self.across, MOST_COLUMNS - len(self.row)))
        elif tag in NOT_TEXT:
            self.not_text = max(0, self.not_text - 1)

    def take_text(self, text: str) -> None:
        if (
            self.row
            and self.is_in_cell
            and not self.not_text
            and len(self.row[-1]) < MOST_IN_A_CELL
        ):
            self.row[-1] += unescape(text[:MOST_IN_A_CELL])

    def _take_carried(self, row: list[str]) -> None:
        while len(row) in self.carried:
            row.append(self.carried[len(row)][1])

    def end_row(self) -> None:
        """Keep the row that is open, if one is; what covers rows below goes on."""
        if self.row is None:
            return
        row = self.row
        self.row = None
        self.is_in_cell = False
        self._take_carried(row)
        going_on = {
            column: (left - 1, text)
            for column, (left, text) in self.carried.items()
            if left > 1
        }
        self.carried = going_on | {
            column: (down, row[column]) for column, down in self.spans.items()
        }
        self.spans = {}
        if any(cell.strip() for cell in row):
            self.rows.append((self.number, row))
        if len(self.rows) > MOST_ROWS + 100:
            raise too_long()


def _number(text: str | None) -> int:
    return (
        int(text)
        if text and text.isascii() and text.isdecimal() and len(text) < 8
        else 0
    )
