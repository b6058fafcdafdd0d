"""Which cells of an .ods are one: its parser, which tells that of other workbooks, does
not. Imports nothing of the app.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, iterparse

CONTENT = "content.xml"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
# From 0, both ends included: (top, left), (bottom, right).
Area = tuple[tuple[int, int], tuple[int, int]]


def areas_of(data: bytes) -> dict[int, list[Area]]:
    """The areas of an .ods that go over several rows, by the place of their sheet; none
    of any other workbook.
    """
    if not data.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if CONTENT not in packed.namelist():
            return {}
        content = packed.read(CONTENT)
    if b"number-rows-spanned" not in content:
        return {}
    return dict(enumerate(_sheets(content)))


def _sheets(content: bytes) -> Iterator[list[Area]]:
    row = 0
    found: list[Area] = []
    # within a process that has bounds; no entity from outside is read
    for _event, element in iterparse(io.BytesIO(content)):  # noqa: S314
        if element.tag == f"{TABLE}table-row":
            found += _areas(element, row)
            row += _number(element, "number-rows-repeated")
            element.clear()
        elif element.tag == f"{TABLE}table":
            yield found
            row = 0
            found = []


def _areas(row: Element, number: int) -> Iterator[Area]:
    column = 0
    for cell in row:
        if cell.tag in CELLS:
            rows = _number(cell, "number-rows-spanned")
            columns = _number(cell, "number-columns-spanned")
            if rows > 1:
                end = (number + rows - 1, column + columns - 1)
                yield (number, column), end
            column += _number(cell, "number-columns-repeated")


def _number(element: Element, name: str) -> int:
    said = element.get(f"{TABLE}{name}", "")
    return int(said) if said.isascii() and said.isdigit() else 1
