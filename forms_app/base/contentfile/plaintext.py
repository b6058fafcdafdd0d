"""The bytes of a content file as text, or why they are none: what Word, Notepad and
WeChat make of a file that is saved, sent or renamed.

A BOM and the line ends of Windows and of old Macs are taken quietly.
"""

from __future__ import annotations

from forms_app.base.contentfile.faults import Fault

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# How other kinds of files begin, whatever they are called.
BEGINNINGS = {
    b"PK\x03\x04": "Word / WPS / ZIP",
    b"\xd0\xcf\x11\xe0": "Word / WPS",
    b"{\\rtf": "Word / WPS",
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
}
PAGES = (b"<!doctype", b"<html", b"<?xml")
AS_TEXT = "新建一个纯文本文件，只把文字粘贴进去，保存为 UTF-8"


class NoText(Exception):
    """The fault that keeps a file from being read."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.says)
        self.fault = fault


def text_of(data: bytes, path: str) -> str:
    """The text, with a line end after each line but perhaps the last.

    Raises:
        NoText: it is none.
    """
    if found := _other_kind(data):
        says = "这是 %(what)s 文件，不是纯文本"
        raise NoText(Fault(path, 0, says, {"what": found}, AS_TEXT))
    if data.startswith(UTF_16) or data.count(0) * 4 > len(data):
        says = "这个文件是用 UTF-16（记事本里叫 Unicode）保存的"
        raise NoText(Fault(path, 0, says, {}, "在编辑器里选“另存为 UTF-8”"))
    try:
        return with_plain_ends(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise NoText(_badly_saved(data, path, error.start)) from None


def with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _other_kind(data: bytes) -> str:
    for beginning, kind in BEGINNINGS.items():
        if data.startswith(beginning):
            return kind
    head = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return "HTML" if head.startswith(PAGES) else ""


def _badly_saved(data: bytes, path: str, at: int) -> Fault:
    """A fault at the line of the first byte that is no UTF-8, shown as it was meant."""
    ends = with_plain_ends(data[:at].decode("latin-1"))
    line = ends.count("\n") + 1
    rows = data.decode("gb18030", "replace").splitlines()
    return Fault(
        path,
        line,
        "这一行不是 UTF-8 编码，可能是用 GBK 保存的",
        {},
        "在编辑器里选“另存为 UTF-8”",
        {},
        rows[line - 1][:200] if line <= len(rows) else "",
    )
