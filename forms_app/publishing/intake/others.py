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
from forms_app.base.profile import FILE
from forms_app.permits.grid.content import COMMUNITIES
from forms_app.publishing.intake import versions
from forms_app.publishing.intake.accepted import Accepted
from forms_app.publishing.intake.journal import DRAFTED, PUBLISHED, UNPUBLISHED, Finding
from forms_app.publishing.intake.sections import OTHERS
from forms_app.publishing.intake.tree import CheckedTree
from forms_app.publishing.intake.waiting import WaitingRoom
from forms_app.publishing.intake.walk import is_there

LOOSER = "少要两人确认的地方，也要另一个账号确认；先照原来的办"
CONFIRM = "请另一个人在“第二人确认”页看过、确认"


@dataclass(frozen=True)
class Taken:
    """The paths that are otherwise now, and what is kept although it is gone. `findings`:
    what comes or goes by its minute, or as a draft, for the journal.
    """

    changed: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def accept(
    content: Path, accepted: Accepted, tree: CheckedTree, room: WaitingRoom
) -> Taken:
    taken = Taken(findings=[*_scheduled(accepted, tree, room)])
    replaced = {finding.path: finding.before for finding in taken.findings}
    for relative, text in tree.texts.items():
        if is_decision(relative) or relative in replaced:
            continue
        if relative == FILE and _is_looser(tree, text):
            taken.faults.append(Fault(FILE, 0, LOOSER, {}, CONFIRM))
            continue
        before = accepted.read(relative)
        if before != text and accepted.copy(relative, text):
            replaced[relative] = before
    for relative, before in replaced.items():
        versions.keep(room.data, relative, before)
        if tree.countersigned:
            tree.countersigned.use(relative)
    taken.changed.update(replaced)
    for section in OTHERS:
        for folder in _folders_of(section, accepted.folder):
            for gone in _take_out(content, accepted, section, folder, tree, taken):
                versions.keep(room.data, *gone)
    if tree.media:
        tree.media.forget(_texts(accepted))
        taken.changed.update(tree.media.taken())
    return taken


def _is_looser(tree: CheckedTree, text: str) -> bool:
    """Whether an office file asks for fewer second accounts than the accepted one, and
    none has confirmed that.
    """
    return bool(tree.countersigned and tree.countersigned.holds_office(text))


def _scheduled(
    accepted: Accepted, tree: CheckedTree, room: WaitingRoom
) -> Iterator[Finding]:
    """Documents whose minute has come, and those that are taken down."""
    for relative, text in tree.texts.items():
        if not room.holds(relative, text):
            continue
        before = accepted.read(relative)
        if before != text:
            yield Finding(PUBLISHED, relative, "", "", text, before)
    for relative in sorted(tree.down):
        before = accepted.read(relative)
        if before is not None:
            own = tree.schedules.get(relative)
            what = DRAFTED if own and own.is_draft else UNPUBLISHED
            yield Finding(what, relative, "", "", None, before)


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
    accepted: Accepted,
    section: Section[Any],
    folder: str,
    tree: CheckedTree,
    taken: Taken,
) -> Iterator[tuple[str, str | None]]:
    """What is gone from a folder. A folder is never taken out whole, nor a community that
    was more than a placeholder. Gives each path with its last text.
    """
    root = accepted.folder
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
            yield relative, accepted.read(relative)
            (root / relative).unlink()
            taken.changed.add(relative)
