"""Writing a photo or a PDF afresh, in a process of its own: `python rewriting.py`, a
line of JSON and a file on stdin.

A picture or a document from outside can be made to eat memory or time without end.
Bounds on a thread cannot be kept, those on a process can: the worker that serves pages
starts one for each file, and outlives whatever happens in it. What comes out holds what
can be seen and nothing else. Imports nothing of the app, so that it starts at once.
"""

from __future__ import annotations

import io
import json
import os
import resource
import sys
import zlib
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

SECONDS = 20  # of the processor
MEMORY = 1024 * 1024 * 1024
NICE = 5
PIXELS = 64_000_000
LONG_SIDE = 1600
SMOOTH = {"RGB", "RGBA", "L", "CMYK"}  # modes that can be shrunk without steps
PAGES = 30
UNPACKED = 200 * 1024 * 1024  # of all streams of a PDF together
REFUSED = 3  # the exit code; the word that says why is on stdout
# What a page is made of; everything else of it (actions, annotations, metadata, pieces
# of other programs) stays behind.
OF_A_PAGE = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group")
# What may hang on a font or a picture deeper down and is nothing to be seen. ("/A" is a
# letter of some fonts.)
BESIDE = (
    "/AF",
    "/Alternates",
    "/EF",
    "/JS",
    "/JavaScript",
    "/LastModified",
    "/Launch",
    "/Measure",
    "/Metadata",
    "/OPI",
    "/OpenAction",
    "/Parent",
    "/PieceInfo",
    "/PtData",
    "/Ref",
    "/StructParent",
    "/StructParents",
)
SEEN_APART = {"/Link", "/Popup"}  # annotations whose loss loses nothing of the paper


class NotTaken(Exception):
    """Why the file cannot be taken: a word of rules.Bad."""


def main() -> int:
    _bound()
    asked = json.loads(sys.stdin.buffer.readline())
    try:
        out = WAYS[asked["as"]](sys.stdin.buffer.read(), asked)
    except NotTaken as bad:
        sys.stdout.write(str(bad))
        return REFUSED
    except MemoryError:
        sys.stdout.write("too-much")
        return REFUSED
    sys.stdout.buffer.write(out)
    return 0


def _bound() -> None:
    # Pages, and what takes an approval away, come before a picture.
    os.nice(NICE)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    with suppress(ValueError, OSError):  # macOS knows no such bound
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def picture(data: bytes, _asked: dict[str, Any]) -> bytes:
    """Turned upright, shrunk, without anything but its pixels."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # ours is asked first, below
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as look:
            if look.width * look.height > PIXELS:
                raise NotTaken("too-many-pixels")
            look.verify()
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as found:
            # a large JPEG is read at a part of its size
            found.draft("RGB", (LONG_SIDE, LONG_SIDE))
            found.load()
            image = found if found.mode in SMOOTH else found.convert("RGBA")
            image.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
            return _afresh(ImageOps.exif_transpose(image))
    except UnidentifiedImageError:
        raise NotTaken("unknown") from None
    except (OSError, SyntaxError, ValueError, EOFError, zlib.error):
        raise NotTaken("damaged") from None


def _afresh(image: Any) -> bytes:
    """Onto a new sheet, so that nothing rides along: no EXIF, no comment, no profile,
    no bytes after the end.
    """
    from PIL import Image

    sheet = Image.new("RGB", image.size, "white")
    if "A" in image.getbands() or "transparency" in image.info:
        clear = image.convert("RGBA")
        sheet.paste(clear, mask=clear.getchannel("A"))
    else:
        sheet.paste(image.convert("RGB"))
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()


def covered(data: bytes, asked: dict[str, Any]) -> bytes:
    """One of our own photos, with areas painted over; each is left, top, width, height
    in percent.
    """
    from PIL import Image, ImageDraw

    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        image.load()
        brush = ImageDraw.Draw(image)
        for left, top, width, height in asked["areas"]:
            corners = (left, top, min(left + width, 100), min(top + height, 100))
            across = image.width / 100
            down = image.height / 100
            brush.rectangle(
                [
                    corners[0] * across,
                    corners[1] * down,
                    corners[2] * across,
                    corners[3] * down,
                ],
                "black",
            )
        return _afresh(image)


def document(data: bytes, _asked: dict[str, Any]) -> bytes:
    """A new PDF of the pages' contents, fonts and pictures."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import LimitReachedError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise NotTaken("locked")
        if len(reader.pages) > PAGES:
            raise NotTaken("too-many-pages")
        if not len(reader.pages):
            raise NotTaken("damaged")
        writer = PdfWriter()
        writer.metadata = None
        for page in reader.pages:
            _copy(page, writer)
        _measure(writer)
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()
    except NotTaken:
        raise
    except (LimitReachedError, RecursionError):
        raise NotTaken("too-much") from None
    except (
        PyPdfError,
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        zlib.error,
    ):
        # whatever a damaged file makes a reader stumble over
        raise NotTaken("damaged") from None


