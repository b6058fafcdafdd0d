"""What may be attached, how much of it, and how a file is recognised: by what is in it,
never by its name. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

MOST_FILES = 6
LARGEST = 10 * 1024 * 1024  # bytes of one file
# of a request: two files too many are still told at the field
MOST_BYTES = (MOST_FILES + 2) * LARGEST
SMALLEST_AREA = 0.5  # percent of a side: less is a slip of the finger
MOST_AREAS = 50


class Kind(StrEnum):
    """What a file is once it was written afresh."""

    PHOTO = "photo"
    PDF = "pdf"


ENDINGS = {Kind.PHOTO: "jpg", Kind.PDF: "pdf"}
TYPES = {Kind.PHOTO: "image/jpeg", Kind.PDF: "application/pdf"}


class Bad(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    HEIC = "heic"
    UNKNOWN = "unknown"  # neither a photo nor a PDF, whatever its name says
    NO_PHOTO = "no-photo"  # where only photos are taken
    NO_PDF = "no-pdf"  # where only PDFs are taken
    DAMAGED = "damaged"
    TOO_MANY_PIXELS = "too-many-pixels"
    TOO_MUCH = "too-much"  # it unpacks to more than memory and time allow
    LOCKED = "locked"
    TOO_MANY_PAGES = "too-many-pages"
    ACTIVE = "active"  # it holds a program, a file or a film
    WRITTEN_ON = "written-on"  # a form, a stamp, a remark lies over the pages of a PDF


HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"}


def recognise(data: bytes) -> Kind | Bad:
    """What a file is by its first bytes; whether it is whole shows when it is written
    afresh.
    """
    if not data:
        return Bad.EMPTY
    if len(data) > LARGEST:
        return Bad.TOO_LARGE
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (
        data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    ):
        return Kind.PHOTO
    if data.startswith(b"%PDF-"):
        return Kind.PDF
    return (
        Bad.HEIC if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS else Bad.UNKNOWN
    )


# left, top, width, height in percent of the photo
Area = tuple[float, float, float, float]


def areas(text: str) -> list[Area] | None:
    """Areas as a page sends them, "left,top,width,height;…"; None when they are none.

    Slips of the finger are dropped.
    """
    found: list[Area] = []
    for part in filter(None, text.split(";")):
        try:
            left, top, width, height = map(float, part.split(","))
        except ValueError:
            return None
        if not (
            0 <= left <= 100
            and 0 <= top <= 100
            and 0 < width <= 100
            and 0 < height <= 100
        ):
            return None
        found.append((left, top, width, height))
    return None if len(found) > MOST_AREAS else _without_slips(found)


def _without_slips(found: Iterable[Area]) -> list[Area]:
    return [area for area in found if min(area[2:]) >= SMALLEST_AREA]
