"""Excel and ODS workbooks: known by their first bytes, looked into, opened by another
process, given back as rows.
"""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

from forms_app.base.sheets import archives
from forms_app.base.sheets.cells import SheetRefused

ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BARE_XLS = (
    b"\x09\x08\x10\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x00\x04\x00",
)
WORKBOOK_BEGINS = b"\x09\x08\x10\x00\x00\x06\x05\x00"
FILE_PASS = 0x2F
SECONDS = 30


def is_workbook(data: bytes) -> bool:
    return data.startswith((*ZIP, OLE))


def read(data: bytes) -> list[dict[str, Any]]:
    """The sheets of a workbook, as `opening.py` prints them.

    Raises:
        SheetRefused: it is locked, damaged, too large or another kind of document.
    """
    if data.startswith(ZIP):
        archives.look_into(data)
    else:
        _look_into_ole(data)
    answer = _open_apart(data)
    if answer.get("fault") == "locked":
        raise archives.locked()
    if "sheets" not in answer:
        raise SheetRefused(
            "表格打不开，文件可能不完整或已损坏。请用 Excel 或 WPS 打开，另存为 .xlsx，再上传"
        )
    return answer["sheets"]


def _look_into_ole(data: bytes) -> None:
    """An old .xls, or one of the many other things in the same wrapping: a locked
    .xlsx, an old .doc.
    """

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage") or _has_password(data):
        raise archives.locked()
    if not (holds("Workbook") or holds("Book")):
        raise SheetRefused(
            "这不是表格文件。请上传 Excel（.xlsx、.xls）、ODS 或 CSV 文件，改扩展名不会改变内容"
        )


def _has_password(data: bytes) -> bool:
    """Whether an .xls says so in one of its first records; the parser only finds that
    it cannot read on.
    """
    at = data.find(WORKBOOK_BEGINS)
    for _record in range(20):
        if not 0 <= at <= len(data) - 4:
            return False
        kind, size = struct.unpack_from("<HH", data, at)
        if kind == FILE_PASS:
            return True
        at += 4 + size
    return False


def _open_apart(data: bytes) -> dict[str, Any]:
    """What the other process said; nothing when it ran out of memory or time, or fell
    over.
    """
    command = [sys.executable, "-I", str(Path(__file__).with_name("opening.py"))]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=SECONDS, check=False
        )
        found = json.loads(done.stdout) if done.returncode == 0 else {}
    except (subprocess.TimeoutExpired, ValueError, OSError):
        return {}
    return found if isinstance(found, dict) else {}
