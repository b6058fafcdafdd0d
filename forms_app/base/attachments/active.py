"""What of a PDF would run by itself, or reach out, on the machine of whoever opens it:
scripts, starting a program, sending a form, files within the file.

Runs in the process of rewriting.py, and imports nothing of the app.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

# What an action may do (ISO 32000-1, 12.6.4) and nobody expects of a paper.
RUNS = {
    "/GoTo3DView",
    "/GoToE",
    "/ImportData",
    "/JavaScript",
    "/Launch",
    "/Movie",
    "/Rendition",
    "/RichMediaExecute",
    "/Sound",
    "/SubmitForm",
}
# Where an action hangs that is carried out without being pressed.
UNASKED = ("/AA", "/OpenAction")
BY_NAME = ("/JavaScript", "/EmbeddedFiles")
# Annotations that play or hold something: a reader would miss them.
PLAYS = {"/3D", "/FileAttachment", "/Movie", "/RichMedia", "/Screen", "/Sound"}
OF_THE_WHOLE = {
    "/AcroForm",
    "/Dests",
    "/Extensions",
    "/Lang",
    "/MarkInfo",
    "/Names",
    "/OCProperties",
    "/OpenAction",
    "/Outlines",
    "/OutputIntents",
    "/PageLabels",
    "/PageLayout",
    "/PageMode",
    "/Pages",
    "/StructTreeRoot",
    "/Type",
    "/Version",
    "/ViewerPreferences",
}
Clean = Callable[[Any], None]


class Shown(Exception):
    """It plays or holds something that a reader would miss."""


def without(reader: Any, clean: Clean) -> bytes:
    """The same PDF without it; `clean` is called with each of its dictionaries.

    Raises:
        Shown: as it says.
    """
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=reader)
    writer.metadata = None
    root = writer._root_object
    for key in root.keys() - OF_THE_WHOLE:
        del root[key]
    for one in _all(writer):
        clean(one)
        _drop(one)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def is_active(reader: Any) -> bool:
    """Whether there is anything of it in a PDF that must stay as it is."""
    from pypdf import PdfWriter

    return any(map(_is_active, _all(PdfWriter(clone_from=reader))))


def _is_active(held: Any) -> bool:
    is_action = held.get("/S") in RUNS
    is_shown = held.get("/Subtype") in PLAYS
    return is_action or is_shown or not held.keys().isdisjoint({"/EF", "/XFA"})


def _all(writer: Any) -> Iterator[Any]:
    """Every dictionary, also those within others."""
    for held in list(writer._objects):
        yield from _within(held)


def _within(held: Any) -> Iterator[Any]:
    if isinstance(held, dict):
        yield held
        for value in list(held.values()):
            yield from _within(value)
    elif isinstance(held, list):
        for value in held:
            yield from _within(value)


def _drop(held: Any) -> None:
    if held.get("/Subtype") in PLAYS and "/Rect" in held:
        raise Shown
    for key in (*UNASKED, *BY_NAME, "/EF", "/XFA"):
        if not _leads_to_a_page(held, key):
            held.pop(key, None)
    if held.get("/S") in RUNS:
        held.clear()


def _leads_to_a_page(held: Any, key: str) -> bool:
    """Opening at a page, as many papers do."""
    value = held.get(key)
    found = value.get_object() if hasattr(value, "get_object") else value
    if key != "/OpenAction" or found is None:
        return False
    return isinstance(found, list) or found.get("/S") == "/GoTo"
