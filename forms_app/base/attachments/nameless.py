"""Attachments that the office publishes, without what tells who wrote them: the names in
their properties, and those beside comments and changes; and without what would run by
itself, or fetch something, on the machine of whoever opens them (active.py). What a
reader sees stays as it is.

Runs in the process of rewriting.py, and imports nothing of the app.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from importlib import import_module
from typing import Any

# beside this file, in a process that knows no package
active = import_module("active")
UNPACKED = 200 * 1024 * 1024  # bytes of all parts of an archive together
DEEPEST = 3  # archives within archives
PACKED = (".docx", ".xlsx", ".pptx")
NOBODY = rb'\1="-"'
SCHEMAS = b"http://schemas.openxmlformats.org"
# Instead of what stands there.
PROPERTIES = {
    "docProps/core.xml": b'<cp:coreProperties xmlns:cp="%s/package/2006/metadata/'
    b'core-properties"/>' % SCHEMAS,
    "docProps/app.xml": b'<Properties xmlns="%s/officeDocument/2006/'
    b'extended-properties"/>' % SCHEMAS,
    "docProps/custom.xml": b'<Properties xmlns="%s/officeDocument/2006/'
    b'custom-properties"/>' % SCHEMAS,
}


def _attributes(*names: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"""(\s(?:%s))\s*=\s*(?:"[^"]*"|'[^']*')""" % b"|".join(names))


# By where a part lies: what in it names somebody, and what stands there then.
NAMES = (
    ("word/", _attributes(rb"w\d*:(?:author|initials|userId|providerId)"), NOBODY),
    ("xl/persons/", _attributes(b"displayName", b"userId", b"providerId"), NOBODY),
    ("xl/", re.compile(rb"(<(?:\w+:)?author>)[^<]*"), rb"\1-"),
    ("xl/workbook", _attributes(b"userName"), NOBODY),
    # the path of the file on the machine of whoever saved it
    ("xl/workbook", re.compile(rb"<(?:\w+:)?absPath\s[^>]*/>"), b""),
    ("ppt/commentAuthors", _attributes(b"name", b"initials"), NOBODY),
    (
        "ppt/authors",
        _attributes(b"name", b"initials", b"userId", b"providerId"),
        NOBODY,
    ),
)
# Parts that hold a program.
RUNS = re.compile(r"vbaProject\.bin$|/activeX/|/embeddings/.*\.bin$", re.IGNORECASE)
RELATION = re.compile(rb"<[^<>]*\sTarget\s*=[^<>]*>")
ON_A_MACHINE = re.compile(rb"""=\s*["']file:""")
TARGET = re.compile(rb"""(\sTarget)\s*=\s*(?:"[^"]*"|'[^']*')""")
# In a PDF, what is nothing to be seen.
OF_A_FILE = ("/Metadata", "/PieceInfo")
SIGNED = b"/ByteRange"


class NotTaken(Exception):
    """Why it cannot be taken: a word of rules.Bad."""


def archive(data: bytes, deep: int = 0) -> bytes:
    """A DOCX, XLSX or PPTX."""
    out = io.BytesIO()
    left = UNPACKED
    if deep > DEEPEST:
        raise NotTaken("too-much")
    try:
        with (
            zipfile.ZipFile(io.BytesIO(data)) as found,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
        ):
            for name in found.namelist():
                with found.open(name) as part:
                    text = part.read(left + 1)
                left -= len(text)
                if left < 0:
                    raise NotTaken("too-much")
                # without the day on which it was written
                whole = zipfile.ZipInfo(name)
                made.writestr(whole, _part(name, text, deep), zipfile.ZIP_DEFLATED)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError):
        raise NotTaken("damaged") from None
    return out.getvalue()


def _part(name: str, data: bytes, deep: int) -> bytes:
    if name in PROPERTIES:
        return PROPERTIES[name]
    if name.lower().endswith(PACKED):
        return archive(data, deep + 1)
    if RUNS.search(name):
        raise NotTaken("active")
    if name.endswith(".rels"):
        return RELATION.sub(_without_target, data)
    for where, names, instead in NAMES:
        if name.startswith(where) and name.endswith(".xml"):
            data = names.sub(instead, data)
    return data


def _without_target(found: re.Match[bytes]) -> bytes:
    """A template or a picture that lies on somebody's machine, or would be fetched from
    somewhere as soon as the paper is opened; what a reader may press stays.
    """
    relation = found[0]
    is_fetched = b"External" in relation and b"/hyperlink" not in relation
    if not is_fetched and not ON_A_MACHINE.search(relation):
        return relation
    return TARGET.sub(rb'\1="file:///-"', relation)


def pdf(data: bytes) -> bytes:
    """A PDF with all its pages, links and fields. A signed one stays as it is: it names
    who signed it, and any change would break that.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise NotTaken("locked")
        if SIGNED in data:
            if active.is_active(reader):
                raise NotTaken("active")
            return data
        cleaned = active.without(reader, _clean)
        # what nothing leads to any more stays behind
        return active.without(PdfReader(io.BytesIO(cleaned)), _clean)
    except active.Shown:
        raise NotTaken("active") from None
    except RecursionError:
        raise NotTaken("too-much") from None
    except (
        PyPdfError,
        OSError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        zlib.error,
    ):
        raise NotTaken("damaged") from None


def _clean(held: Any) -> None:
    for key in OF_A_FILE:
        held.pop(key, None)
    if "/Rect" in held and held.get("/Subtype") != "/Widget":
        held.pop("/T", None)  # who wrote a note; of a field it is its name
