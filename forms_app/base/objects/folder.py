"""Objects as files of the office folder: written aside, flushed with the folders that
lead to them, put in place.

obstore's own folder is not used: what it has acknowledged is not yet on the disk.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from forms_app.base.contentfile.write import sync_folder, write_aside
from forms_app.base.objects.store import Listed, ObjectGone, digest_of, verified
from forms_app.base.ownfile import opened, read_own


class FolderOfObjects:
    """Below a folder that only the service reads."""

    address = ""

    def __init__(self, root: Path) -> None:
        self.folder: Path | None = root
        self.root = root

    def put(self, name: str, data: bytes) -> str:
        path = self.root / name
        _make_lasting(path.parent)
        write_aside(path, data)
        path.chmod(0o600)
        return digest_of(data)

    def get(self, name: str, expected: str) -> bytes:
        return verified(self.raw(name), expected)

    def first_byte(self, name: str) -> bytes:
        try:
            with opened(self.root / name) as file:
                return file.read(1)
        except FileNotFoundError:
            raise ObjectGone from None

    def raw(self, name: str) -> bytes:
        try:
            return read_own(self.root / name)
        except FileNotFoundError:
            raise ObjectGone from None

    def remove(self, name: str) -> None:
        (self.root / name).unlink(missing_ok=True)

    def names(self, below: str) -> Iterator[Listed]:
        for path in sorted((self.root / below).rglob("*")):
            with suppress(FileNotFoundError):  # gone meanwhile
                if not path.is_dir():
                    changed_at = datetime.fromtimestamp(path.lstat().st_mtime, UTC)
                    yield Listed(path.relative_to(self.root).as_posix(), changed_at)


def _make_lasting(folder: Path) -> None:
    """Make it and those above it; a power cut would else take a new one with the file
    in it.
    """
    if folder.is_dir():
        return
    _make_lasting(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)
