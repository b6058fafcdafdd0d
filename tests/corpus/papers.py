"""PDFs with what runs by itself, what rides along, bombs and broken ones."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from tests.corpus.archives import zipped
from tests.corpus.file import CANARY, MARK, File

Change = Callable[[PdfWriter], None]


def name(word: str) -> NameObject:
    return NameObject(word)


def words(**said: object) -> DictionaryObject:
    """A dictionary: S="/URI" is /S /URI, a plain text a text."""
    made = DictionaryObject()
    for key, value in said.items():
        if isinstance(value, str):
            value = name(value) if value.startswith("/") else TextStringObject(value)
        made[name(f"/{key}")] = value
    return made


def pdf(change: Change = lambda _writer: None, pages: int = 1) -> bytes:
    first = io.BytesIO()
    sheet = Image.new("RGB", (200, 280), "white")
    sheet.save(first, "PDF", save_all=True, append_images=[sheet] * (pages - 1))
    writer = PdfWriter(clone_from=first)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def script() -> DictionaryObject:
    return words(S="/JavaScript", JS=f"app.alert('{CANARY}')")


def opening(action: Callable[[], DictionaryObject]) -> Change:
    def change(writer: PdfWriter) -> None:
        writer._root_object[name("/OpenAction")] = action()

    return change


def launch() -> DictionaryObject:
    return words(S="/Launch", F=f"C:\\{CANARY}.exe")


def submit() -> DictionaryObject:
    return words(S="/SubmitForm", F=f"http://x.invalid/{CANARY}")


def elsewhere() -> DictionaryObject:
    return words(S="/URI", URI=f"http://x.invalid/{CANARY}")


def by_name(writer: PdfWriter) -> None:
    scripts = ArrayObject([TextStringObject("a"), writer._add_object(script())])
    of_names = words(JavaScript=words(Names=scripts))
    writer._root_object[name("/Names")] = of_names


def of_a_page(writer: PdfWriter) -> None:
    writer.pages[0][name("/AA")] = words(O=script())


def embedded(writer: PdfWriter) -> None:
    writer.add_attachment(f"{CANARY}.exe", MARK)


def described(writer: PdfWriter) -> None:
    writer.add_metadata({"/Author": CANARY})
    told = DecodedStreamObject()
    told.set_data(b"<x:xmpmeta>" + MARK)
    writer._root_object[name("/Metadata")] = writer._add_object(told)


def annotated(kind: str, **more: object) -> Change:
    def change(writer: PdfWriter) -> None:
        corners = ArrayObject([NumberObject(n) for n in (0, 0, 20, 20)])
        made = words(Type="/Annot", Subtype=f"/{kind}", Rect=corners, **more)
        writer.pages[0][name("/Annots")] = ArrayObject([writer._add_object(made)])

    return change


def linked(writer: PdfWriter) -> None:
    annotated("Link", A=script())(writer)


def form_of_xml(writer: PdfWriter) -> None:
    told = DecodedStreamObject()
    told.set_data(b"<xdp:xdp>" + MARK)
    fields = words(XFA=writer._add_object(told), Fields=ArrayObject())
    writer._root_object[name("/AcroForm")] = fields


def of_another_program(writer: PdfWriter) -> None:
    writer.pages[0][name("/PieceInfo")] = words(Program=words(Private=CANARY))


def unused(writer: PdfWriter) -> None:
    told = DecodedStreamObject()
    told.set_data(MARK)
    writer._root_object[name("/Unused")] = writer._add_object(told)


def bomb(writer: PdfWriter) -> None:
    stream = StreamObject()
    stream._data = zlib.compress(b"\0" * (300 << 20), 1)
    stream[name("/Filter")] = name("/FlateDecode")
    writer.pages[0][name("/Contents")] = writer._add_object(stream)


def packed_twice(writer: PdfWriter) -> None:
    stream = StreamObject()
    stream._data = zlib.compress(zlib.compress(b"\0" * (100 << 20), 9), 9)
    filters = [name("/FlateDecode"), name("/FlateDecode")]
    stream[name("/Filter")] = ArrayObject(filters)
    writer.pages[0][name("/Contents")] = writer._add_object(stream)


def locked(writer: PdfWriter) -> None:
    described(writer)
    writer.encrypt("x")


def written_over() -> bytes:
    """What the paper said before stays behind in a file that was added to."""
    plain = pdf()
    old = b"99 0 obj\n(" + MARK + b")\nendobj\n"
    end = plain.rindex(b"xref\n", 0, plain.rindex(b"startxref"))
    table = plain[end : plain.rindex(b"startxref")]
    return plain[:end] + old + table + b"startxref\n%d\n%%%%EOF\n" % (end + len(old))


def signed(change: Change) -> bytes:
    """It says that it is signed."""

    def and_said(writer: PdfWriter) -> None:
        change(writer)
        numbers = ArrayObject([NumberObject(0)] * 4)
        writer._root_object[name("/Sealed")] = words(ByteRange=numbers)

    return pdf(and_said)


# What is taken, and written afresh without it.
RIDING = {
    "pdf opens a script": File("a.pdf", lambda: pdf(opening(script))),
    "pdf script by name": File("a.pdf", lambda: pdf(by_name)),
    "pdf script of a page": File("a.pdf", lambda: pdf(of_a_page)),
    "pdf launches": File("a.pdf", lambda: pdf(opening(launch))),
    "pdf sends": File("a.pdf", lambda: pdf(opening(submit))),
    "pdf opens an address": File("a.pdf", lambda: pdf(opening(elsewhere))),
    "pdf script of a link": File("a.pdf", lambda: pdf(linked)),
    "pdf holds a file": File("a.pdf", lambda: pdf(embedded)),
    "pdf tells its author": File("a.pdf", lambda: pdf(described)),
    "pdf form of xml": File("a.pdf", lambda: pdf(form_of_xml)),
    "pdf of another program": File("a.pdf", lambda: pdf(of_another_program)),
    "pdf unused": File("a.pdf", lambda: pdf(unused)),
    "pdf written over": File("a.pdf", written_over),
    "pdf+zip": File("a.pdf", lambda: pdf() + zipped({"x.html": MARK})),
}
CALLED_A_PICTURE = {
    "pdf called jpg": File("a.jpg", lambda: pdf(described)),
}
STAMPED = {
    "pdf stamp": File("a.pdf", lambda: pdf(annotated("Stamp", T=CANARY))),
}
OVER_PAGES = {
    "pdf rich media": File(
        "a.pdf", lambda: pdf(annotated("RichMedia", Contents=CANARY))
    ),
    "pdf file on a page": File(
        "a.pdf", lambda: pdf(annotated("FileAttachment", Contents=CANARY))
    ),
}
BOMBS = {
    "pdf bomb": File("a.pdf", lambda: pdf(bomb)),
    "pdf packed twice": File("a.pdf", lambda: pdf(packed_twice)),
}
LOCKED = {"pdf locked": File("a.pdf", lambda: pdf(locked))}
LONG = {"pdf of 31 pages": File("a.pdf", lambda: pdf(described, pages=31))}
CUT_OFF = {"pdf cut off": File("a.pdf", lambda: pdf(described)[:400])}
BEHIND_HTML = {
    "html before a pdf": File("a.pdf", lambda: b"<script>" + MARK + pdf()),
}
SIGNED = {"pdf signed with a script": File("a.pdf", lambda: signed(opening(script)))}
