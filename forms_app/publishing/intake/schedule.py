"""Which documents of a content tree are public by now, which wait, and which are taken
down; by the minute that each says, and what a translation or a link makes of that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from forms_app.base.contentfile.faults import Fault, fault_at
from forms_app.base.contentfile.links import document_of
from forms_app.base.contentfile.targets import targets_in
from forms_app.base.documents.document import ENGLISH, Document, DocumentSection
from forms_app.base.documents.schedule import (
    Schedule,
    State,
    moment_of,
    plain_schedule,
)
from forms_app.base.documents.sections import TO_REST_ON
from forms_app.publishing.intake.file import Found
from forms_app.publishing.intake.tree import CheckedTree

BASIS = "Basis"
NOT_YET = "“%(file)s”还没有公开，不能先链接到它、以它为依据"
INSTEAD = "先公开那一份，或者把这一份的 Publish 定得不早于它"


@dataclass(frozen=True)
class Waiting:
    """A good document that is not public: `state` says why not, `at` when that changes or
    changed, by the clock of the office.
    """

    path: str
    title: str
    state: State
    at: datetime | None
    text: str


def note(tree: CheckedTree, relative: str, found: Found) -> None:
    """What a document says of itself, good or faulty."""
    record = found.record
    tree.schedules[relative] = (
        record.schedule if isinstance(record, Document) else plain_schedule(found.text)
    )


def settle(tree: CheckedTree, section: DocumentSection, before: CheckedTree) -> None:
    """Once all files of a section are read: only what is public by now stays among its
    documents.
    """
    mine = [path for path in tree.schedules if path.startswith(section.place)]
    for relative in mine:
        schedule = _in_force(tree, relative)
        state = _state(tree, relative, schedule, before)
        _wake(tree, schedule)
        if state is State.PUBLIC:
            continue
        record = tree.documents.pop(relative, None)
        text = tree.texts.pop(relative, "")
        if record:
            at = schedule.ends if state is State.OVER else schedule.begins
            is_dated = state in {State.WAITING, State.OVER}
            tree.waiting[relative] = Waiting(
                relative, record.title, state, at if is_dated else None, text
            )
        if schedule.takes_away(tree.now):
            tree.down.add(relative)
    for relative in _expired(before, section, tree):
        if relative not in tree.texts:
            tree.down.add(relative)


def _state(
    tree: CheckedTree, relative: str, schedule: Schedule, before: CheckedTree
) -> State:
    """By its words, and by whether a second account has to confirm it first: of what
    comes later too, so that it is confirmed by then.
    """
    state = schedule.state(tree.now)
    if state not in {State.PUBLIC, State.WAITING}:
        return state
    is_held = _is_held(tree, relative)
    original = relative.replace(ENGLISH, ".md")
    if original != relative and original not in before.documents:
        is_held = _is_held(tree, original) or is_held
    return State.UNCONFIRMED if is_held and state is State.PUBLIC else state


def _is_held(tree: CheckedTree, relative: str) -> bool:
    text = tree.texts.get(relative)
    if text is None or tree.countersigned is None:
        return False
    return tree.countersigned.holds_document(relative, text)


def _in_force(tree: CheckedTree, relative: str) -> Schedule:
    """What a document says, and what the one says that it translates."""
    own = tree.schedules[relative]
    original = relative.replace(ENGLISH, ".md")
    if original == relative or original not in tree.seen:
        return own
    return own.within(tree.schedules.get(original, Schedule(is_unclear=True)))


def _expired(
    before: CheckedTree, section: DocumentSection, tree: CheckedTree
) -> Iterator[str]:
    """What is accepted and is to go by its own words, whatever was saved since."""
    for relative, document in before.documents.items():
        if document.section != section.name:
            continue
        original = before.documents.get(relative.replace(ENGLISH, ".md"))
        schedule = document.schedule
        if original and original is not document:
            schedule = schedule.within(original.schedule)
        if schedule.is_over(tree.now):
            yield relative
        else:
            _wake(tree, Schedule(ends=schedule.ends))


def _wake(tree: CheckedTree, schedule: Schedule) -> None:
    """The tree is to be looked at again by the moment at which anything changes."""
    moments = [one for one in (tree.changes_at, schedule.next(tree.now)) if one]
    tree.changes_at = min(moments, default=None)


def judge_early(tree: CheckedTree, before: CheckedTree) -> None:
    """A document that would be public before what it links to or rests on waits for it;
    that is a fault as soon as it is saved.
    """
    hidden = {path for path in tree.waiting if path not in tree.documents}
    if not hidden:
        return
    saved = {path: tree.texts[path] for path in tree.documents if path in tree.texts}
    waiting = tree.waiting.items()
    saved |= {path: one.text for path, one in waiting if one.state is State.WAITING}
    for relative, text in saved.items():
        for fault in _early(tree, relative, text, hidden):
            tree.tell([fault])
            _hold(tree, relative, before)
            break


def _hold(tree: CheckedTree, relative: str, before: CheckedTree) -> None:
    """It counts as what it was."""
    tree.texts.pop(relative, None)
    tree.waiting.pop(relative, None)
    tree.documents.pop(relative, None)
    if relative in before.documents and relative not in tree.down:
        tree.documents[relative] = before.documents[relative]


def _early(
    tree: CheckedTree, relative: str, text: str, hidden: set[str]
) -> Iterator[Fault]:
    head, _blank, body = text.partition("\n\n")
    for target in targets_in(body):
        named = document_of(target, relative)
        if named in hidden and _is_earlier(tree, relative, named):
            rows = text.split("\n")
            line = next((n for n, row in enumerate(rows, 1) if target.to in row), 0)
            source = rows[line - 1] if line else ""
            yield Fault(
                relative, line, NOT_YET, {"file": named}, INSTEAD, {}, source[:200]
            )
    slug = next(
        (row.partition(":")[2].strip() for row in head.split("\n") if _is_basis(row)),
        "",
    )
    for named in (f"{section}/{slug}.md" for section in TO_REST_ON):
        if slug and named in hidden and _is_earlier(tree, relative, named):
            yield fault_at(relative, text, BASIS, NOT_YET, {"file": named}, INSTEAD)


def _is_basis(row: str) -> bool:
    return row.lower().startswith(f"{BASIS.lower()}:")


def _is_earlier(tree: CheckedTree, relative: str, named: str) -> bool:
    """Whether a document is public, or will be, before another that is waited for."""
    other = tree.waiting[named]
    if other.state is not State.WAITING or other.at is None:
        return True
    own = tree.waiting.get(relative)
    if own is None or own.at is None:
        return True
    return moment_of(own.at) < moment_of(other.at)
