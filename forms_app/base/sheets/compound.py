"""The streams of a compound file, the wrapping of an old .xls, an .et, and of an .xlsx
with a password.

As in [MS-CFB]. Imports nothing of the app.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_REGULAR = 0xFFFFFFFA  # greater numbers of sectors have a meaning of their own
ENTRY = 128  # bytes of an entry of the directory
NAMES_OF_A_WORKBOOK = ("workbook", "book")


class Compound:
    """A compound file.

    Raises ValueError where it is damaged.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._read_header(data)
        except (struct.error, IndexError) as damaged:
            raise ValueError(str(damaged)) from None

    def _read_header(self, data: bytes) -> None:
        self.data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift >= shift:
            raise ValueError("sectors of a size that is not used")
        self.size = 1 << shift
        self.mini_size = 1 << mini_shift
        self.fat = self._read_fat()
        first, self.cutoff, mini_fat = struct.unpack_from("<I4xII", data, 48)
        self.entries = {name: place for name, *place in self._directory(first)}
        packed = self._chain(mini_fat)
        self.mini_fat = struct.unpack(f"<{len(packed) // 4}I", packed)

    def workbook(self) -> bytes | None:
        """The stream with the sheets; None where there is none."""
        named = [name for name in NAMES_OF_A_WORKBOOK if name in self.entries]
        return self.stream(named[0]) if named else None

    def stream(self, name: str) -> bytes:
        """The bytes of the stream with this name in small letters."""
        first, size = self.entries[name]
        if size >= self.cutoff:
            return self._chain(first)[:size]
        minis = self._chain(self.entries["root entry"][0])
        step = self.mini_size
        places = _numbers(first, self.mini_fat)
        return b"".join(minis[at * step : (at + 1) * step] for at in places)[:size]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self.size
        return self.data[start : start + self.size]

    def _chain(self, first: int) -> bytes:
        return b"".join(map(self._sector, _numbers(first, self.fat)))

    def _read_fat(self) -> tuple[int, ...]:
        """Which sector follows each, from the sectors that say so."""
        following, left = struct.unpack_from("<II", self.data, 68)
        sectors = list(struct.unpack_from("<109I", self.data, 76))
        entries = self.size // 4
        for _sector in range(min(left, len(self.data) // self.size)):
            if following >= MOST_REGULAR:
                break
            more = struct.unpack(f"<{entries}I", self._sector(following))
            sectors += more[:-1]
            following = more[-1]
        packed = b"".join(self._sector(one) for one in sectors if one < MOST_REGULAR)
        return struct.unpack(f"<{len(packed) // 4}I", packed)

    def _directory(self, first: int) -> Iterator[tuple[str, int, int]]:
        """Name in small letters, first sector and size of each entry."""
        packed = self._chain(first)
        for at in range(0, len(packed) - ENTRY + 1, ENTRY):
            length = struct.unpack_from("<H", packed, at + 64)[0]
            name = packed[at : at + max(0, min(length, 64) - 2)]
            start, size = struct.unpack_from("<II", packed, at + 116)
            if name:
                yield name.decode("utf-16-le", "replace").casefold(), start, size


def _numbers(first: int, following: tuple[int, ...]) -> Iterator[int]:
    """The sectors of a chain; a circle ends where it has all there are."""
    for _sector in following:
        if first >= len(following):
            return
        yield first
        first = following[first]
