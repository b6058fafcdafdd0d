"""Checking a whole content tree: every file by its kind, and what only shows across files.

Stateless: what came before (revisions, checks at the door, vanished files) is judged in accept.py.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from itertools import chain
from pathlib import Path
from typing import Any

from forms_app.contentfile import leaks, rulefile
from forms_app.contentfile.faults import Fault
from forms_app.contentfile.frontmatter import Parsed
from forms_app.contentfile.rulefile import RuleFile
from forms_app.enterprises.files import EnterpriseFile, read_enterprise
from forms_app.grid.files import Community, read_community
from forms_app.publishing.documents import SECTIONS, Document, read_document

FAULTS_FILE = "FAULTS.txt"


class ContentUnavailable(Exception):
    """The content folder is missing, empty or unreadable: nothing may be concluded from what is not there."""


@dataclass
class CheckedTree:
    """What a tree holds: by relative path, the records of good files, their normalised text, and all faults."""

    seen: set[str] = field(default_factory=set)
    texts: dict[str, str] = field(default_factory=dict)
    communities: dict[str, Community] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    rules: dict[str, RuleFile] = field(default_factory=dict)
    enterprises: dict[str, EnterpriseFile] = field(default_factory=dict)
    faults_of: dict[str, list[Fault]] = field(default_factory=dict)
    is_accepted: bool = False
    phones: frozenset[str] = frozenset()

    @property
    def faults(self) -> list[Fault]:
        """All of them, in the order of files and lines."""
        return sorted(chain.from_iterable(self.faults_of.values()), key=lambda fault: (fault.path, fault.line))

    def tell(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            self.faults_of.setdefault(fault.path, []).append(fault)

    def forget(self, relative: str) -> None:
        """As if this file had never been looked at."""
        self.seen.discard(relative)
        for kept in (self.texts, self.enterprises, self.faults_of):
            kept.pop(relative, None)

    def community(self, slug: str) -> Community | None:
        return next((found for found in self.communities.values() if found.slug == slug), None)

    @property
    def bases(self) -> set[str]:
        """What a Basis may name."""
        return {found.slug for found in self.documents.values()} | {rule.id for rule in self.rules.values()}

    @property
    def frame(self) -> Any:
        """What an enterprise file is judged by: as long as this stays, so does the verdict over it."""
        places = {c.slug: (c.prefix, [grid.slug for grid in c.grids]) for c in self.communities.values()}
        return places, self.bases, self.phones

    def know_phones(self) -> None:
        """Once all communities are read: the digits of every office phone."""
        self.phones = frozenset().union(*(community.phones for community in self.communities.values()))


def content_files(content: Path, ignore: frozenset[str] = frozenset()) -> Iterator[str]:
    """The relative paths that belong to the tree, in order; editors' side files are passed over.

    Raises:
        ContentUnavailable: there is no folder, or nothing in it.
    """
    try:
        if not any(content.iterdir()):
            raise ContentUnavailable(f"{content} is empty")
        paths = sorted(content.rglob("*"))
    except OSError as error:
        raise ContentUnavailable(f"{content} cannot be read: {error.strerror}") from error
    for path in paths:
        relative = path.relative_to(content)
        if relative.parts[0] in ignore:
            continue
        if is_side_file(relative) or (path.is_dir() and not path.is_symlink()):
            continue
        yield relative.as_posix()


def is_side_file(relative: Path) -> bool:
    """What editors leave beside a file while they write, and what we write ourselves."""
    if relative.name in {FAULTS_FILE, "README.txt"}:
        return True
    return any(part.startswith((".", "#")) or part.endswith(("~", ".swp", ".tmp", ".part")) for part in relative.parts)


# What accept.py and the publisher keep in the accepted tree beside the content.
ACCEPTED_OWN = frozenset(
    {"withdrawn", "today.json", "standing.json", "verdicts.jsonl", "figures.json", "held.json", "applied.json"}
)


def check_tree(
    content: Path, today: date, fallback: Path | None = None, without: frozenset[str] = frozenset()
) -> CheckedTree:
    """Check everything (but the folders of `without`); faulty files are seen but have no record.

    `fallback` is an accepted tree: a faulty or vanished community, or a faulty document or rule, still counts as what
    it was there, so that one bad file does not make a hundred others faulty.
    """
    tree = CheckedTree()
    return _check(tree, content, today, fallback, without)


def read_accepted(accepted: Path, today: date) -> CheckedTree:
    """Read an accepted tree. Its files were judged when they were accepted and are not judged again."""
    return _check(CheckedTree(is_accepted=True), accepted, today, None, ACCEPTED_OWN)


def _check(tree: CheckedTree, content: Path, today: date, fallback: Path | None, ignore: frozenset[str]) -> CheckedTree:
    found: dict[str, list[str]] = {}
    for relative in content_files(content, ignore):
        try:
            relative.encode()
        except UnicodeEncodeError:
            shown = relative.encode("utf-8", "replace").decode()
            tree.tell([Fault(shown, 0, "文件名不是 UTF-8 编码", {}, "改名：小写字母、数字和连字符")])
            continue
        tree.seen.add(relative)
        found.setdefault(relative.partition("/")[0], []).append(relative)
    for relative in found.pop("communities", []):
        _check_community(tree, content, relative)
    tree.know_phones()
    for section in SECTIONS:
        for relative in found.pop(section, []):
            _check_document(tree, content, relative)
    for relative in found.pop("rules", []):
        _check_rule(tree, content, relative)
    if fallback:
        _fall_back(tree, fallback)
        tree.know_phones()
    for relative in found.pop("enterprises", []):
        check_enterprise(tree, content, relative, today)
    for relative in sorted(chain.from_iterable(found.values())):
        places = "communities/ notices/ letters/ policies/ rules/ help/ enterprises/"
        tree.tell([Fault(relative, 0, "这个位置不放内容文件", {}, places)])
    return tree


def _fall_back(tree: CheckedTree, fallback: Path) -> None:
    before = CheckedTree(is_accepted=True)
    try:
        _check(before, fallback, date.max, None, ACCEPTED_OWN | {"enterprises"})
    except ContentUnavailable:
        return
    for relative, community in before.communities.items():
        tree.communities.setdefault(relative, community)
    for relative, document in before.documents.items():
        if relative in tree.seen:
            tree.documents.setdefault(relative, document)
    for relative, rule in before.rules.items():
        if relative in tree.seen:
            tree.rules.setdefault(relative, rule)


def _read(tree: CheckedTree, content: Path, relative: str, suffix: str = ".md") -> bytes | None:
    path = content / relative
    folders = relative.split("/")
    if any(os.path.islink(f"{content}/{'/'.join(folders[:n])}") for n in range(1, len(folders) + 1)):  # noqa: PTH114 - a hot path
        tree.tell([Fault(relative, 0, "这是一个链接，不是文件", {}, "把文件本身放在这里")])
    elif path.suffix != suffix:
        tree.tell([Fault(relative, 0, "这里只放 %(suffix)s 文件", {"suffix": suffix}, f"*{suffix}")])
    else:
        try:
            return path.read_bytes()
        except OSError:
            tree.tell([Fault(relative, 0, "文件读不出来", {}, "请检查文件的权限")])
    return None


def _keep(tree: CheckedTree, parsed: Parsed, phones: frozenset[str]) -> bool:
    """Look for numbers that must not be public; keep the text when the file is good."""
    for line, what in () if tree.is_accepted else leaks.found_in(parsed.text, phones):
        if what == "phone":
            parsed.fault(line, "这里有电话号码", "只能写社区文件里登记的办公电话")
        else:
            parsed.fault(line, "这里有身份证号码", "请删去；公开的文件里不写个人信息")
    tree.tell(parsed.faults)
    if not parsed.faults:
        tree.texts[parsed.path] = parsed.text
    return not parsed.faults


def _check_community(tree: CheckedTree, content: Path, relative: str) -> None:
    data = _read(tree, content, relative)
    if data is None:
        return
    community, parsed = read_community(data, relative)
    if community and relative != f"communities/{community.slug}.md":
        parsed.wrong("Slug", "“%(value)s”和文件名不一样", "文件名就是代号", Path(relative).stem)
    if community and any(other.prefix == community.prefix for other in tree.communities.values()):
        parsed.wrong("Prefix", "“%(value)s”已经是另一个社区的编号开头", "两个大写字母，例如 QT")
    if _keep(tree, parsed, community.phones if community else frozenset()) and community:
        tree.communities[relative] = community


def _check_document(tree: CheckedTree, content: Path, relative: str) -> None:
    data = _read(tree, content, relative)
    if data is None:
        return
    document, parsed = read_document(data, relative)
    if _keep(tree, parsed, tree.phones) and document:
        tree.documents[relative] = document


def _check_rule(tree: CheckedTree, content: Path, relative: str) -> None:
    data = _read(tree, content, relative, ".toml")
    if data is None:
        return
    rule, faults = rulefile.read(data, relative)
    if rule and any(other.version == rule.version for other in tree.rules.values()):
        faults.append(Fault(relative, 0, "“%(rule)s”从同一天起有两个版本", {"rule": rule.id}, "换一个生效日期 from"))
    tree.tell(faults)
    if rule and not faults:
        tree.rules[relative] = rule
        tree.texts[relative] = data.decode("utf-8-sig").replace("\r\n", "\n")


def check_enterprise(tree: CheckedTree, content: Path, relative: str, today: date) -> None:
    """One enterprise file, against the communities and documents of the tree."""
    data = _read(tree, content, relative)
    if data is None:
        return
    record, parsed = read_enterprise(data, relative, today)
    if record and not tree.is_accepted:
        _check_place(tree, record, parsed)
    if _keep(tree, parsed, tree.phones) and record:
        tree.enterprises[relative] = record


def _check_place(tree: CheckedTree, record: EnterpriseFile, parsed: Parsed) -> None:
    folder, name = Path(parsed.path).parent.name, Path(parsed.path).stem
    if record.reference != name:
        parsed.wrong("Reference", "“%(value)s”和文件名不一样", "文件名就是编号", name)
    community = tree.community(record.community)
    if record.community != folder or parsed.path.count("/") != 2:
        parsed.wrong("Community", "“%(value)s”和所在的文件夹不一样", folder, folder)
    elif community is None:
        slugs = [found.slug for found in tree.communities.values()]
        parsed.wrong("Community", "没有“%(value)s”这个社区", " | ".join(slugs), *get_close_matches(folder, slugs, 1))
    else:
        grids = [grid.slug for grid in community.grids]
        if record.grid not in grids:
            meant = get_close_matches(record.grid, grids, 1, 0.5)
            parsed.wrong("Grid", "没有“%(value)s”这个网格", " | ".join(grids), *meant)
        if not record.reference.startswith(f"{community.prefix}-"):
            parsed.wrong("Reference", "“%(value)s”不是这个社区的编号", f"{community.prefix}-……")
    if record.basis != "paper" and record.basis not in tree.bases:
        meant = get_close_matches(record.basis, sorted(tree.bases), 1, 0.5)
        parsed.wrong("Basis", "没有“%(value)s”这份文件", "通知、政策或规则的代号；纸质申请写 paper", *meant)
