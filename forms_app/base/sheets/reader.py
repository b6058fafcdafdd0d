"""A file of any common kind, known by its content, made into rows.

No ID number leaves this module: columns of them and single ones are emptied here, and
the notes say so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from forms_app.base.catalogue import gettext as _
from forms_app.base.notions import resident_id
from forms_app.base.sheets import texts, webtables, workbooks
from forms_app.base.sheets.archives import too_large
from forms_app.base.sheets.cells import (
    MOST_BYTES,
    MOST_ROWS,
    Row,
    Sheet,
    SheetRefused,
    numbered,
)

PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
# SYLK, DIF; a document that is text by its bytes
OLD_TEXTS = (b"ID;P", b"TABLE\r\n0,1", b"TABLE\n0,1")
OTHER_TEXT = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\\rtf|\[?\s*\{\s*\")")
PACKED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")


@dataclass(frozen=True)
class Header:
    """Where the header is among the rows, and which columns it says hold ID numbers."""

    place: int
    id_columns: frozenset[int]


HeaderOf = Callable[[Sequence[Row]], Header | None]


def no_header(_rows: Sequence[Row]) -> Header | None:
    """For sheets whose header is nobody's business here."""
    return None


def read_file(data: bytes, name: str = "", header_of: HeaderOf = no_header) -> Sheet:
    """The rows of a file.

    `name` is not trusted: what the file is shows in its first bytes. `header_of` knows
    the headers that are meant: of several sheets the first that has one is read.

    Raises:
        SheetRefused: it cannot be read; the sentence says what to hand in instead.
    """
    if not data.strip(b"\x00 \r\n\t"):
        raise SheetRefused("这个文件是空的。请打开核对，再上传")
    if len(data) > MOST_BYTES:
        raise SheetRefused("文件超过 10 MB。请只留下花名册的文字，去掉图片，再上传")
    if workbooks.is_workbook(data):
        return checked(_of_workbook(workbooks.read(data), header_of), header_of)
    _refuse_other_kinds(data)
    text = texts.decode(data)
    if webtables.is_web_table(text):
        return checked(Sheet(numbered(webtables.read(text))), header_of)
    if re.match(r"\s*(?:<!doctype|<html|<\?xml|mime-version:)", text, re.IGNORECASE):
        raise SheetRefused(
            "这个文件其实是网页，里面没有表格。请用 Excel 或 WPS 打开，另存为 .xlsx，再上传"
        )
    return checked(Sheet(numbered(texts.split(text))), header_of)


def _refuse_other_kinds(data: bytes) -> None:
    if data[:1024].lstrip().startswith(b"%PDF"):
        raise SheetRefused(
            "这是 PDF 文件，读不出表格。请上传原来的 Excel 表格，或把文字复制后粘贴"
        )
    if (
        data.startswith(PICTURES)
        or data[4:8] == b"ftyp"
        or data[:4] + data[8:12] == b"RIFFWEBP"
    ):
        raise SheetRefused(
            "这是图片，读不出表格。请上传原来的 Excel 表格，或把文字复制后粘贴"
        )
    if data.startswith(PACKED):
        raise SheetRefused("这是一个压缩包。请先解压，再上传里面的表格")
    if OTHER_TEXT.match(data):
        raise texts.no_text()
    if data.startswith((*workbooks.BARE_XLS, *OLD_TEXTS)):
        raise SheetRefused(
            "这个表格的格式太旧。请用 Excel 或 WPS 打开，另存为 .xlsx，再上传"
        )


def _of_workbook(found: list[dict[str, Any]], header_of: HeaderOf) -> Sheet:
    """The first sheet with a header that is known, the shown before the hidden; else
    the first that holds anything.

    Raises:
        SheetRefused: that sheet is too large, or no sheet holds anything.
    """
    in_order = sorted(found, key=lambda sheet: bool(sheet["hidden"]))
    read = [
        (about, Sheet(numbered(about["rows"]), name=about["name"]))
        for about in in_order
    ]
    with_header = [pair for pair in read if header_of(pair[1].rows)]
    filled = [pair for pair in read if pair[1].rows or pair[0]["trouble"]]
    if not filled:
        raise SheetRefused("表格里没有内容。请打开核对，再上传")
    about, sheet = (with_header or filled)[0]
    if about["trouble"]:
        raise {"long": texts.too_long, "wide": texts.too_wide, "large": too_large}[
            about["trouble"]
        ]()
    if len(filled) < 2:
        return sheet
    return sheet.saying(_("有几张工作表，只读了“%(sheet)s”", sheet=sheet.name))


def checked(
    sheet: Sheet, header_of: HeaderOf = no_header, *, has_dropped: bool = False
) -> Sheet:
    """Without ID numbers, and not too long.

    `has_dropped`: an ID number was taken out before there were cells.
    """
    if not sheet.rows:
        raise SheetRefused("表格里没有内容。请打开核对，再上传")
    header = header_of(sheet.rows)
    above = 0 if header is None else header.place + 1
    if len(sheet.rows) - above > MOST_ROWS:
        raise texts.too_long()
    cleaned = _without_id_numbers(sheet.rows, header)
    dropped = has_dropped or cleaned != sheet.rows
    cleaned_sheet = Sheet(cleaned, sheet.name, sheet.loose, sheet.notes)
    return cleaned_sheet.saying(
        _("身份证号码没有读入，本系统不需要") if dropped else ""
    )


def _without_id_numbers(
    rows: tuple[Row, ...], header: Header | None
) -> tuple[Row, ...]:
    """Cells below a header of ID numbers are emptied whatever they hold; elsewhere only
    what looks like one.
    """
    forbidden = header.id_columns if header else frozenset()
    start = header.place if header else len(rows)

    def cell(place: int, column: int, text: str) -> str:
        if place > start and column in forbidden:
            return ""
        return resident_id.without(text)

    return tuple(
        Row(
            row.number,
            tuple(cell(place, column, text) for column, text in enumerate(row.cells)),
        )
        for place, row in enumerate(rows)
    )
