"""Accepting all content files but the enterprises: good ones are copied as they are,
and what vanished is taken out, unless it is more than anybody means to delete.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forms_app.base.contentfile.campaign_folder import is_decision
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.section import Section
from forms_app.permits.grid.content import COMMUNITIES
from forms_app.publishing.intake import versions
from forms_app.publishing.intake.accepted import Accepted
from forms_app.publishing.intake.sections import OTHERS
from forms_app.publishing.intake.tree import CheckedTree
from forms_app.publishing.intake.walk import is_there


@dataclass(frozen=True)
class Taken:
    """The paths that are otherwise now, and what is kept although it is gone."""

    changed: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)


def accept(content: Path, accepted: Accepted, tree: CheckedTree, data: Path) -> Taken:
    """`data`: where earlier versions are kept."""
    taken = Taken()
    for relative, text in tree.texts.items():
        if is_decision(relative):
            continue
        before = accepted.read(relative)
        if before != text and accepted.copy(relative, text):
            versions.keep(data, relative, before)
            taken.changed.add(relative)
    for section in OTHERS:
        for folder in _folders_of(section, accepted.folder):
            _take_out(content, accepted.folder, section, folder, tree, taken)
    if tree.media:
        tree.media.forget(_texts(accepted))
        taken.changed.update(tree.media.taken())
    return taken


def _texts(accepted: Accepted) -> Iterator[str]:
    """What is accepted of documents."""
    for section in OTHERS:
        for path in accepted.folder.glob(section.pattern):
            yield accepted.read(path.relative_to(accepted.folder).as_posix()) or ""


def _folders_of(section: Section[Any], root: Path) -> Iterator[str]:
    """The folders of an accepted tree in which its files lie."""
    if section.is_folder:
        for path in sorted(root.glob(f"{section.pattern.rpartition('/')[0]}/")):
            yield path.relative_to(root).as_posix()


def _take_out(
    content: Path,
    root: Path,
    section: Section[Any],
    folder: str,
    tree: CheckedTree,
    taken: Taken,
) -> None:
    """What is gone from a folder. A folder is never taken out whole, nor a community that
    was more than a placeholder.
    """
    every = sorted((root / folder).glob("*.*"))
    files = [path for path in every if not path.is_dir()]
    kept = [path.relative_to(root).as_posix() for path in files]
    gone = [relative for relative in kept if relative not in tree.seen]
    is_whole = len(gone) == len(kept) and (
        len(kept) > 1 or not is_there(content / folder)
    )
    if section is COMMUNITIES:
        says = "文件不见了；网站上还保留着。请放回去"
    elif is_whole:
        says = "整个文件夹不见了；网站上还保留着"
    else:
        says = ""
    for relative in gone:
        if says and relative not in tree.replaced:
            taken.faults.append(Fault(relative, 0, says))
        else:
            (root / relative).unlink()
            taken.changed.add(relative)
