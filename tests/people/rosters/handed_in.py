"""Makes what clerks hand in: workbooks of every kind, down to the bytes, honest and hostile."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from openpyxl import Workbook

HEADER = (
    "姓名",
    "手机号",
    "来源地",
    "返岗日期",
    "交通工具",
    "宿舍",
    "同住人数",
    "症状",
)
PERSON = (
    "示例一",
    "13800001234",
    "福建厦门",
    "2020-02-20",
    "高铁",
    "3号楼201",
    "4",
    "无",
)


def xlsx(
    rows: Sequence[Sequence[Any]] = (HEADER, PERSON),
    change: Callable[[Workbook], None] | None = None,
) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(parts: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return out.getvalue()


def repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The same zip with each part passed through `change(name, bytes)`."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return zipped(
            {name: change(name, packed.read(name)) for name in packed.namelist()}
        )


def with_cells(cells: str) -> bytes:
    """An .xlsx whose sheet holds this XML between <sheetData> and </sheetData>."""
    return repacked(
        xlsx(),
        lambda name, part: (
            part[: part.index(b"<sheetData>") + 11]
            + cells.encode()
            + part[part.index(b"</sheetData>") :]
            if "sheet1" in name
            else part
        ),
    )


def ods(rows: Sequence[Sequence[str]], more: str = "", cells: str = "") -> bytes:
    def cell(text: str) -> str:
        if text.startswith("date:"):
            return f'<table:table-cell office:value-type="date" office:date-value="{text[5:]}"><text:p>x</text:p></table:table-cell>'
        return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    body = (
        "".join(
            f"<table:table-row>{''.join(map(cell, row))}</table:table-row>"
            for row in rows
        )
        + cells
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        + more
        + '<office:document-content office:version="1.2"'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="花名册">{body}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": b'<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            "content.xml": content.encode(),
        },
    )


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def biff(
    rows: Sequence[Sequence[str | float]],
    locked: bool = False,
    at: dict[tuple[int, int], str] | None = None,
) -> bytes:
    """The bytes of an Excel 97 workbook stream: one sheet, labels and numbers."""
    cells = {
        (row, column): value
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
    } | (at or {})
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for (row, column), value in sorted(cells.items()):
        where = struct.pack("<HHH", row, column, 0)
        if isinstance(value, str):
            sheet += _record(
                0x0204,
                where + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"),
            )
        else:
            sheet += _record(0x0203, where + struct.pack("<d", value))
    sheet += _record(0x000A, b"")
    name = "花名册"
    bound = struct.pack("<BBBB", 0, 0, len(name), 1) + name.encode("utf-16-le")
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    head += _record(0x002F, b"\x01\x00" + b"\x00" * 52) if locked else b""
    start = (
        len(head)
        + len(_record(0x0085, b"\x00" * 4 + bound))
        + len(_record(0x000A, b""))
    )
    return (
        head
        + _record(0x0085, struct.pack("<I", start) + bound)
        + _record(0x000A, b"")
        + sheet
    )


def ole(stream: bytes, name: str = "Workbook") -> bytes:
    """One stream in a compound file of 512-byte sectors."""
    stream = stream.ljust(4096, b"\0")
    stream += b"\0" * (-len(stream) % 512)
    count = len(stream) // 512
    fats = (count + 3) // 128 + 1
    fat = [0xFFFFFFFD] * fats + [0xFFFFFFFE]
    fat += [fats + 1 + n + 1 for n in range(count - 1)] + [0xFFFFFFFE]
    fat += [0xFFFFFFFF] * (fats * 128 - len(fat))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 16
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + b"\0" * 6
    )
    header += struct.pack(
        "<IIIIIIIII", 0, fats, fats, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    header += struct.pack("<109I", *range(fats), *[0xFFFFFFFF] * (109 - fats))

    def entry(title: str, kind: int, child: int, first: int, size: int) -> bytes:
        text = title.encode("utf-16-le") + b"\0\0"
        links = struct.pack("<BBIII", kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        return (
            text.ljust(64, b"\0")
            + struct.pack("<H", len(text))
            + links
            + b"\0" * 36
            + struct.pack("<IQ", first, size)
        )

    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry(
        name, 2, 0xFFFFFFFF, fats + 1, len(stream)
    )
    directory += (b"\0" * 68 + b"\xff" * 12 + b"\0" * 48) * 2
    return header + struct.pack(f"<{fats * 128}I", *fat) + directory + stream
