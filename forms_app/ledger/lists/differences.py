"""What an uploaded sheet would change: cell by cell against the records as they are.

Changes nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from forms_app.base.catalogue import LANGUAGES, use_language
from forms_app.base.catalogue import gettext as _
from forms_app.base.listing import NUMBER, Column, Listing, as_text
from forms_app.base.notions import resident_id
from forms_app.base.refusal import Refused
from forms_app.base.sheets.cells import (
    Row,
    Sheet,
    SheetRefused,
    tidy,
    why_without_value,
)
from forms_app.base.typed import plain
from forms_app.base.worklist import Reader


@dataclass(frozen=True)
class Difference:
    """One cell. `fault` is a sentence where it cannot be taken; then nothing of it is."""

    number: str
    key: str
    header: str
    before: str
    after: str
    fault: str = ""
    lang: str = ""  # of the sheet

    @classmethod
    def of_row(cls, number: str, fault: str) -> Difference:
        """A row that cannot be taken at all."""
        return cls(number, key="", header="", before="", after="", fault=fault)


def differences(
    listing: Listing, reader: Reader, records: Iterable[Any], sheet: Sheet
) -> list[Difference]:
    """The changed cells, in the order of the sheet.

    A row or a column that is left out changes nothing.

    Raises:
        SheetRefused: no row of titles with the number is there, or two rows have one
            number.
    """
    columns = listing.columns(reader)
    top, places, language = _titles(columns, sheet)
    known = {listing.number(record): record for record in records}
    found: list[Difference] = []
    seen: set[str] = set()
    for row in sheet.rows[top + 1 :]:
        number = _at(row, places[NUMBER])
        if not number:
            says = _("第 %(n)s 行没有编号，要新增请在网页上办", n=row.number)
            found.append(Difference.of_row(str(row.number), says))
        elif why := why_without_value(number):
            found.append(Difference.of_row(str(row.number), why))
        elif number in seen:
            says = _("编号 %(number)s 有两行", number=number)
            found.append(Difference.of_row(number, says))
        elif number not in known:
            found.append(Difference.of_row(number, _("没有这个编号，或者不归您管")))
        else:
            asked = [column for column in columns if column.key in places]
            cells = {column.key: _at(row, places[column.key]) for column in asked}
            found += _of_cells(listing, asked, known[number], cells, language)
        seen.add(number)
    return found


def _titles(columns: Sequence[Column], sheet: Sheet) -> tuple[int, dict[str, int], str]:
    """The place of the row of titles, that of each known column by its key, and the
    language the sheet was written in.
    """
    titles = {lang: _known(columns, lang) for lang in LANGUAGES}
    for place, row in enumerate(sheet.rows[:20]):
        found = {
            lang: {
                known[title]: at
                for at, title in enumerate(map(plain, row.cells))
                if title in known
            }
            for lang, known in titles.items()
        }
        lang = max(found, key=lambda one: len(found[one]))
        if NUMBER in found[lang] and len(found[lang]) > 1:
            return place, found[lang], lang
    raise SheetRefused("没有找到“编号”一列。请先下载这张表，在下载的表里改，再上传")


def _known(columns: Sequence[Column], lang: str) -> dict[str, str]:
    """Keys of the columns by their titles in a language, which somebody may have set
    with blanks or marks between the characters.
    """
    with use_language(lang):
        titles = {plain(str(column.header)): column.key for column in columns}
    return {plain(NUMBER): NUMBER, **titles}


def _of_cells(
    listing: Listing,
    columns: Iterable[Column],
    record: Any,
    cells: dict[str, str],
    lang: str,
) -> list[Difference]:
    """The cells of a row, by the key of their column, that differ from the record."""
    found = []
    for column in columns:
        before = shown(column, record, lang)
        after = cells[column.key]
        if before != after:
            difference = Difference(
                number=listing.number(record),
                key=column.key,
                header=str(column.header),
                before=before,
                after=after,
                fault=fault_of(listing, column, after, lang),
                lang=lang,
            )
            found.append(difference)
    return found


def shown(column: Column, record: Any, lang: str) -> str:
    """What a sheet in this language that nobody changed gives back for this cell."""
    with use_language(lang):
        return resident_id.without(tidy(as_text(column.of(record))))


def fault_of(listing: Listing, column: Column, text: str, lang: str) -> str:
    """Why this text cannot be taken into this column; "" when it can."""
    if column.read is None or listing.change is None:
        return _("这一列不能在表格里改")
    if why := why_without_value(text):
        return why
    try:
        with use_language(lang):  # of the sheet; what is wrong is said in the reader's
            column.read(text)
    except Refused as refused:
        return str(refused)
    return ""


def _at(row: Row, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""
