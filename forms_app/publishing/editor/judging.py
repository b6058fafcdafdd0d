"""What the publisher would say of a content file that is not saved yet: its own judge,
over the content of the office with this one text in it.
"""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from forms_app.base.contentfile.campaign_folder import (
    decision_path,
    is_decision,
    key_of,
)
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.targets import MEDIA
from forms_app.base.jsonfiles import read_json
from forms_app.base.office import Office
from forms_app.base.profile import profile_in
from forms_app.permits.enterprises.content import GRANTED, EnterpriseFile
from forms_app.permits.resumption.public import decided_by
from forms_app.publishing import preview
from forms_app.publishing.intake import copies
from forms_app.publishing.intake.accepted import Accepted
from forms_app.publishing.intake.check import Memory, check_others
from forms_app.publishing.intake.decisions import Decisions, Edit
from forms_app.publishing.intake.enterprises import check_enterprise
from forms_app.publishing.intake.media import Media, placed_in
from forms_app.publishing.intake.shared_journal import journal_of
from forms_app.publishing.intake.tree import CheckedTree
from forms_app.publishing.intake.verdicts import Verdicts

FAULTS = "faults.json"


class PlacedMedia(Media):
    """Pictures and attachments as the publisher has looked at them, or will in a moment."""

    def __init__(self, office: Office) -> None:
        super().__init__(office.content)
        self.office = office

    def look(self, paths: Collection[str]) -> set[str]:
        told = {fault["path"] for fault in read_json(self.office.data / FAULTS) or []}
        there = {f"{MEDIA}/{file.name}" for file in self.folder.glob("*.*")}
        return set(placed_in(self.office.accepted)) | (there - told)


class AcceptedCopies(Accepted):
    """The accepted tree, which another process writes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.standing = read_json(folder / "standing.json")


@dataclass(frozen=True)
class Judged:
    """`faults` of the file itself, `others` of files that are good without this text.
    `before` and `after`: of an enterprise, what is accepted and what would be.
    `is_down`: a document that is public would not be.
    """

    tree: CheckedTree
    faults: list[Fault]
    others: list[Fault]
    before: EnterpriseFile | None = None
    after: EnterpriseFile | None = None
    is_down: bool = False


_memories: dict[Path, Memory] = {}
_one_at_a_time = threading.Lock()


def judged(office: Office, path: str, data: bytes | None) -> Judged:
    """Judge a text, or with None the content as it is."""
    with _one_at_a_time, preview.laid_out(office) as content:
        memory = _memories.setdefault(office.content, Memory(PlacedMedia(office)))
        now = office.clock.now()
        before = check_others(content, office.accepted, memory, now)
        if data is None:
            return Judged(before, list(before.faults_of.get(path, ())), [])
        preview.put(content, path, data)
        if is_decision(path):
            return _decision(office, content, before, path)
        tree = check_others(content, office.accepted, memory, now)
    known = {(one.path, one.message) for one in before.faults}
    new = (one for one in tree.faults if (one.path, one.message) not in known)
    others = [one for one in new if one.path != path]
    is_down = path in tree.down and (office.accepted / path).exists()
    return Judged(tree, sorted_by_line(tree, path), others, is_down=is_down)


def must_be_confirmed(office: Office, path: str, found: Judged) -> bool:
    """Whether a second account has to confirm a text that was judged."""
    rule = profile_in(office.accepted).second_eyes
    after = found.after
    if after is None:
        is_document = path in found.tree.schedules and path not in found.tree.down
        return is_document and rule.of_document(path)
    is_asked = rule.of_approval(after.campaign, after.community)
    return is_asked and after.status in GRANTED


def sorted_by_line(tree: CheckedTree, path: str) -> list[Fault]:
    return sorted(tree.faults_of.get(path, ()), key=lambda fault: fault.line)


def _decision(office: Office, content: Path, tree: CheckedTree, path: str) -> Judged:
    """An enterprise's file, by itself and by what came before it."""
    for other in _namesakes(office, path):
        preview.put(content, other, b"")
    tree.enterprises_seen.add(path)
    check_enterprise(tree, content, path, office.clock.today())
    accepted = AcceptedCopies(office.accepted)
    record = tree.enterprises.get(path)
    before = accepted.record(path)
    if record is None:
        return Judged(tree, sorted_by_line(tree, path), [], before)
    fault = _must_wait(office, accepted, record, path, tree.texts[path])
    return Judged(tree, [fault] if fault else [], [], before, record)


def _namesakes(office: Office, path: str) -> list[str]:
    """Files of which this one may be a copy, by its name."""
    name = path.rpartition("/")[2].removesuffix(".md")
    every = decision_path(key_of(path).partition("/")[0], "*", name)
    found = [one.relative_to(office.content) for one in office.content.glob(every)]
    original = copies.original_of(path)
    if original and (office.content / original).exists():
        found.append(Path(original))
    return [one.as_posix() for one in found if one.as_posix() != path]


def _must_wait(
    office: Office,
    accepted: AcceptedCopies,
    record: EnterpriseFile,
    path: str,
    text: str,
) -> Fault | None:
    """Why a decision that is good by itself would wait."""
    with office.database.reading() as session:
        decisions = Decisions(
            office.content,
            accepted,
            journal_of(office),
            Verdicts(office.accepted),
            lambda key, new_hash: decided_by(session, key, new_hash),
        )
        twins = decisions.twins(record.key)
        twin = next((one for key in twins for one in _files(office, key)), None)
        edit = Edit(path, record, text, accepted.read(path), twin)
        return decisions.fault_of(edit)


def _files(office: Office, key: str) -> list[str]:
    """The accepted file of a record, if there is one."""
    campaign, _slash, reference = key.partition("/")
    found = office.accepted.glob(decision_path(campaign, "*", reference))
    return [path.relative_to(office.accepted).as_posix() for path in found]
