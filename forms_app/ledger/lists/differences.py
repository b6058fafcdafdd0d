"""What an uploaded sheet would change: cell by cell against the records as they are.

Changes nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from forms_app.base.catalogue import LANGUAGES, use_language
from forms_app.base.catalogue import gettext as _
from forms_app.base.refusal import Refused
from forms_app.base.sheets.cells import (
    Row,
    Sheet,
    SheetRefused,
    tidy,
    without_id_number,
)
from forms_app.ledger.lists.listing import NUMBER, Column, Listing, as_text


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


def differences(
    listing: Listing, records: Iterable[Any], sheet: Sheet
) -> list[Difference]:
    """The changed cells, in the order of the sheet.

    A row or a column that is left out changes nothing.

    Raises:
        SheetRefused: no row of titles with the number is there, or two rows have one
            number.
    """
    top, columns, language = _titles(listing, sheet)
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
            found.append(
                Difference(
                    number, "", "", "", "", _("编号 %(number)s 有两行", number=number)
                )
            )
            continue
        seen.add(number)
        if number not in known:
            found.append(
                Difference(number, "", "", "", "", _("没有这个编号，或者不归您管"))
            )
            continue
        found += _of_row(listing, known[number], row, columns, language)
    return found


def _titles(listing: Listing, sheet: Sheet) -> tuple[int, dict[str, int], str]:
    """The place of the row of titles, that of each known column by its key, and the
    language the sheet was written in.
    """
    titles = {lang: _known(listing, lang) for lang in LANGUAGES}
    for place, row in enumerate(sheet.rows[:20]):
        found = {
            lang: {
                known[text]: at for at, text in enumerate(row.cells) if text in known
            }
            for lang, known in titles.items()
        }
        lang = max(found, key=lambda one: len(found[one]))
        if NUMBER in found[lang] and len(found[lang]) > 1:
            return place, found[lang], lang
    raise SheetRefused("没有找到“编号”一列。请先下载这张表，在下载的表里改，再上传")


def _known(listing: Listing, lang: str) -> dict[str, str]:
    """Keys of the columns by their titles in a language."""
    with use_language(lang):
        return {
            NUMBER: NUMBER,
            **{str(column.header): column.key for column in listing.columns},
        }


def _of_row(
    listing: Listing, record: Any, row: Row, columns: dict[str, int], lang: str
) -> list[Difference]:
    found = []
    for column in listing.columns:
        if column.key not in columns:
            continue
        before = shown(column, record, lang)
        after = _at(row, columns[column.key])
        if before != after:
            fault = fault_of(listing, column, after, lang)
            found.append(
                Difference(
                    listing.number(record),
                    column.key,
                    str(column.header),
                    before,
                    after,
                    fault,
                    lang,
                )
            )
    return found


def shown(column: Column, record: Any, lang: str) -> str:
    """What a sheet in this language that nobody changed gives back for this cell."""
    with use_language(lang):
        return without_id_number(tidy(as_text(column.value(record))))


def fault_of(listing: Listing, column: Column, text: str, lang: str) -> str:
    """Why this text cannot be taken into this column; "" when it can."""
    if column.read is None or listing.change is None:
        return _("这一列不能在表格里改")
    try:
        with use_language(lang):  # of the sheet; what is wrong is said in the reader's
            column.read(text)
    except Refused as refused:
        return str(refused)
    return ""


def _at(row: Row, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""
