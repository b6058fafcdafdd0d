"""Looking into a zip before anything opens it: how large it really is inside, and what
kind of document it holds.

The sizes a zip declares are only its word: what is packed is unpacked here, counted and
thrown away.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from forms_app.base.sheets.cells import SheetRefused

MOST_ENTRIES = 2_000
MOST_UNPACKED = 120_000_000
STEP = 1 << 20
WORKBOOKS = {"workbook.xml", "workbook.bin"}
LOCAL_HEADER = struct.Struct("<4s5H3L2H")


def look_into(data: bytes) -> None:
    """Pass a zip that is a spreadsheet of honest size.

    Raises:
        SheetRefused: it is another document, damaged, locked, or far larger inside than
            it looks.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
            _are_honest(data, entries)
            _is_a_spreadsheet(packed, {entry.filename for entry in entries})
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        OSError,
        ValueError,
        NotImplementedError,
        KeyError,
        EOFError,
    ):
        raise SheetRefused(
            "文件不完整或已损坏。请重新导出或重新下载一份，再上传"
        ) from None


def _are_honest(data: bytes, entries: list[zipfile.ZipInfo]) -> None:
    if (
        len(entries) > MOST_ENTRIES
        or sum(entry.file_size for entry in entries) > MOST_UNPACKED
    ):
        raise too_large()
    unpacked = 0
    for entry in entries:
        if entry.flag_bits & 1:
            raise locked()
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ValueError("a way of packing that no spreadsheet uses")
        size = _unpacked_size(data, entry, MOST_UNPACKED - unpacked)
        if size != entry.file_size:
            raise ValueError("not as large as it says")
        unpacked += size


def _unpacked_size(data: bytes, entry: zipfile.ZipInfo, most: int) -> int:
    """What an entry unpacks to, counted step by step and never kept.

    Raises:
        SheetRefused: more than `most`.
    """
    parts = LOCAL_HEADER.unpack_from(data, entry.header_offset)
    start = entry.header_offset + LOCAL_HEADER.size + parts[9] + parts[10]
    packed = memoryview(data)[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        return len(packed)
    unpack = zlib.decompressobj(-15)
    size = len(unpack.decompress(packed, STEP))
    while unpack.unconsumed_tail and size <= most:
        size += len(unpack.decompress(unpack.unconsumed_tail, STEP))
    while (
        not unpack.eof and size <= most and (more := len(unpack.decompress(b"", STEP)))
    ):
        size += more
    if size > most:
        raise too_large()
    return size


def _is_a_spreadsheet(packed: zipfile.ZipFile, names: set[str]) -> None:
    """Some programs write backslashes, capitals, or the parts of xl/ at the root."""
    parts = {name.lower().replace("\\", "/"): name for name in names}
    if any(name.startswith("xl/") or name in WORKBOOKS for name in parts):
        return
    if "content.xml" in parts and "mimetype" in parts:
        manifest = parts.get("meta-inf/manifest.xml")
        if manifest and b"encryption-data" in packed.read(manifest):
            raise locked()
        if b"spreadsheet" in packed.read(parts["mimetype"]):
            return
    if any(name.endswith((".xlsx", ".xls", ".ods", ".csv", ".et")) for name in parts):
        raise SheetRefused("这是一个压缩包。请先解压，再上传里面的表格")
    if any(name.endswith((".iwa", "index.zip")) for name in parts):
        raise SheetRefused(
            "这是苹果 Numbers 的文件。请在 Numbers 里导出为 Excel，再上传"
        )
    raise no_spreadsheet()


def no_spreadsheet() -> SheetRefused:
    return SheetRefused(
        "这不是表格文件。请上传 Excel（.xlsx、.xls）、ODS 或 CSV 文件，改扩展名不会改变内容"
    )


def locked() -> SheetRefused:
    return SheetRefused(
        "表格有密码。请先取消密码再上传：在 Excel 里选“文件 - 信息 - 保护工作簿”，删去密码后保存"
    )


def too_large() -> SheetRefused:
    return SheetRefused(
        "表格展开后太大。请只留下花名册这一张工作表，另存为新的 Excel 文件，再上传"
    )
