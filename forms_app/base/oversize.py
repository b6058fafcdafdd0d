"""What was typed into a form whose files make it too large to be read: its fields stand
before its files.
"""

from __future__ import annotations

from flask import Request
from werkzeug.sansio.multipart import (
    Data,
    Field,
    File,
    MultipartDecoder,
    NeedData,
)

MOST = 256 * 1024  # bytes; more is not typed


def is_oversize(request: Request) -> bool:
    """Whether it is refused by its length, and nothing of it was read."""
    most = request.max_content_length
    length = request.content_length
    return most is not None and length is not None and length > most


def fields_before_files(request: Request) -> list[tuple[str, str]]:
    """Name and text of each; nothing where no file follows, since then the text is what
    is too large.
    """
    boundary = request.mimetype_params.get("boundary", "")
    if request.mimetype != "multipart/form-data" or not boundary:
        return []
    decoder = MultipartDecoder(boundary.encode("latin-1", "replace"))
    try:
        decoder.receive_data(request.environ["wsgi.input"].read(MOST))
        return _until_a_file(decoder)
    except (ValueError, OSError):
        return []


def _until_a_file(decoder: MultipartDecoder) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    name = ""
    text = b""
    while not isinstance(part := decoder.next_event(), NeedData):
        if isinstance(part, File):
            return found
        if isinstance(part, Field):
            name = part.name
            text = b""
        elif isinstance(part, Data):
            text += part.data
            if not part.more_data:
                found.append((name, text.decode("utf-8", "replace")))
    return []
