"""The records of an old .xls: whether it is locked, and which cells are errors, which
the parser gives as empty.

As in [MS-XLS]. Imports nothing of the app.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

from forms_app.base.sheets import errors

FILE_PASS = 0x2F
BOUND_SHEET = 0x85
BOOLEAN_OR_ERROR = 0x205
FORMULAS = (0x6, 0x206, 0x406)
FIRST_RECORDS = 20
# row and column from 0, text
Mark = tuple[int, int, str]


def is_locked(stream: bytes) -> bool:
    """Whether one of the first records says that the others are encrypted."""
    records = zip(range(FIRST_RECORDS), _records(stream), strict=False)
    return any(kind == FILE_PASS for _n, (_at, kind, _body) in records)


def error_cells(stream: bytes) -> dict[int, list[Mark]]:
    """The cells with an error, by the place of their sheet in the workbook."""
    begins: list[int] = []
    found: dict[int, list[Mark]] = defaultdict(list)
    for at, kind, body in _records(stream):
        if kind == BOUND_SHEET and len(body) >= 4:
            begins.append(struct.unpack_from("<I", body)[0])
        elif (code := _error(kind, body)) is not None:
            in_order = sorted(begins)
            latest = bisect_right(in_order, at) - 1
            if latest >= 0:
                row, column = struct.unpack_from("<HH", body)
                place = begins.index(in_order[latest])
                found[place].append((row, column, errors.text_of(code)))
    return found


def _error(kind: int, body: bytes) -> int | None:
    """The code of the error that this record says is in a cell."""
    if kind == BOOLEAN_OR_ERROR and len(body) >= 8 and body[7]:
        return body[6]
    if kind in FORMULAS and body[6:7] == b"\x02" and body[12:14] == b"\xff\xff":
        return body[8]
    return None


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at <= len(stream) - 4:
        kind, size = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + size]
        at += 4 + size
