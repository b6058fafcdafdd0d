"""The objects of the site: every output once, named by its hash, with its compressed
variants. Never changed in place.

objects/ab/<hash> · .gz (gzip 6) · .br (brotli 5) · .br11 (brotli 11, made when there is
time). They are all derived, so nothing is flushed to the disk: what a power cut harmed
is found by its hash at the next boot and made again.
"""

from __future__ import annotations

import gzip
import os
from contextlib import suppress
from pathlib import Path

import brotli

from forms_app.base.contentfile.write import file_hash

COMPRESSED = {".html", ".css", ".js", ".json", ".xml", ".svg", ".csv", ".txt"}
WORTH_IT = 200  # bytes
AT_ONCE = 64_000  # bytes; what is larger is compressed after it is out
VARIANTS = (".gz", ".br", ".br11")


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
        if path.exists():
            # it is served anew: a browser that goes by dates alone must not keep what
            # came between
            os.utime(path)
            return digest
        path.parent.mkdir(parents=True, exist_ok=True)
        if len(data) <= AT_ONCE:
            self._compress(path, data, suffix)
        _write(path, data)  # last, so that an object that is there has its variants
        return digest

    def compress(self, digest: str, suffix: str) -> bool:
        """Make the variants that were put off; says whether there are any now that were
        not.
        """
        path = self.path(digest)
        if path.with_name(f"{digest}.gz").exists() or not path.exists():
            return False
        return self._compress(path, path.read_bytes(), suffix)

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
        _write(best, brotli.compress(path.read_bytes(), quality=11))
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

    def harmed(self, digests: set[str]) -> set[str]:
        """Those that are missing or are not what their name says; what is left of them
        is discarded.
        """
        found = set()
        for digest in digests:
            try:
                is_whole = file_hash(self.path(digest).read_bytes()) == digest
            except OSError:
                is_whole = False
            if not is_whole:
                self.discard(digest)
                found.add(digest)
        return found


def _write(path: Path, data: bytes) -> None:
    aside = path.with_name(f".{path.name}.tmp")
    try:
        aside.write_bytes(data)
        aside.replace(path)
    except OSError:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise
