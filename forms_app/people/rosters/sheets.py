"""What a clerk hands in of people: a file of any common kind, or a pasted text.

No ID number leaves this module: columns of them and single ones are emptied by the
reader, and the notes say so.
"""

from __future__ import annotations

from forms_app.base.sheets import reader
from forms_app.base.sheets.cells import Sheet, lines_without_id_numbers
from forms_app.people.rosters import headers, pasted


def read_file(data: bytes, name: str = "") -> Sheet:
    """The rows of a file: of the sheet with a header of a roster, where there are several.

    Raises:
        SheetRefused: it cannot be read; the sentence says what to hand in instead.
    """
    return reader.read_file(data, name, headers.header_of)


def read_pasted(text: str) -> Sheet:
    """The rows of a pasted text: from a sheet, from a chat, or one answer a line.

    Raises:
        SheetRefused: it cannot be read; the sentence says how to paste instead.
    """
    cleaned = lines_without_id_numbers(text)
    sheet = pasted.read(cleaned)
    return reader.checked(sheet, headers.header_of, has_dropped=cleaned != text)
