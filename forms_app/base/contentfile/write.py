"""Writing content files: one line a value, written aside, read again, compared, then
put in place.

Never follows a symlink, never overwrites what the caller has not seen.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.reading import Unreadable, read_content
from forms_app.base.refusal import Refused
from forms_app.base.typed import one_line


class StaleFile(Exception):
    """The file is not (any more) what the caller saw."""


class FaultyFile(Refused):
    """What was to be written is no good content file; says what the checker says."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(
            "内容文件里第 %(line)s 行会有错：%(fault)s。没有写进去，请改好再试。",
            line=fault.line,
            fault=fault.message,
        )


Judge = Callable[[bytes], Sequence[Fault]]


def file_hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


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


def must_be_good(data: bytes, judge: Judge) -> None:
    """Raises:
    FaultyFile: the checker finds a fault in it.
    """
    for fault in judge(data):
        raise FaultyFile(fault)


def replace_file(path: Path, data: bytes, expected: str | None, judge: Judge) -> None:
    """Put `data` in place if the file still has the hash `expected` (None: must not be
    there) and `judge` finds nothing wrong with what is to be written.

    Raises:
        FaultyFile: the judge found a fault; nothing was written.
        StaleFile: it was changed meanwhile; nothing was written.
    """
    must_be_good(data, judge)
    make_folder(path.parent)
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
            share(aside, path.parent)
            file.write(data)
            file.flush()
            if flush:
                os.fsync(file.fileno())
        if aside.read_bytes() != data:
            raise OSError(f"{path.name} could not be written whole")
        if callable(still_right) and not still_right():
            raise StaleFile(f"{path.name} was changed meanwhile")
        clear_folder(path)
        aside.replace(path)
        if flush:
            sync_folder(path.parent)
    finally:
        aside.unlink(missing_ok=True)


def clear_folder(path: Path) -> None:
    """Move a folder away that stands where a file of ours is to be."""
    if path.is_dir() and not path.is_symlink():
        path.rename(path.with_name(f"{path.name}.{time.time_ns()}~"))


def make_folder(folder: Path) -> None:
    """Make it and those above it, each shared as the one it lies in."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    share(folder, folder.parent)


def share(new: Path, above: Path) -> None:
    """Open what was just made to the group, as the folder is in which it lies.

    Only in a folder that hands its group on (setgid), as those of editors do, where the
    umask of whoever runs the service must not lock them out. On a disk, or in a
    service, that does not let modes be changed, it stays as it was made.
    """
    wanted = above.stat().st_mode
    if not wanted & stat.S_ISGID:
        return
    made = new.stat().st_mode
    group = stat.S_IRGRP | stat.S_IWGRP
    if stat.S_ISDIR(made):
        group |= stat.S_IXGRP | stat.S_ISGID
    with suppress(PermissionError):
        new.chmod(stat.S_IMODE(made) | wanted & group)


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
