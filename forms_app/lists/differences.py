"""What an uploaded sheet would change: cell by cell against the records as they are. Changes nothing itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from forms_app.catalogue import gettext as _
from forms_app.errors import Refused
from forms_app.lists.listing import NUMBER, Column, Listing, as_text
from forms_app.rosters.cells import Row, Sheet, SheetRefused, tidy, without_id_number


@dataclass(frozen=True)
class Difference:
    """One cell. `fault` is a sentence where it cannot be taken; then nothing of it is."""

    number: str
    key: str
    header: str
    before: str
    after: str
    fault: str = ""


def differences(listing: Listing, records: Iterable[Any], sheet: Sheet) -> list[Difference]:
    """The changed cells, in the order of the sheet. A row or a column that is left out changes nothing.

    Raises:
        SheetRefused: no row of titles with the number is there, or two rows have one number.
    """
    top, columns = _titles(listing, sheet)
    known = {listing.number(record): record for record in records}
    found: list[Difference] = []
    seen: set[str] = set()
    for row in sheet.rows[top + 1 :]:
        number = _at(row, columns[NUMBER])
        if not number:
            says = _("第 %(n)s 行没有编号，要新增请在网页上办", n=row.number)
            found.append(Difference(str(row.number), "", "", "", "", says))
            continue
        if number in seen:
            found.append(Difference(number, "", "", "", "", _("编号 %(number)s 有两行", number=number)))
            continue
        seen.add(number)
        if number not in known:
            found.append(Difference(number, "", "", "", "", _("没有这个编号，或者不归您管")))
            continue
        found += _of_row(listing, known[number], row, columns)
    return found


def _titles(listing: Listing, sheet: Sheet) -> tuple[int, dict[str, int]]:
    """The place of the row of titles, and of each known column in it."""
    known = {NUMBER, *(str(column.header) for column in listing.columns)}
    for place, row in enumerate(sheet.rows[:20]):
        columns = {text: at for at, text in enumerate(row.cells) if text in known}
        if NUMBER in columns:
            return place, columns
    raise SheetRefused("没有找到“编号”一列。请先下载这张表，在下载的表里改，再上传")


def _of_row(listing: Listing, record: Any, row: Row, columns: dict[str, int]) -> list[Difference]:
    found = []
    for column in listing.columns:
        header = str(column.header)
        if header not in columns:
            continue
        before, after = shown(column, record), _at(row, columns[header])
        if before != after:
            fault = fault_of(listing, column, after)
            found.append(Difference(listing.number(record), column.key, header, before, after, fault))
    return found


def shown(column: Column, record: Any) -> str:
    """What a sheet that nobody changed gives back for this cell."""
    return without_id_number(tidy(as_text(column.value(record))))


def fault_of(listing: Listing, column: Column, text: str) -> str:
    """Why this text cannot be taken into this column; "" when it can."""
    if column.read is None or listing.change is None:
        return _("这一列不能在表格里改")
    try:
        column.read(text)
    except Refused as refused:
        return str(refused)
    return ""


def _at(row: Row, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""
