"""Strategies for sheets and pictures as nobody makes them: honest ones with bytes changed, cut off, said wrongly or repeated."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache

from hypothesis import strategies as st
from PIL import Image

from tests.people.rosters.handed_in import (
    HEADER,
    PERSON,
    biff,
    ods,
    ole,
    with_cells,
    xlsx,
)

VALUES = st.one_of(
    st.text(max_size=40),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.sampled_from(["#N/A", "=1/0", "２０２０－３－１", "\u200b", "13800001234", ""]),
)
CELLS = [
    '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>',
    '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    '<row r="0"><c r="A0"><v>1</v></c></row>',
    '<row r="2"><c r="A2" t="s"><v>99999999</v></c></row>',
    '<row r="3"><c r="B3" t="e"><v>#N/A</v></c></row>',
    '<row r="4"><c r="A4"><f>A4</f></c></row>',
    '<row r="5"><c t="d"><v>2020-13-45</v></c></row>',
    '<row r="6"><c r="A6" s="9999"><v>1e999</v></c></row>',
    "<row>",
    "</sheetData>",
    "&#0;",
]


def csv_of(rows: list[list[object]], encoding: str) -> bytes:
    lines = [",".join(map(str, row)) for row in rows]
    return "\r\n".join(lines).encode(encoding, "replace")


def photo(form: str, size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, form)
    return out.getvalue()


@st.composite
def harmed(draw: st.DrawFn, data: bytes) -> bytes:
    """Some bytes changed, taken out, said twice, or nothing more after a place."""
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, max(0, len(data) - 1)))
        other = draw(st.binary(min_size=1, max_size=8))
        after = draw(st.sampled_from([place, place + 1, place + len(other), len(data)]))
        again = draw(st.sampled_from([1, 1, 1, 500]))
        data = data[:place] + other * again + data[after:]
    return data


@st.composite
def _harmed_inside(draw: st.DrawFn, data: bytes) -> bytes:
    """A zip of which one part is harmed, whole as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(out, "w") as new:
        names = packed.namelist()
        chosen = draw(st.sampled_from(names))
        for name in names:
            part = packed.read(name)
            new.writestr(name, draw(harmed(part)) if name == chosen else part)
    return out.getvalue()


# A workbook says when it was made: made once, the same example is the same bytes again.
book = cache(lambda: xlsx([list(HEADER), list(PERSON)]))
book_with = cache(with_cells)


@st.composite
def sheets(draw: st.DrawFn) -> bytes:
    """A file for the upload of a sheet."""
    rows = draw(st.lists(st.lists(VALUES, max_size=9), max_size=5))
    table = [list(HEADER), list(PERSON), *rows]
    texts = [[str(value) for value in row] for row in table]
    kinds: list[Callable[[], bytes]] = [
        book,
        lambda: book_with("".join(draw(st.lists(st.sampled_from(CELLS), max_size=6)))),
        lambda: ods([list(HEADER), list(PERSON)]),
        lambda: ole(biff([list(HEADER), list(PERSON)])),
        lambda: csv_of(table, draw(st.sampled_from(["utf-8", "gb18030", "utf-16"]))),
        lambda: f"<table>{''.join(f'<tr><td>{row}' for row in texts)}".encode(),
    ]
    data = draw(st.sampled_from(kinds))()
    if data.startswith(b"PK") and draw(st.booleans()):
        return draw(_harmed_inside(data))
    return draw(harmed(data))


@st.composite
def pictures(draw: st.DrawFn) -> bytes:
    """A file for the upload of a photo or a paper."""
    form = draw(st.sampled_from(["JPEG", "PNG", "WEBP", "PDF", "GIF", "TIFF", "BMP"]))
    sides = st.integers(1, 300)
    return draw(harmed(photo(form, (draw(sides), draw(sides)))))