def _copy(page: Any, writer: Any) -> None:
    from pypdf.generic import DecodedStreamObject, NameObject

    for annotation in page.get("/Annots") or []:
        if annotation.get_object().get("/Subtype") not in SEEN_APART:
            raise NotTaken("written-on")
    made = writer.add_blank_page(width=page.mediabox.width, height=page.mediabox.height)
    for key in OF_A_PAGE:
        if (value := _inherited(page, key)) is not None:
            made[NameObject(key)] = value.clone(writer, False, BESIDE)
    resources = _inherited(page, "/Resources")
    if resources is not None:
        made[NameObject("/Resources")] = resources.clone(writer, False, BESIDE)
    contents = page.get_contents()
    stream = DecodedStreamObject()
    stream.set_data(contents.get_data() if contents is not None else b"")
    made[NameObject("/Contents")] = writer._add_object(stream.flate_encode())


def _inherited(page: Any, key: str) -> Any:
    while page is not None:
        if key in page:
            return page[key]
        parent = page.get("/Parent")
        page = parent.get_object() if parent is not None else None
    return None


def _measure(writer: Any) -> None:
    """Every packed stream is unpacked once, so that none is a bomb for whoever opens
    the paper.
    """
    from pypdf.generic import StreamObject

    left = UNPACKED
    for held in writer._objects:
        if not isinstance(held, StreamObject) or "/FlateDecode" not in _filters(held):
            continue
        unpacking = zlib.decompressobj()
        left -= len(unpacking.decompress(held._data, left + 1))
        if left < 0:
            raise NotTaken("too-much")


def _filters(stream: Any) -> list[str]:
    found = stream.get("/Filter", [])
    names = [str(name) for name in found] if isinstance(found, list) else [str(found)]
    if names.count("/FlateDecode") > 1 or (len(names) > 1 and "/FlateDecode" in names):
        raise NotTaken("too-much")  # packed twice: nobody scans like that
    return names


def nameless(data: bytes, asked: dict[str, Any]) -> bytes:
    """An attachment of the office, without the names of who wrote it."""
    sys.path.append(str(Path(__file__).parent))
    ways = import_module("nameless")
    try:
        made: bytes = (ways.pdf if asked["is_pdf"] else ways.archive)(data)
    except ways.NotTaken as bad:
        raise NotTaken(str(bad)) from None
    if asked["is_pdf"]:
        _measure_all(made)
    return made


def _measure_all(data: bytes) -> None:
    from pypdf import PdfReader, PdfWriter

    reader = PdfReader(io.BytesIO(data), strict=False)
    if not reader.is_encrypted or reader.decrypt(""):
        _measure(PdfWriter(clone_from=reader))


WAYS = {"photo": picture, "cover": covered, "pdf": document, "nameless": nameless}

if __name__ == "__main__":
    sys.exit(main())
