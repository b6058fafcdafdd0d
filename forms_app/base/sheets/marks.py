"""Writes errors, and formulas without a result, into a workbook as texts: its parser
gives an empty cell for both, and a person should be told instead.

What only blanks are left in at the end of a sheet goes, since the parser makes a cell
of everything above it. Imports nothing of the app.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator

from forms_app.base.sheets.errors import NO_RESULT, PATTERN, text_of

FAR_DOWN = 20_000  # rows
CELL = re.compile(
    rb"<(?P<ns>\w+:)?c\b(?P<about>[^>]*)(?<!/)>(?P<inside>.{0,40000}?)</(?:\w+:)?c>",
    re.DOTALL,
)
FORMULA = re.compile(rb"<(?:\w+:)?f\b")
VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)")
INLINE = re.compile(rb"<(?:\w+:)?t\b[^>]*>([^<]*)")
KIND = re.compile(rb"""\bt=["'](\w+)["']""")
ERROR_KIND = re.compile(rb"""(<(?:\w+:)?c\b[^>]*?\st=)(?:"e"|'e')""")
ROW = re.compile(rb"<(?:\w+:)?row\b")
ROW_NUMBER = re.compile(rb"""row [^>]*?\br=["'](\d{1,7})["']""")
SHEET_ENDS = re.compile(rb"</(?:\w+:)?sheetData>")
SHARED = re.compile(rb"<(?:\w+:)?si\b.{0,40000}?(?:</(?:\w+:)?si>|/>)", re.DOTALL)
ODS_CELL = re.compile(
    rb"<table:table-cell\b(?P<about>[^>]*?)(?:(?P<empty>/)>|>(?P<inside>.{0,4000}?)</table:table-cell>)",
    re.DOTALL,
)
ODS_ERROR = re.compile(rf"\s*<text:p[^>]*>(?:{PATTERN})\s*</text:p>".encode())
ODS_VALUE = re.compile(rb'\soffice:(?:value-type|value|string-value)="[^"]*"')
ERROR_RECORDS = {3, 11}  # of an .xlsb: an error, a formula whose result is one
TEXT_RECORD = 6


def marked(data: bytes) -> bytes:
    """The workbook with what its parser would leave out; the same bytes where that is
    nothing, or where it is not a zip.
    """
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    blanks = Blanks(parts)
    changed = {name: _of_part(name, part, blanks) for name, part in parts.items()}
    if all(changed[name] is part for name, part in parts.items()):
        return data
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for name, part in changed.items():
            packed.writestr(name, part)
    return out.getvalue()


class Blanks:
    """Which of the shared texts of a workbook are blank; looked up when first asked."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self.places: set[bytes] | None = None

    def __contains__(self, place: bytes) -> bool:
        if self.places is None:
            names = (n for n in self.parts if n.lower().endswith("sharedstrings.xml"))
            part = self.parts.get(next(names, ""), b"")
            texts = enumerate(SHARED.findall(part))
            self.places = {b"%d" % at for at, text in texts if not _has_text(text)}
        return place in self.places


def _of_part(name: str, part: bytes, blanks: Blanks) -> bytes:
    if name.lower().endswith(".bin"):
        return _of_binary(part) if "sheets" in name.lower() else part
    if SHEET_ENDS.search(part):
        return _of_sheet(part, blanks)
    if b"<office:spreadsheet" in part:
        return ODS_CELL.sub(_of_ods_cell, part)
    return part


def _of_sheet(part: bytes, blanks: Blanks) -> bytes:
    """The XML of a sheet of an .xlsx."""
    if b't="e"' in part or b"t='e'" in part:
        part = ERROR_KIND.sub(rb'\1"str"', part)
    if FORMULA.search(part):
        part = CELL.sub(_of_cell, part)
    return _without_blank_end(part, blanks)


def _of_cell(found: re.Match[bytes]) -> bytes:
    """A formula has its result beside it; one of text may be empty."""
    kind = KIND.search(found["about"])
    value = VALUE.search(found["inside"])
    is_computed = value and (value[1] or (kind and kind[1] == b"str"))
    if is_computed or b"<is>" in found["inside"] or not FORMULA.search(found["inside"]):
        return found[0]
    ns = found["ns"] or b""
    about = KIND.sub(b"", found["about"])
    marks = (ns, about, ns, NO_RESULT.encode(), ns, ns)
    return b'<%bc%b t="str"><%bv>%b</%bv></%bc>' % marks


def _without_blank_end(part: bytes, blanks: Blanks) -> bytes:
    latest = ROW_NUMBER.search(part, max(0, part.rfind(b"row ")))
    ends = SHEET_ENDS.search(part)
    if not (latest and ends) or int(latest[1]) < FAR_DOWN:
        return part
    end = last = ends.start()
    for row in reversed(list(ROW.finditer(part))):
        if not _is_blank(part[row.start() : end], blanks):
            break
        end = row.start()
    return part[:end] + part[last:] if end < last else part


def _is_blank(row: bytes, blanks: Blanks) -> bool:
    for cell in CELL.finditer(row):
        kind = KIND.search(cell["about"])
        value = VALUE.search(cell["inside"])
        text = value[1] if value else b""
        is_shared = kind is not None and kind[1] == b"s"
        if text.decode("utf-8", "replace").strip() and not (
            is_shared and text in blanks
        ):
            return False
        if FORMULA.search(cell["inside"]) or _has_text(cell["inside"]):
            return False
    return True


def _has_text(xml: bytes) -> bool:
    """Whether more than blanks stands in it, also those of full width."""
    return bool(b"".join(INLINE.findall(xml)).decode("utf-8", "replace").strip())


def _of_ods_cell(found: re.Match[bytes]) -> bytes:
    """An error is a text with an empty value beside it, or the number 0."""
    about = found["about"]
    inside = found["inside"] or b""
    if b"table:formula=" not in about:
        return found[0]
    if b"office:value-type=" not in about:
        inside = b"<text:p>%b</text:p>" % NO_RESULT.encode()
    elif not ODS_ERROR.match(inside):
        return found[0]
    about = ODS_VALUE.sub(b"", about) + b' office:value-type="string"'
    return b"<table:table-cell%b>%b</table:table-cell>" % (about, inside)


def _of_binary(part: bytes) -> bytes:
    """A sheet of an .xlsb, each error in it as a text; see [MS-XLSB]."""
    written = [
        _text_record(body) if kind in ERROR_RECORDS and len(body) > 8 else whole
        for kind, body, whole in _records(part)
    ]
    now = b"".join(written)
    return part if now == part else now


def _text_record(body: bytes) -> bytes:
    """The same cell, 8 bytes of column and look, with the error's text in it."""
    text = text_of(body[8])
    cell = body[:8] + struct.pack("<I", len(text)) + text.encode("utf-16-le")
    return bytes((TEXT_RECORD, len(cell))) + cell


def _records(part: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Kind, body and all bytes of each record."""
    at = 0
    while at < len(part):
        start = at
        kind, at = _variable(part, at, 2)
        size, at = _variable(part, at, 4)
        yield kind, part[at : at + size], part[start : at + size]
        at += size


def _variable(part: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, and where the next thing begins."""
    number = 0
    for place in range(most):
        byte = part[at : at + 1] or b"\0"
        number |= (byte[0] & 0x7F) << (7 * place)
        at += 1
        if byte[0] < 0x80:
            break
    return number, at
