"""Excel and ODS workbooks: known by their first bytes, looked into, opened by another
process, given back as rows.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from forms_app.base.sheets import archives, biff
from forms_app.base.sheets.cells import SheetRefused
from forms_app.base.sheets.compound import OLE, Compound

ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
BARE_XLS = (
    b"\x09\x08\x10\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x00\x04\x00",
)
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
        raise _cannot_be_opened()
    return answer["sheets"]


def _cannot_be_opened() -> SheetRefused:
    return SheetRefused(
        "表格打不开，文件可能不完整或已损坏。请用 Excel 或 WPS 打开，另存为 .xlsx，再上传"
    )


def _look_into_ole(data: bytes) -> None:
    """An old .xls, or one of the many other things in the same wrapping: a locked
    .xlsx, an old .doc.
    """
    try:
        compound = Compound(data)
        stream = compound.workbook()
    except ValueError:
        raise _cannot_be_opened() from None
    if "encryptedpackage" in compound.entries or (stream and biff.is_locked(stream)):
        raise archives.locked()
    if stream is None:
        raise archives.no_spreadsheet()


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
