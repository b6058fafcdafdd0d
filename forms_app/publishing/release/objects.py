"""The objects of the site: every output once, named by its hash, with its compressed
variants. Never changed in place.

objects/ab/<hash> · .gz (gzip 6) · .br (brotli 5) · .br11 (brotli 11, made when there is
time). They are all derived, so nothing is flushed to the disk: what a power cut or
anything else harmed is found by its hash, and made again.
"""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import brotli

from forms_app.base.contentfile.write import clear_folder, file_hash
from forms_app.base.ownfile import NotRegular, read_own

COMPRESSED = {".html", ".css", ".js", ".json", ".xml", ".svg", ".csv", ".txt"}
WORTH_IT = 200  # bytes
AT_ONCE = 64_000  # bytes; what is larger is compressed after it is out
VARIANTS = (".gz", ".br", ".br11")
OPENS: dict[str, Callable[[bytes], bytes]] = {
    "": lambda data: data,
    ".gz": gzip.decompress,
    ".br": brotli.decompress,
    ".br11": brotli.decompress,
}
# what opening a variant raises that is not whole
NOT_WHOLE = (OSError, EOFError, zlib.error, brotli.error)


def is_whole(data: bytes, name: str) -> bool:
    """Whether these bytes are what the name of their file says: the object of that
    hash, or a variant of it.
    """
    digest, dot, ending = name.partition(".")
    try:
        return file_hash(OPENS[dot + ending](data)) == digest
    except NOT_WHOLE:
        return False


class Objects:
    """The folder of objects."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest

    def keep(self, data: bytes, suffix: str) -> str:
        """Write the data under its hash, unless it is there; gives the hash."""
        digest = file_hash(data)
        path = self.path(digest)
        if path.exists() and not self.harmed_files(digest):
            # it is served anew: a browser that goes by dates alone must not keep what
            # came between
            os.utime(path)
            return digest
        path.parent.mkdir(parents=True, exist_ok=True)
        self._put(digest, data, suffix if len(data) <= AT_ONCE else "")
        return digest

    def mend(self, digest: str, suffix: str) -> bool:
        """Make the object and its variants again out of whichever of them is whole;
        False when none is.
        """
        for ending in OPENS:
            path = self.path(digest).with_name(digest + ending)
            with suppress(OSError):
                data = read_own(path)
                if is_whole(data, path.name):
                    self._put(digest, OPENS[ending](data), suffix)
                    return True
        return False

    def _put(self, digest: str, data: bytes, suffix: str) -> None:
        """Write what of the object is not there or harmed. The plain one last, so that
        an object that is there has its variants.
        """
        path = self.path(digest)
        harmed = self.harmed_files(digest)
        for file in harmed:
            if file != path:
                file.unlink(missing_ok=True)
        if set(self.variants(digest)) != {"gzip", "br"}:
            self._compress(path, data, suffix)
        if path in harmed:
            _write(path, data)

    def harmed_files(self, digest: str) -> list[Path]:
        """What of an object is not what its name says; the plain one also when it is
        not there.
        """
        path = self.path(digest)
        harmed = []
        for ending in OPENS:
            file = path.with_name(digest + ending)
            try:
                fits = is_whole(read_own(file), file.name)
            except FileNotFoundError:
                fits = bool(ending)
            except NotRegular:
                clear_folder(file)
                fits = False
            if not fits:
                harmed.append(file)
        return harmed

    def compress(self, digest: str, suffix: str) -> bool:
        """Make the variants that were put off; says whether there are any now that were
        not.
        """
        path = self.path(digest)
        if path.with_name(f"{digest}.gz").exists() or not path.exists():
            return False
        return self._compress(path, read_own(path), suffix)

    def better(self, digest: str, suffix: str) -> bool:
        """The smallest variant, for when there is nothing else to do."""
        path = self.path(digest)
        best = path.with_name(f"{digest}.br11")
        if (
            suffix not in COMPRESSED
            or best.exists()
            or not path.with_name(f"{digest}.br").exists()
        ):
            return False
        _write(best, brotli.compress(read_own(path), quality=11))
        return True

    def _compress(self, path: Path, data: bytes, suffix: str) -> bool:
        if suffix not in COMPRESSED or len(data) <= WORTH_IT:
            return False
        for ending, smaller in (
            (".gz", gzip.compress(data, 6, mtime=0)),
            (".br", brotli.compress(data, quality=5)),
        ):
            if len(smaller) < len(data):
                _write(path.with_name(path.name + ending), smaller)
        return True

    def variants(self, digest: str) -> dict[str, Path]:
        """What there is beside the plain object, by its content encoding."""
        path = self.path(digest)
        found = {
            "gzip": path.with_name(f"{digest}.gz"),
            "br": path.with_name(f"{digest}.br11"),
        }
        if not found["br"].exists():
            found["br"] = path.with_name(f"{digest}.br")
        return {
            encoding: variant for encoding, variant in found.items() if variant.exists()
        }

    def discard(self, digest: str) -> None:
        path = self.path(digest)
        for ending in ("", *VARIANTS):
            path.with_name(digest + ending).unlink(missing_ok=True)

    def there(self) -> set[str]:
        """The hashes of all objects."""
        return {
            digest for folder in self.folders() for digest in self.in_folder(folder)
        }

    def folders(self) -> list[str]:
        """The beginnings of hashes; one of them holds a small part of all objects."""
        return (
            sorted(path.name for path in self.folder.iterdir())
            if self.folder.is_dir()
            else []
        )

    def in_folder(self, beginning: str) -> list[str]:
        with os.scandir(self.folder / beginning) as entries:
            return [entry.name for entry in entries if "." not in entry.name]


def _write(path: Path, data: bytes) -> None:
    aside = path.with_name(f".{path.name}.tmp")
    try:
        aside.write_bytes(data)
        aside.replace(path)
    except OSError:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise
