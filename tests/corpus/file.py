"""One file of the corpus, and how to look into one."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

# Stands in every file where nobody sees it.
CANARY = "CanaryRidesAlong"
MARK = CANARY.encode()
MOST = 1 << 22  # bytes of a packed part that are looked through
PACKED = re.compile(rb"x[\x01\x5e\x9c\xda]")  # how what zlib packs begins
NO_ZIP = (
    zipfile.BadZipFile,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    zlib.error,
)


@dataclass(frozen=True)
class File:
    """`make` gives its bytes; `name` is what it is called when it is sent."""

    name: str
    make: Callable[[], bytes]


def has_canary(data: bytes) -> bool:
    """Whether it stands anywhere in these bytes: as it is, in wide signs, or packed."""
    return any(_says(part) for part in _parts(data, 0))


def _says(data: bytes) -> bool:
    wide = (CANARY.encode("utf-16-le"), CANARY.encode("utf-16-be"))
    hexadecimal = MARK.hex().encode()
    return any(word in data for word in (MARK, *wide, hexadecimal))


def _parts(data: bytes, deep: int) -> Iterator[bytes]:
    yield data
    if deep > 3:
        return
    with suppress(*NO_ZIP), zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            yield name.encode()
            with packed.open(name) as part:
                yield from _parts(part.read(MOST), deep + 1)
    for packed in PACKED.finditer(data):
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(data[packed.start() :], MOST)
