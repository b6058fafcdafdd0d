"""The rule files of a content tree: each judged by its declaration, then beside each
other, then whether one is missing that somebody cannot work without.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from fnmatch import fnmatch
from functools import partial
from typing import Any

from forms_app.base.contentfile.beside import Beside
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.judged import Judged
from forms_app.base.contentfile.lines import key_lines
from forms_app.base.contentfile.rulefile import RuleFile
from forms_app.base.contentfile.rulekind import RuleKind, faults_of
from forms_app.base.feature import parts, switched_on
from forms_app.features import FEATURES
from forms_app.publishing.intake.judgements import Judgements
from forms_app.publishing.intake.tree import CheckedTree

FOLDER = "rules"
Found = Judgements[tuple[Fault, ...]]


def judge(tree: CheckedTree, before: Mapping[str, RuleFile], judgements: Found) -> None:
    """The rules of a tree, against its communities and documents and beside each other:
    once both are as they will be. `judgements`: what was found the last time.
    """
    communities = {one.slug: one.title for one in tree.communities.values()}
    kept = {path: rule for path, rule in before.items() if path in tree.seen}
    beside = Beside(communities, tree.bases, {})
    _drop(tree, judged(tree.rules, tree.texts, kept, beside, judgements))
    judgements.forget(tree.seen)
    together = {**kept, **tree.rules}
    _drop(tree, overlapping(together, tree.texts, before))
    tree.rules = {**kept, **tree.rules}
    ids = {rule.id for rule in tree.rules.values()}
    tree.tell(missing(ids, tree.seen - tree.rules.keys(), tree.features))


def _drop(tree: CheckedTree, faults: Iterable[Fault]) -> None:
    """Tell faults of rules, which count no more then."""
    told = list(faults)
    tree.tell(told)
    for path in {fault.path for fault in told}:
        del tree.rules[path], tree.texts[path]


def judged(
    rules: Mapping[str, RuleFile],
    texts: Mapping[str, str],
    before: Mapping[str, RuleFile],
    beside: Beside,
    judgements: Found,
) -> Iterator[Fault]:
    """The faults of rules, by path, against the communities and documents `beside` them
    and the rows of the rules that they may name.

    A faulty rule counts as what it was before, so that it makes no other one faulty.
    """
    kinds: list[RuleKind[Any]] = list(parts(FEATURES, "rules"))
    # A feature names only rules of features below it.
    place = {kind.id: place for place, kind in enumerate(kinds)}
    by_id = {kind.id: kind for kind in kinds}
    ids: dict[str, dict[str, Collection[str]]] = {}
    for path, rule in before.items():
        if path not in rules:
            _note(ids, rule, by_id)
    beside = replace(beside, rows=ids)
    for path, rule in sorted(
        rules.items(), key=lambda one: place.get(one[1].id, len(kinds))
    ):
        judge = partial(_faults_of, rule, path, texts[path], kinds)
        told = judgements.find(path, rule, beside, judge)
        yield from told
        _note(ids, before.get(path) if told else rule, by_id)


def _faults_of(
    rule: RuleFile,
    path: str,
    text: str,
    kinds: Iterable[RuleKind[Any]],
    beside: Beside,
) -> tuple[Fault, ...]:
    return tuple(faults_of(Judged(rule, path, text, beside), kinds))


def _note(
    ids: dict[str, dict[str, Collection[str]]],
    rule: RuleFile | None,
    kinds: Mapping[str, RuleKind[Any]],
) -> None:
    """What other rules may name of this one."""
    if rule is None or rule.id not in kinds:
        return
    for rule_id, named in kinds[rule.id].named(rule).items():
        told = named if isinstance(named, Mapping) else dict.fromkeys(named, ())
        ids.setdefault(rule_id, {}).update(told)


def overlapping(
    rules: Mapping[str, RuleFile], texts: Mapping[str, str], before: Container[str]
) -> Iterator[Fault]:
    """Versions of a rule that begin while another one still holds.

    What begins later is at fault: it would replace the other without a word. Of two
    that begin on one day it is the one that was not there before.
    """
    in_order = sorted(
        rules.items(), key=lambda one: (one[1].begins, one[0] not in before, one[0])
    )
    for place, (path, rule) in enumerate(in_order):
        for other_path, other in in_order[:place]:
            holds = other.until is None or other.until >= rule.begins
            if other.id == rule.id and holds and path in texts:
                yield _overlap(path, texts[path], rule, other_path, other)
                break


def _overlap(
    path: str, text: str, rule: RuleFile, other_path: str, other: RuleFile
) -> Fault:
    rows = text.split("\n")
    line = key_lines(rows).get((0, "from"), 0)
    source = rows[line - 1] if line else ""
    told = {"rule": rule.id, "other": other_path, "begins": str(rule.begins)}
    if other.begins == rule.begins:
        return Fault(
            path,
            line,
            "“%(rule)s”从同一天起有两个版本，另一个在 %(other)s",
            told,
            "换一个生效日期 from，或者删去其中一个文件",
            {},
            source,
        )
    return Fault(
        path,
        line,
        "“%(rule)s”在这一天还有一个版本有效，在 %(other)s",
        told,
        "先在 %(other)s 里写上 to，早于 %(begins)s",
        told,
        source,
    )


def missing(
    ids: Collection[str], faulty: Collection[str], chosen: tuple[str, ...] | None
) -> Iterator[Fault]:
    """What the features that are on cannot do without: no rule of this id is good, and
    no faulty file can be meant to be it.
    """
    on = switched_on(FEATURES, chosen)
    kinds: Iterator[RuleKind[Any]] = parts(
        [feature for feature in FEATURES if feature.name in on], "rules"
    )
    for kind in kinds:
        is_there = kind.id in ids or any(
            fnmatch(path, f"{FOLDER}/{kind.file}") for path in faulty
        )
        if kind.without and not is_there:
            yield Fault(f"{FOLDER}/{kind.id}.toml", 0, kind.without)
