"""Writing content files: one line a value, written aside, read again, compared, then
put in place.

Never follows a symlink, never overwrites what the caller has not seen.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from pathlib import Path

from forms_app.base.contentfile.reading import Unreadable, read_content


class StaleFile(Exception):
    """The file is not (any more) what the caller saw."""


def file_hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def one_line(value: str) -> str:
    """NFC, without control characters, blanks run together: what may stand after a key."""
    kept = "".join(
        " " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in value
    )
    return " ".join(unicodedata.normalize("NFC", kept).split())


def render(values: dict[str, str], body: str = "") -> str:
    """A new file."""
    head = "".join(
        f"{key}: {one_line(value)}".rstrip() + "\n" for key, value in values.items()
    )
    return (
        f"{head}\n{unicodedata.normalize('NFC', body).strip()}\n"
        if body.strip()
        else f"{head}\n"
    )


def set_values(text: str, values: dict[str, str]) -> str:
    """Change only these lines; keys not there yet are added at the end of the front
    matter.
    """
    rows = text.split("\n")
    end = next((n for n, row in enumerate(rows) if not row.strip()), len(rows))
    left = dict(values)
    for number, row in enumerate(rows[:end]):
        name = row.partition(":")[0].strip().lower()
        for key in list(left):
            if key.lower() == name:
                rows[number] = f"{key}: {one_line(left.pop(key))}".rstrip()
    rows[end:end] = [
        f"{key}: {one_line(value)}".rstrip() for key, value in left.items()
    ]
    return "\n".join(rows)


def current_hash(path: Path) -> str | None:
    """The hash of a regular file; None where there is none.

    Raises:
        StaleFile: something else stands there, such as a symlink.
    """
    try:
        return file_hash(read_content(path))
    except FileNotFoundError:
        return None
    except Unreadable as error:
        raise StaleFile(f"{path.name}: {error.says}") from None


def replace_file(path: Path, data: bytes, expected: str | None) -> None:
    """Put `data` in place if the file still has the hash `expected` (None: must not be
    there).

    Raises:
        StaleFile: it was changed meanwhile; nothing was written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.parent.is_symlink():
        raise StaleFile(f"{path.parent.name} is a symlink")
    write_aside(path, data, lambda: current_hash(path) == expected)


def write_aside(
    path: Path, data: bytes, still_right: object = None, flush: bool = True
) -> None:
    """Write beside, flush to the disk, read again, compare, replace.

    Without `flush` the caller flushes later.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            if flush:
                os.fsync(file.fileno())
        if aside.read_bytes() != data:
            raise OSError(f"{path.name} could not be written whole")
        if callable(still_right) and not still_right():
            raise StaleFile(f"{path.name} was changed meanwhile")
        aside.replace(path)
        if flush:
            sync_folder(path.parent)
    finally:
        aside.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
