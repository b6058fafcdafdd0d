"""Which cell of a sheet is which field: by its header, or by the form of its values.

Rows that are no people (the header again, totals, who filled it in, the samples of our
template) are left out, and said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import in_a_row
from forms_app.base.notions import phone
from forms_app.base.sheets.cells import Row, Sheet
from forms_app.people.rosters import headers, recognise
from forms_app.people.rosters.samples import is_sample

NOT_PEOPLE = re.compile(
    r"^\W*(?:合\s*计|总\s*计|小\s*计|共\s*计|总人数|合计人数|共\s*\d+\s*人|备\s*注|说\s*明|注意|注\s*[:：]|填\s*表|制\s*表|审\s*核"
    r"|填\s*报|报\s*送|负\s*责\s*人|单位负责|联系人|日\s*期\s*[:：]|total|subtotal|note)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Column:
    """One column: its place in `Row.cells`, the text over it, the field it is read as,
    or None where nothing tells.
    """

    place: int
    title: str
    field: str | None


@dataclass(frozen=True)
class Given:
    """One person's row: the texts by field, and the texts that no field was found for."""

    number: int
    given: dict[str, str]
    rest: tuple[str, ...] = ()


@dataclass(frozen=True)
class Placed:
    """A sheet with its columns placed.

    `header` is the number of the header's row; `columns` is empty for a loose one.
    """

    columns: tuple[Column, ...]
    people: tuple[Given, ...]
    header: int | None = None
    notes: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields every roster needs that no column was found for."""
        found = {column.field for column in self.columns} | {
            field for one in self.people[:200] for field in one.given
        }
        return tuple(field for field in ("name", "phone") if field not in found)


def place(sheet: Sheet, today: date) -> Placed:
    """Find each row's fields."""
    header = headers.header_place(sheet.rows)
    below = sheet.rows if header is None else sheet.rows[header + 1 :]
    if sheet.loose:
        return _placed(
            sheet,
            (),
            [_loose(row, today) for row in below if not _is_no_person(row)],
            below,
            None,
        )
    columns = _columns(sheet, header, today)
    given = [_given(row, columns) for row in below if not _is_no_person(row)]
    return _placed(sheet, columns, given, below, header)


def _columns(sheet: Sheet, header: int | None, today: date) -> tuple[Column, ...]:
    width = max((len(row.cells) for row in sheet.rows), default=0)
    if header is None:
        over = ("",) * width
        fields = recognise.by_column(
            [row.cells for row in sheet.rows if not _is_no_person(row)], today
        )
    else:
        over = headers.titles(sheet.rows, header)
        fields = headers.fields_of(over)
    return tuple(
        Column(place, over[place], fields[place])
        for place in range(width)
        if fields[place] != headers.ID_COLUMN
    )


def _given(row: Row, columns: tuple[Column, ...]) -> Given:
    texts = [
        (column.field, row.cells[column.place])
        for column in columns
        if column.place < len(row.cells)
    ]
    given = {field: text for field, text in texts if field and text}
    return Given(
        row.number, given, tuple(text for field, text in texts if text and not field)
    )


def _loose(row: Row, today: date) -> Given:
    return Given(
        row.number, *recognise.by_value([cell for cell in row.cells if cell], today)
    )


def _is_no_person(row: Row) -> bool:
    """A header repeated in the middle, a row of totals, a line of signatures: never one
    with a mobile in a cell.
    """
    if headers.is_header(row.cells):
        return True
    first = next((cell for cell in row.cells if cell), "")
    return bool(NOT_PEOPLE.match(first)) and not any(
        phone.mobile(cell) for cell in row.cells
    )


def _placed(
    sheet: Sheet,
    columns: tuple[Column, ...],
    given: list[Given],
    below: tuple[Row, ...],
    at: int | None,
) -> Placed:
    people = tuple(one for one in given if one.given or one.rest)
    real = tuple(one for one in people if not is_sample(one.given))
    left_out = sorted({row.number for row in below} - {one.number for one in people})
    notes = [
        _(
            "第 %(rows)s 行像表头、合计或说明，没有读入",
            rows=in_a_row(map(str, left_out[:10])),
        )
        if left_out
        else "",
        _("示例行没有读入") if len(real) < len(people) else "",
    ]
    said = (*sheet.notes, *(note for note in notes if note))
    return Placed(columns, real, None if at is None else sheet.rows[at].number, said)
