"""Checking a whole content tree: every file by its kind, and what only shows across
files.

Stateless: what came before (revisions, checks at the door, vanished files) is judged in
accept.py.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from forms_app.base.contentfile import leaks, rulefile
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.frontmatter import Parsed
from forms_app.base.contentfile.reading import Unreadable, read_content
from forms_app.base.contentfile.rulefile import RuleFile
from forms_app.base.opening import is_placeholder
from forms_app.base.profile import FILE, profile_in, read_profile
from forms_app.base.progress import Over, quietly
from forms_app.features import FEATURES
from forms_app.permits.enterprises.content import EnterpriseFile, read_enterprise
from forms_app.permits.grid.content import Community, read_community
from forms_app.publishing.intake import rulebook
from forms_app.publishing.intake.documents import (
    Beside,
    Document,
    judge_beside,
    read_document,
)
from forms_app.publishing.intake.kinds import SECTIONS, TO_REST_ON
from forms_app.publishing.intake.walk import (
    ContentUnavailable,
    content_files,
    enterprise_paths,
)

ENTERPRISES = frozenset({"enterprises"})
# What accept.py and the publisher keep in the accepted tree beside the content.
ACCEPTED_OWN = frozenset(
    {
        "withdrawn",
        "today.json",
        "standing.json",
        "verdicts.jsonl",
        "figures.json",
        "held.json",
        "applied.json",
    }
)


@dataclass(frozen=True)
class Frame:
    """What an enterprise file is judged by: the communities with their grids, what it
    may rest on, the office phones.
    """

    prefixes: dict[str, str] = field(default_factory=dict)  # by community
    grids: dict[str, tuple[str, ...]] = field(default_factory=dict)
    bases: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()

    def widens(self, other: Frame) -> bool:
        """Whether everything that is good by the other is good by this one too."""
        return (
            other.prefixes.items() <= self.prefixes.items()
            and all(
                set(grids) <= set(self.grids[slug])
                for slug, grids in other.grids.items()
            )
            and other.bases <= self.bases
            and other.phones <= self.phones
        )


@dataclass
class CheckedTree:
    """What a tree holds: by relative path, the records of good files, their normalised
    text, and all faults.
    """

    seen: set[str] = field(default_factory=set)  # all but the enterprises
    enterprises_seen: set[str] = field(default_factory=set)
    texts: dict[str, str] = field(default_factory=dict)
    communities: dict[str, Community] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    rules: dict[str, RuleFile] = field(default_factory=dict)
    enterprises: dict[str, EnterpriseFile] = field(default_factory=dict)
    faults_of: dict[str, list[Fault]] = field(default_factory=dict)
    is_accepted: bool = False
    frame: Frame = field(default_factory=Frame)
    replaced: set[str] = field(default_factory=set)  # communities that may go
    features: tuple[str, ...] | None = None  # that office.toml has chosen, if any

    @property
    def faults(self) -> list[Fault]:
        """All of them, in the order of files and lines."""
        return sorted(
            chain.from_iterable(self.faults_of.values()),
            key=lambda fault: (fault.path, fault.line),
        )

    def tell(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            self.faults_of.setdefault(fault.path, []).append(fault)

    def forget(self, relative: str) -> None:
        """As if this enterprise file had never been looked at."""
        self.enterprises_seen.discard(relative)
        for kept in (self.texts, self.enterprises, self.faults_of):
            kept.pop(relative, None)
        self.faults_of.pop(shown_name(relative), None)

    def community(self, slug: str) -> Community | None:
        return next(
            (found for found in self.communities.values() if found.slug == slug), None
        )

    @property
    def bases(self) -> set[str]:
        """The documents that something may rest on."""
        return {
            document.slug
            for document in self.documents.values()
            if document.section in TO_REST_ON
        }

    def set_frame(self) -> None:
        """Once the communities are read, and again when the documents and rules are."""
        communities = self.communities.values()
        self.frame = Frame(
            {c.slug: c.prefix for c in communities},
            {c.slug: tuple(grid.slug for grid in c.grids) for c in communities},
            frozenset([*self.bases, *(rule.id for rule in self.rules.values())]),
            frozenset().union(*(c.phones for c in communities)),
        )


def check_tree(content: Path, today: date, fallback: Path | None = None) -> CheckedTree:
    """Check everything; faulty files are seen but have no record.

    `fallback` is an accepted tree: a faulty or vanished community, or a faulty document
    or rule, still counts as what it was there, so that one bad file does not make a
    hundred others faulty.
    """
    tree = check_others(content, fallback)
    check_enterprises(tree, content, today)
    return tree


def check_others(content: Path, fallback: Path | None = None) -> CheckedTree:
    """Check all but the enterprises, without looking at them."""
    tree = CheckedTree()
    before = _read_before(fallback) if fallback else CheckedTree()
    _check_others(tree, content, ENTERPRISES, before.communities)
    for relative, document in before.documents.items():
        if relative in tree.seen:
            tree.documents.setdefault(relative, document)
    communities = [community.slug for community in tree.communities.values()]
    tree.tell(
        judge_beside(
            tree.documents, tree.texts, Beside(communities, tree.bases, tree.seen)
        )
    )
    if FILE not in tree.texts and fallback:
        tree.features = profile_in(fallback).features
    _judge_rules(tree, before.rules)
    tree.set_frame()
    return tree


def read_accepted(accepted: Path, today: date) -> CheckedTree:
    """Read an accepted tree.

    Its files were judged when they were accepted and are not judged again.
    """
    tree = CheckedTree(is_accepted=True)
    _check_others(tree, accepted, ACCEPTED_OWN | ENTERPRISES)
    tree.set_frame()
    check_enterprises(tree, accepted, today)
    return tree


def check_enterprises(
    tree: CheckedTree,
    content: Path,
    today: date,
    known: Container[str] = (),
    over: Over = quietly,
) -> None:
    """Every enterprise file but those that are known, against the communities and
    documents of the tree.
    """
    paths = list(named_well(tree, enterprise_paths(content)))
    tree.enterprises_seen.update(paths)
    for relative in over("read", paths):
        if relative not in known:
            check_enterprise(tree, content, relative, today)


def shown_name(relative: str) -> str:
    """A path as it can be told: bytes that are no text are written out."""
    return os.fsencode(relative).decode("utf-8", "backslashreplace")


def named_well(tree: CheckedTree, paths: Iterable[str]) -> Iterator[str]:
    """Those whose names are text; the others are told."""
    for relative in paths:
        shown = shown_name(relative)
        if shown == relative:
            yield relative
            continue
        says = "文件名不是 UTF-8 编码"
        tree.tell([Fault(shown, 0, says, {}, "改名：小写字母、数字和连字符")])


def _check_others(
    tree: CheckedTree,
    content: Path,
    ignore: frozenset[str],
    before: Mapping[str, Community] = MappingProxyType({}),
) -> None:
    found: dict[str, list[str]] = {}
    for relative in named_well(tree, content_files(content, ignore)):
        tree.seen.add(relative)
        found.setdefault(relative.partition("/")[0], []).append(relative)
    for relative in found.pop("communities", []):
        _check_community(tree, content, relative)
    tree.replaced |= {
        relative
        for relative, community in before.items()
        if relative not in tree.seen and _is_replaced(community, content)
    }
    kept = {r: one for r, one in before.items() if r not in tree.replaced}
    tree.communities = {**kept, **tree.communities}
    tree.set_frame()
    for section in SECTIONS:
        for relative in found.pop(section, []):
            _check_document(tree, content, relative)
    for relative in found.pop("rules", []):
        _check_rule(tree, content, relative)
    if found.pop(FILE, []):
        _check_profile(tree, content)
    elif not tree.is_accepted:
        says = "缺少这个文件：每一页的页头都要用它"
        tree.tell([Fault(FILE, 0, says, {}, 'name = "…"')])
    for relative in sorted(chain.from_iterable(found.values())):
        places = f"{FILE} communities/ {'/ '.join(SECTIONS)}/ rules/ enterprises/"
        tree.tell([Fault(relative, 0, "这个位置不放内容文件", {}, places)])


def _is_replaced(community: Community, content: Path) -> bool:
    """Whether one that is not there any more was what --new lays out, to be renamed."""
    folder = content / "enterprises" / community.slug
    return is_placeholder(community.title) and not any(folder.glob("*.md"))


def _read_before(accepted: Path) -> CheckedTree:
    before = CheckedTree(is_accepted=True)
    try:
        _check_others(before, accepted, ACCEPTED_OWN | ENTERPRISES)
    except ContentUnavailable:
        return CheckedTree()
    return before


def _read(
    tree: CheckedTree, content: Path, relative: str, suffix: str = ".md"
) -> bytes | None:
    path = content / relative
    folders = relative.split("/")
    if any(
        os.path.islink(f"{content}/{'/'.join(folders[:n])}")  # noqa: PTH114 - hot
        for n in range(1, len(folders) + 1)
    ):
        tree.tell(
            [Fault(relative, 0, "这是一个链接，不是文件", {}, "把文件本身放在这里")]
        )
    elif path.suffix != suffix:
        tree.tell(
            [
                Fault(
                    relative,
                    0,
                    "这里只放 %(suffix)s 文件",
                    {"suffix": suffix},
                    f"*{suffix}",
                )
            ]
        )
    else:
        try:
            return read_content(path)
        except FileNotFoundError:  # it went away since the folder was looked at
            tree.tell([Fault(relative, 0, "文件读不出来", {}, "请检查文件的权限")])
        except Unreadable as error:
            tree.tell([Fault(relative, 0, error.says, {}, error.allowed)])
    return None


def _keep(tree: CheckedTree, parsed: Parsed, phones: frozenset[str]) -> bool:
    """Look for numbers that must not be public; keep the text when the file is good."""
    if not tree.is_accepted:
        parsed.faults.extend(leaks.faults(parsed.path, parsed.text, phones))
    tree.tell(parsed.faults)
    if not parsed.faults and not tree.is_accepted:  # an accepted text is copied nowhere
        tree.texts[parsed.path] = parsed.text
    return not parsed.faults


def _check_community(tree: CheckedTree, content: Path, relative: str) -> None:
    data = _read(tree, content, relative)
    if data is None:
        return
    community, parsed = read_community(data, relative)
    if community and relative != f"communities/{community.slug}.md":
        parsed.wrong(
            "Slug", "“%(value)s”和文件名不一样", "文件名就是代号", Path(relative).stem
        )
    if community and any(
        other.prefix == community.prefix for other in tree.communities.values()
    ):
        parsed.wrong(
            "Prefix", "“%(value)s”已经是另一个社区的编号开头", "两个大写字母，例如 QT"
        )
    if (
        _keep(tree, parsed, community.phones if community else frozenset())
        and community
    ):
        tree.communities[relative] = community


def _check_document(tree: CheckedTree, content: Path, relative: str) -> None:
    data = _read(tree, content, relative)
    if data is None:
        return
    document, parsed = read_document(data, relative)
    if _keep(tree, parsed, tree.frame.phones) and document:
        tree.documents[relative] = document


def _check_profile(tree: CheckedTree, content: Path) -> None:
    data = _read(tree, content, FILE, ".toml")
    if data is None:
        return
    names = None if tree.is_accepted else [feature.name for feature in FEATURES]
    profile, written = read_profile(data, names)
    tree.tell(written.faults)
    if profile and not tree.is_accepted:
        tree.texts[FILE] = written.source
        tree.features = profile.features


def _check_rule(tree: CheckedTree, content: Path, relative: str) -> None:
    data = _read(tree, content, relative, ".toml")
    if data is None:
        return
    rule, faults = rulefile.read(data, relative)
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    if not tree.is_accepted:
        faults.extend(leaks.faults(relative, text, tree.frame.phones))
    tree.tell(faults)
    if rule and not faults:
        tree.rules[relative] = rule
        tree.texts[relative] = text


def _judge_rules(tree: CheckedTree, before: Mapping[str, RuleFile]) -> None:
    """The rules, against the communities and documents and beside each other: once both
    are as they will be.
    """
    communities = [community.slug for community in tree.communities.values()]
    kept = {path: rule for path, rule in before.items() if path in tree.seen}
    _drop(
        tree,
        rulebook.judged(tree.rules, tree.texts, kept, communities, tree.bases),
    )
    together = {**kept, **tree.rules}
    _drop(tree, rulebook.overlapping(together, tree.texts, before))
    tree.rules = {**kept, **tree.rules}
    ids = {rule.id for rule in tree.rules.values()}
    tree.tell(rulebook.missing(ids, tree.seen - tree.rules.keys(), tree.features))


def _drop(tree: CheckedTree, faults: Iterable[Fault]) -> None:
    """Tell faults of rules, which count no more then."""
    told = list(faults)
    tree.tell(told)
    for path in {fault.path for fault in told}:
        del tree.rules[path], tree.texts[path]


def check_enterprise(
    tree: CheckedTree, content: Path, relative: str, today: date
) -> None:
    """One enterprise file, against the communities and documents of the tree."""
    data = _read(tree, content, relative)
    if data is None:
        return
    record, parsed = read_enterprise(data, relative, today)
    if record and not tree.is_accepted:
        check_place(tree.frame, record, parsed)
    if _keep(tree, parsed, tree.frame.phones) and record:
        tree.enterprises[relative] = record


def check_place(frame: Frame, record: EnterpriseFile, parsed: Parsed) -> None:
    """Whether a record that is good by itself stands in the right place, and rests on
    what there is.
    """
    _enterprises, folder, name = ("/" + parsed.path.removesuffix(".md")).rsplit("/", 2)
    if record.reference != name:
        parsed.wrong("Reference", "“%(value)s”和文件名不一样", "文件名就是编号", name)
    if record.community != folder or parsed.path.count("/") != 2:
        parsed.wrong("Community", "“%(value)s”和所在的文件夹不一样", folder, folder)
    elif record.community not in frame.prefixes:
        slugs = list(frame.prefixes)
        parsed.wrong(
            "Community",
            "没有“%(value)s”这个社区",
            " | ".join(slugs),
            *get_close_matches(folder, slugs, 1),
        )
    else:
        grids = frame.grids[record.community]
        prefix = frame.prefixes[record.community]
        if record.grid not in grids:
            meant = get_close_matches(record.grid, grids, 1, 0.5)
            parsed.wrong("Grid", "没有“%(value)s”这个网格", " | ".join(grids), *meant)
        if not record.reference.startswith(f"{prefix}-"):
            parsed.wrong("Reference", "“%(value)s”不是这个社区的编号", f"{prefix}-……")
    if record.basis != "paper" and record.basis not in frame.bases:
        meant = get_close_matches(record.basis, sorted(frame.bases), 1, 0.5)
        parsed.wrong(
            "Basis",
            "没有“%(value)s”这份文件",
            "通知、政策或规则的代号；纸质申请写 paper",
            *meant,
        )
