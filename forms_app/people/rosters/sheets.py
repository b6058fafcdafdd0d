"""What a clerk hands in, made into rows: a file of any common kind, known by its
content, or a pasted text.

No ID number leaves this module: columns of them and single ones are emptied here, and
the notes say so.
"""

from __future__ import annotations

import re
from typing import Any

from forms_app.base.catalogue import gettext as _
from forms_app.base.sheets import texts, webtables, workbooks
from forms_app.base.sheets.archives import too_large
from forms_app.base.sheets.cells import (
    MOST_BYTES,
    MOST_ROWS,
    Row,
    Sheet,
    SheetRefused,
    numbered,
    without_id_number,
)
from forms_app.people.rosters import headers, pasted

__all__ = ["Row", "Sheet", "SheetRefused", "read_file", "read_pasted"]

PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
PACKED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")


def read_file(data: bytes, name: str = "") -> Sheet:
    """The rows of a file.

    `name` is not trusted: what the file is shows in its first bytes.

    Raises:
        SheetRefused: it cannot be read; the sentence says what to hand in instead.
    """
    if not data.strip(b"\x00 \r\n\t"):
        raise SheetRefused("这个文件是空的。请打开核对，再上传")
    if len(data) > MOST_BYTES:
        raise SheetRefused("文件超过 10 MB。请只留下花名册的文字，去掉图片，再上传")
    if workbooks.is_workbook(data):
        return _checked(_of_workbook(workbooks.read(data)))
    _refuse_other_kinds(data)
    text = texts.decode(data)
    if webtables.is_web_table(text):
        return _checked(Sheet(numbered(webtables.read(text))))
    if re.match(r"\s*(?:<!doctype|<html|<\?xml|mime-version:)", text, re.IGNORECASE):
        raise SheetRefused(
            "这个文件其实是网页，里面没有表格。请用 Excel 或 WPS 打开，另存为 .xlsx，再上传"
        )
    return _checked(Sheet(numbered(texts.split(text))))


def read_pasted(text: str) -> Sheet:
    """The rows of a pasted text: from a sheet, from a chat, or one answer a line.

    Raises:
        SheetRefused: it cannot be read; the sentence says how to paste instead.
    """
    return _checked(pasted.read(text))


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
    if data.startswith(workbooks.BARE_XLS):
        raise SheetRefused(
            "这个表格的格式太旧。请用 Excel 或 WPS 打开，另存为 .xlsx，再上传"
        )


def _of_workbook(found: list[dict[str, Any]]) -> Sheet:
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
    with_header = [
        pair for pair in read if headers.header_place(pair[1].rows) is not None
    ]
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


def _checked(sheet: Sheet) -> Sheet:
    """Without ID numbers, and not too long."""
    if not sheet.rows:
        raise SheetRefused("表格里没有内容。请打开核对，再上传")
    header = headers.header_place(sheet.rows)
    above = 0 if header is None else header + 1
    if len(sheet.rows) - above > MOST_ROWS:
        raise texts.too_long()
    cleaned = _without_id_numbers(sheet.rows, header)
    dropped = cleaned != sheet.rows
    cleaned_sheet = Sheet(cleaned, sheet.name, sheet.loose, sheet.notes)
    return cleaned_sheet.saying(
        _("身份证号码没有读入，本系统不需要") if dropped else ""
    )


def _without_id_numbers(rows: tuple[Row, ...], header: int | None) -> tuple[Row, ...]:
    """Cells below a header of ID numbers are emptied whatever they hold; elsewhere only
    what looks like one.
    """
    forbidden: set[int] = set()
    if header is not None:
        over = headers.titles(rows, header)
        forbidden = {
            column for column, title in enumerate(over) if headers.is_id_number(title)
        }
    start = len(rows) if header is None else header

    def cell(place: int, column: int, text: str) -> str:
        return (
            ""
            if text and place > start and column in forbidden
            else without_id_number(text)
        )

    return tuple(
        Row(
            row.number,
            tuple(cell(place, column, text) for column, text in enumerate(row.cells)),
        )
        for place, row in enumerate(rows)
    )
