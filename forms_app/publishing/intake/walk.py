"""Walking a content tree: which files belong to it, in a fixed order, and the stamps
that tell whether a file changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from forms_app.base.contentfile.campaign_folder import (
    CAMPAIGNS,
    DECISIONS,
    is_decision,
)
from forms_app.base.contentfile.stamp import stamp

T = TypeVar("T")
FAULTS_FILE = "FAULTS.txt"
OWN_FILES = frozenset({FAULTS_FILE, "README.txt"})  # ours, for whoever edits


class ContentUnavailable(Exception):
    """The content folder is missing, empty or unreadable: nothing may be concluded from
    what is not there.
    """


def content_files(
    content: Path, ignore: frozenset[str] = frozenset(), with_decisions: bool = True
) -> Iterator[str]:
    """The relative paths that belong to the tree, in order; editors' side files are
    passed over.

    Folders of `ignore` are not looked into, however large they are, nor those of
    decisions where they are not asked for.

    Raises:
        ContentUnavailable: there is no folder, or nothing in it.
    """
    try:
        with os.scandir(content) as entries:
            top = sorted(entries, key=attrgetter("name"))
    except OSError as error:
        raise ContentUnavailable(
            f"{content} cannot be read: {error.strerror}"
        ) from error
    if not top:
        raise ContentUnavailable(f"{content} is empty")
    wanted = [entry for entry in top if entry.name not in ignore]
    yield from _files_among(wanted, "", with_decisions)


def enterprise_paths(content: Path) -> Iterator[str]:
    """The relative paths in the folders of decisions, in order."""
    for campaign in _folders(content / CAMPAIGNS):
        folder = f"{CAMPAIGNS}/{campaign}/{DECISIONS}/"
        yield from _files_among(_entries(content / folder), folder)


def _files_among(
    entries: list[os.DirEntry[str]], prefix: str, with_decisions: bool = True
) -> Iterator[str]:
    for entry in entries:
        path = prefix + entry.name
        if _is_side(entry.name) or (is_decision(path) and not with_decisions):
            continue
        if entry.is_dir(follow_symlinks=False):
            inside = _entries(Path(entry.path))
            yield from _files_among(inside, f"{path}/", with_decisions)
        else:
            yield path


def _folders(folder: Path) -> list[str]:
    """The names of the folders in it that are content."""
    return [
        entry.name
        for entry in _entries(folder)
        if entry.is_dir(follow_symlinks=False) and not _is_side(entry.name)
    ]


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """In order; none where there is no folder, or one that may not be looked into.

    Raises:
        ContentUnavailable: it is there, but the disk gives it not.
    """
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=attrgetter("name"))
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return []
    except OSError as error:
        raise ContentUnavailable(
            f"{folder} cannot be read: {error.strerror}"
        ) from error


def is_side_file(relative: Path) -> bool:
    """What editors leave beside a file while they write, and what we write ourselves."""
    return any(map(_is_side, relative.parts))


def _is_side(name: str) -> bool:
    return (
        name in OWN_FILES
        or name.startswith((".", "#"))
        or name.endswith(("~", ".swp", ".tmp", ".part"))
    )


def of_enterprises(by_path: dict[str, T]) -> dict[str, T]:
    """What is noted of enterprise files alone."""
    return {path: one for path, one in by_path.items() if is_decision(path)}


def stamps(folder: Path) -> dict[str, str]:
    """By relative path, what tells each enterprise file of a tree from what stands
    there after any change.

    The inode and the time of the last change of its status are among it: neither can be
    set back by who edits.
    """
    found = {}
    for campaign in _folders(folder / CAMPAIGNS):
        decisions = f"{CAMPAIGNS}/{campaign}/{DECISIONS}"
        for community in _folders(folder / decisions):
            for entry in _entries(folder / decisions / community):
                if entry.name.endswith(".md") and entry.is_file(follow_symlinks=False):
                    path = f"{decisions}/{community}/{entry.name}"
                    found[path] = stamp(entry.stat(follow_symlinks=False))
    return found


def whole_stamps(content: Path) -> dict[str, str]:
    """The same of every file of a content tree; nothing where it cannot be walked."""
    found: dict[str, str] = {}
    try:
        for relative in content_files(content):
            with suppress(OSError):
                found[relative] = stamp((content / relative).lstat())
    except ContentUnavailable:
        return {}
    return found


def is_there(folder: Path) -> bool:
    """Whether a folder is there and may be looked into: only then may be concluded from
    what it does not hold.
    """
    return os.access(folder, os.R_OK | os.X_OK)


def stands_there(path: Path) -> bool:
    """Whether there is anything but a folder; what it is, reading it tells."""
    return os.path.lexists(path) and not path.is_dir()
