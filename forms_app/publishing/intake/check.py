"""Checking a whole content tree: every file by its kind, and what only shows across
files.

Stateless: what came before (revisions, checks at the door, vanished files) is judged in
accept.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from forms_app.base import pulse
from forms_app.base.clock import real_now
from forms_app.base.contentfile.beside import Beside
from forms_app.base.contentfile.campaign_folder import CAMPAIGNS, DECISIONS
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.rule_folder import CAMPAIGN_RULES, RULES
from forms_app.base.contentfile.section import Section
from forms_app.base.contentfile.targets import MEDIA
from forms_app.base.documents.document import ENGLISH, DocumentSection
from forms_app.base.opening import is_placeholder
from forms_app.base.profile import FILE, profile_in
from forms_app.permits.grid.community import Community
from forms_app.permits.grid.content import COMMUNITIES
from forms_app.publishing.intake import copies, rulebook, schedule
from forms_app.publishing.intake.countersigned import KEPT, Countersigned
from forms_app.publishing.intake.enterprises import check_enterprises
from forms_app.publishing.intake.file import (
    Found,
    judge_file,
    keep,
    named_well,
    read_file,
)
from forms_app.publishing.intake.judgements import Judgements
from forms_app.publishing.intake.media import INDEX, Media
from forms_app.publishing.intake.sections import IN_ORDER, SECTIONS
from forms_app.publishing.intake.tree import CheckedTree
from forms_app.publishing.intake.walk import ContentUnavailable, content_files

# What accept.py and the publisher keep in the accepted tree beside the content.
ACCEPTED_OWN = frozenset(
    {
        "withdrawn",
        MEDIA,
        INDEX,
        "today.json",
        "standing.json",
        "verdicts.jsonl",
        "figures.json",
        "held.json",
        "applied.json",
        "logged.log",
        KEPT,
    }
)


@dataclass(frozen=True)
class Memory:
    """What is kept of a content tree between two looks at it, and of the accepted tree
    that it is checked against.
    """

    media: Media
    countersigned: Countersigned | None = None
    judgements: Judgements[Found] = field(default_factory=Judgements)
    accepted: Judgements[Found] = field(default_factory=Judgements)
    rules: Judgements[tuple[Fault, ...]] = field(default_factory=Judgements)


def check_tree(
    content: Path,
    today: date,
    fallback: Path | None = None,
    now: datetime | None = None,
) -> CheckedTree:
    """Check everything; faulty files are seen but have no record.

    `fallback` is an accepted tree: a faulty or vanished community, or a faulty document
    or rule, still counts as what it was there, so that one bad file does not make a
    hundred others faulty.
    """
    tree = check_others(content, fallback, now=now)
    check_enterprises(tree, content, today)
    return tree


def check_others(
    content: Path,
    fallback: Path | None = None,
    memory: Memory | None = None,
    now: datetime | None = None,
) -> CheckedTree:
    """Check all but the enterprises, without looking at them; what was found before is
    taken from `memory` where it cannot be otherwise now. `now`: by which documents are
    public or wait, in the office; the real moment where it is not given.
    """
    memory = memory or Memory(Media(content))
    tree = CheckedTree(
        media=memory.media,
        countersigned=memory.countersigned,
        judgements=memory.judgements,
        now=now or real_now(),
    )
    if tree.countersigned:
        tree.countersigned.forget_documents()
    before = _read_before(fallback, memory.accepted) if fallback else CheckedTree()
    _check_others(tree, content, frozenset(), before)
    if FILE not in tree.texts and fallback:
        tree.features = profile_in(fallback).features
    pulse.beat(within=pulse.WHOLE)
    rulebook.judge(tree, before.rules, memory.rules)
    tree.set_frame()
    return tree


def read_accepted(accepted: Path, today: date) -> CheckedTree:
    """Read an accepted tree.

    Its files were judged when they were accepted and are not judged again.
    """
    tree = CheckedTree(is_accepted=True)
    _check_others(tree, accepted, ACCEPTED_OWN, CheckedTree())
    tree.set_frame()
    check_enterprises(tree, accepted, today)
    return tree


def accepted_frame(accepted: Path) -> CheckedTree:
    """A tree of what is accepted, but for the enterprises, by which content files are
    judged before the rest of the content is read.
    """
    before = _read_before(accepted, Judgements())
    tree = CheckedTree(
        communities=before.communities,
        documents=before.documents,
        rules=before.rules,
        features=profile_in(accepted).features,
        named=rulebook.named(before.rules.values()),
    )
    tree.set_frame()
    return tree


def _read_before(accepted: Path, judgements: Judgements[Found]) -> CheckedTree:
    before = CheckedTree(is_accepted=True, judgements=judgements)
    try:
        _check_others(before, accepted, ACCEPTED_OWN, CheckedTree())
    except ContentUnavailable:
        return CheckedTree()
    return before


def _check_others(
    tree: CheckedTree, content: Path, ignore: frozenset[str], before: CheckedTree
) -> None:
    """Section by section: what a section may name was read before it."""
    found: dict[str, list[str]] = {"": []}
    for relative in named_well(tree, content_files(content, ignore, False)):
        tree.seen.add(relative)
        found.setdefault(relative.partition("/")[0], []).append(relative)
    if tree.media:
        _look_at_media(tree, tree.media, found.pop(MEDIA, []))
    for section in IN_ORDER:
        mine = found.pop(section.name, [])
        found[""] += [path for path in mine if not section.holds(path)]
        beside = tree.beside
        for relative in filter(section.holds, mine):
            _check_file(tree, content, section, relative, beside)
            if section is COMMUNITIES:  # the next one must differ from it
                beside = tree.beside
        if not tree.is_accepted and isinstance(section, DocumentSection):
            schedule.settle(tree, section, before)
        _fall_back(tree, content, section, before)
        if section in {RULES, CAMPAIGN_RULES}:
            kept = {
                path: one for path, one in before.rules.items() if path in tree.seen
            }
            tree.named = rulebook.named({**kept, **tree.rules}.values())
    tree.judgements.forget(tree.seen)
    _drop_copies(tree, before)
    schedule.judge_early(tree, before)
    if FILE not in tree.seen and not tree.is_accepted:
        says = "缺少这个文件：每一页的页头都要用它"
        tree.tell([Fault(FILE, 0, says, {}, 'name = "…"')])
    places = " ".join([*(section.place for section in SECTIONS), f"{MEDIA}/"])
    for relative in sorted(chain.from_iterable(found.values())):
        stray = Fault(relative, 0, "这个位置不放内容文件", {}, places)
        tree.tell([copies.by_name(content, relative) or stray])


def _look_at_media(tree: CheckedTree, media: Media, paths: list[str]) -> None:
    """What may be shown is there for the texts that are read after it."""
    tree.seen -= set(paths)
    tree.seen |= media.look(paths)
    tree.tell(media.faults)


def _drop_copies(tree: CheckedTree, before: CheckedTree) -> None:
    """A document that stands in two places counts once; a translation is judged with
    its original.
    """
    texts = {
        path: tree.texts[path]
        for path in tree.documents
        if path in tree.texts and not path.endswith(ENGLISH)
    }
    for fault in copies.the_same(texts.items(), before.documents):
        tree.tell([fault])
        del tree.documents[fault.path], tree.texts[fault.path]


def _is_replaced(community: Community, content: Path) -> bool:
    """Whether one that is not there any more was what --new lays out, to be renamed."""
    files = content.glob(f"{CAMPAIGNS}/*/{DECISIONS}/{community.slug}/*.md")
    return is_placeholder(community.title) and not any(files)


def _fall_back(
    tree: CheckedTree, content: Path, section: Section[Any], before: CheckedTree
) -> None:
    """A faulty file counts as what it was; a community also when it is gone."""
    if section is COMMUNITIES:
        tree.replaced |= {
            relative
            for relative, community in before.communities.items()
            if relative not in tree.seen and _is_replaced(community, content)
        }
        kept = {r: c for r, c in before.communities.items() if r not in tree.replaced}
        tree.communities = {**kept, **tree.communities}
        tree.set_frame()
    for relative, document in before.documents.items():
        is_kept = relative in tree.seen and relative not in tree.down
        if is_kept and document.section == section.name:
            tree.documents.setdefault(relative, document)


def _check_file(
    tree: CheckedTree,
    content: Path,
    section: Section[Any],
    relative: str,
    beside: Beside,
) -> None:
    data = read_file(tree, content, relative, section.suffix)
    if data is None:
        return
    if not tree.is_accepted and (copy := copies.by_name(content, relative)):
        tree.tell([copy])
        return
    found = judge_file(tree, section, relative, data, beside)
    keep(tree, relative, found)
    if not tree.is_accepted and isinstance(section, DocumentSection):
        schedule.note(tree, relative, found)
