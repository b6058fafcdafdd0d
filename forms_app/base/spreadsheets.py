"""Tables handed out as Excel.

What somebody typed stays text in them: no program that opens one computes it.

Knows no feature.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain, islice
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from forms_app.base.catalogue import gettext as _
from forms_app.base.formulas import CONTROL, is_computed

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Value = str | int | float | bool | date | None
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
MOST_IN_A_CELL = 32_000
A4 = 9
HEADER_FILL = PatternFill("solid", fgColor="FFE8EEF4")


def workbook(
    title: str, header: Sequence[str], rows: Iterable[Sequence[Value]]
) -> bytes:
    """An .xlsx of one sheet: the header stays in sight and is printed on every page, A4
    across.

    Rows are written as they come and not kept, so that 100,000 of them need little
    memory.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(sheet_name(title))
    every = iter(rows)
    first = list(islice(every, 1))
    lay_out(sheet, _widths([header, *first]))
    sheet.append([_header_cell(sheet, text) for text in header])
    last = 1  # the row of the titles
    try:
        for row in chain(first, every):
            last += 1
            sheet.append(
                [
                    text_cell(sheet, value) if isinstance(value, str) else value
                    for value in row
                ]
            )
    except BaseException:
        _throw_away(sheet)
        raise
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{last}"
    return saved(book)


def _widths(rows: Sequence[Sequence[Value]]) -> list[float]:
    """Wide enough for the titles and for the first row, which stands for the others."""
    cells = zip(*rows, strict=True)
    return [max(width_of(str(cell or "")) for cell in column) for column in cells]


def _throw_away(sheet: Any) -> None:
    """Rows lie in the clear in a temporary file until the book is saved: without a
    book, without them.
    """
    sheet.close()
    sheet._writer.cleanup()


def text_cell(sheet: Any, text: str) -> WriteOnlyCell:
    """A cell that is text whatever it begins with, also after somebody edits it."""
    cell = WriteOnlyCell(sheet, value=CONTROL.sub("", text)[:MOST_IN_A_CELL])
    if is_computed(text):
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = True
    return cell


def _header_cell(sheet: Any, text: str) -> WriteOnlyCell:
    cell = text_cell(sheet, text)
    cell.font = Font(bold=True)
    cell.fill = HEADER_FILL
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell


def header_cells(sheet: Any, header: Sequence[str]) -> list[WriteOnlyCell]:
    return [_header_cell(sheet, text) for text in header]


def lay_out(sheet: Any, widths: Sequence[float]) -> None:
    """Widths of the columns, a header that stays, A4 across, as many pages down as it
    takes. Before the first row.
    """
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def offer(sheet: Any, column: int, words: Sequence[str], last: int) -> None:
    """A menu in the cells of a column below its title, down to the row `last`."""
    rule = DataValidation(
        type="list",
        formula1='"' + ",".join(words) + '"',
        allow_blank=True,
        showErrorMessage=True,
    )
    rule.errorTitle = _("请从下拉里选")
    rule.error = "、".join(words)
    letter = get_column_letter(column)
    rule.add(f"{letter}2:{letter}{last}")
    sheet.add_data_validation(rule)


def width_of(text: str) -> float:
    """In the widths of a digit; a Chinese character is two."""
    return min(
        60.0,
        max(
            10.0, 2 + sum(2 if character > "\u2e7f" else 1 for character in text) * 1.2
        ),
    )


def sheet_name(title: str) -> str:
    return NOT_IN_A_NAME.sub(" ", title).strip(" '")[:31] or "Sheet"


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
