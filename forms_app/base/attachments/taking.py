"""Taking a file from outside: recognised by its content, written afresh in a process of
its own (rewriting.py).
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forms_app.base.attachments.rules import Area, Bad, Kind, recognise
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.db import Busy
from forms_app.base.refusal import Refused

SCRIPT = Path(__file__).with_name("rewriting.py")
PATIENCE = 30  # seconds, whatever the machine is doing beside
# processes of this worker: each may need a gigabyte
AT_ONCE = threading.BoundedSemaphore(2)
WORDS: dict[Bad, Any] = {
    Bad.EMPTY: _l("这个文件是空的，请重新选"),
    Bad.TOO_LARGE: _l("超过 10 MB。请拍小一点，或把 PDF 分成几份"),
    Bad.HEIC: _l(
        "这是 HEIC 格式，很多电脑打不开，请用 JPG（相机设置里选“兼容性最佳”）"
    ),
    Bad.UNKNOWN: _l("不是照片，也不是 PDF。请用 JPG、PNG、WebP 照片或 PDF"),
    Bad.NO_PHOTO: _l("这里只收照片，请用 JPG、PNG 或 WebP"),
    Bad.NO_PDF: _l("这里只收 PDF，请把照片打印成 PDF 再传"),
    Bad.DAMAGED: _l("文件不完整或已损坏，请重新拍一张，或重新导出再传"),
    Bad.TOO_MANY_PIXELS: _l("照片的像素太多（超过 6400 万），请把相机调小一档再拍"),
    Bad.TOO_MUCH: _l("文件展开以后太大，没有收下。请直接拍照上传"),
    Bad.LOCKED: _l("这份 PDF 加了密码，请去掉密码再传"),
    Bad.TOO_MANY_PAGES: _l("这份 PDF 超过 30 页，请只传需要的几页"),
    Bad.ACTIVE: _l(
        "文件里有会自己运行的东西（宏、脚本、控件或别的文件）。请用“打印成 PDF”另存以后再放"
    ),
    Bad.WRITTEN_ON: _l(
        "这份 PDF 上有批注、印章或填写栏，收下会丢。请用“打印成 PDF”另存以后再传，或直接拍照"
    ),
}


class NotTaken(Refused):
    """The file cannot be taken; the sentence says what to do instead."""

    def __init__(self, bad: Bad) -> None:
        super().__init__(bad)
        self.bad = bad

    def __str__(self) -> str:
        return str(WORDS[self.bad])


@dataclass(frozen=True)
class Taken:
    """A file as it will be kept."""

    kind: Kind
    data: bytes


def take(data: bytes) -> Taken:
    """The file, recognised and written afresh.

    Raises:
        NotTaken: it is none of what may be attached, or not whole.
        Busy: too many files are being written just now.
    """
    found = recognise(data)
    if isinstance(found, Bad):
        raise NotTaken(found)
    return Taken(found, _written(data, found))


def nameless(data: bytes, *, is_pdf: bool) -> bytes:
    """A PDF, or a DOCX, XLSX or PPTX, without the names of who wrote it.

    Raises:
        NotTaken: it is not whole, or locked.
        Busy: too many files are being written just now.
    """
    return _written(data, "nameless", is_pdf=is_pdf)


def cover(photo: bytes, areas: Sequence[Area]) -> bytes:
    """One of our own photos with these areas painted over.

    Raises:
        NotTaken: the machine could not do it now.
    """
    return _written(photo, "cover", areas=list(areas))


def _written(data: bytes, way: str, **more: Any) -> bytes:
    asked = json.dumps({"as": way, **more}).encode() + b"\n"
    if not AT_ONCE.acquire(timeout=PATIENCE):
        raise Busy
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(SCRIPT)],
            input=asked + data,
            capture_output=True,
            timeout=PATIENCE,
            env={},
        )
    except subprocess.TimeoutExpired:
        raise NotTaken(Bad.TOO_MUCH) from None
    finally:
        AT_ONCE.release()
    said = done.stdout[:40].decode("ascii", "replace")
    # ended by a bound of its own: it said nothing
    if done.returncode or not done.stdout:
        raise NotTaken(Bad(said) if said in set(Bad) else Bad.TOO_MUCH)
    return done.stdout
