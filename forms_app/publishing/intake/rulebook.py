"""The rule files of a content tree: each judged by its declaration, then beside each
other, then whether one is missing that somebody cannot work without.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from fnmatch import fnmatch
from functools import partial
from typing import Any

from forms_app.base.contentfile.beside import Beside
from forms_app.base.contentfile.campaign_folder import (
    CAMPAIGN,
    CAMPAIGNS,
    PERMIT,
    is_draft,
    mode_of,
)
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.judged import Judged
from forms_app.base.contentfile.lines import key_lines
from forms_app.base.contentfile.rulefile import RuleFile
from forms_app.base.contentfile.rulekind import RuleKind, faults_of
from forms_app.base.documents.kinds_file import KINDS_FILE
from forms_app.base.feature import parts, switched_on
from forms_app.base.profile import FILE, needed_by
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
    names = [feature.name for feature in FEATURES]
    grids = [
        one.slug for community in tree.communities.values() for one in community.grids
    ]
    beside = Beside(communities, tree.bases, features=names, grids=grids)
    _drop(tree, judged(tree.rules, tree.texts, kept, beside, judgements))
    judgements.forget(tree.seen)
    _drop(tree, _unread(tree.rules, tree.texts, {**kept, **tree.rules}.values()))
    together = {**kept, **tree.rules}
    _drop(tree, overlapping(together, tree.texts, before))
    tree.rules = {**kept, **tree.rules}
    _judge_lead(tree)
    chosen = tree.features
    if chosen is not None:
        chosen = (*chosen, *needed_by(tree.rules.values(), ""))
    faulty = tree.seen - tree.rules.keys()
    tree.tell(missing(tree.rules.values(), faulty, chosen))


def _judge_lead(tree: CheckedTree) -> None:
    """The campaign that the office leads with is one that somebody applies in. Of an
    office file that cannot be read, nobody knows which that is.
    """
    if FILE not in tree.texts:
        return
    every = {one.id: one for one in tree.rules.values() if one.kind == CAMPAIGN}
    lead = every.get(tree.lead)
    permits = sorted(
        slug
        for slug, one in every.items()
        if mode_of(one) == PERMIT and not is_draft(one)
    )
    if lead and is_draft(lead):
        says = "首页不能先说“%(lead)s”：它还在演练"
    elif lead and mode_of(lead) != PERMIT:
        says = "首页不能先说“%(lead)s”：它是检查，没有申请"
    elif not tree.lead and len(permits) > 1:
        says = "有几个专项行动可以申请，要写明首页先说哪一个"
    else:
        return
    told = {"lead": tree.lead}
    tree.tell([Fault(FILE, 0, says, told, f'campaign = "{" | ".join(permits)}"')])


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
    and the rows of the rules that they may name: those of the office, then of each
    campaign, whose own stand before the office's.

    A faulty rule counts as what it was before, so that it makes no other one faulty.
    """
    of_office: dict[str, Collection[str]] = {}
    for campaign in sorted({"", *(rule.campaign for rule in rules.values())}):
        own: dict[str, Collection[str]] = {}
        mine = _of(campaign, rules)
        seen = replace(beside, rows=ChainMap(own, of_office))
        kept = _of(campaign, before)
        yield from _judged(mine, texts, kept, seen, own, judgements)
        of_office = of_office if campaign else own


def named(rules: Iterable[RuleFile]) -> dict[str, Any]:
    """What these rules have that documents may name, as far as they can be read: they
    are judged after the documents.
    """
    kinds = {
        kind.id: kind
        for kind in parts(FEATURES, "rules")
        if kind.id in {KINDS_FILE.id, CAMPAIGN}
    }
    found: dict[str, dict[str, Collection[str]]] = {}
    for rule in rules:
        _note(found, rule, kinds)
    return found


def _of(campaign: str, rules: Mapping[str, RuleFile]) -> dict[str, RuleFile]:
    return {path: rule for path, rule in rules.items() if rule.campaign == campaign}


def _judged(
    rules: Mapping[str, RuleFile],
    texts: Mapping[str, str],
    before: Mapping[str, RuleFile],
    beside: Beside,
    ids: dict[str, Collection[str]],
    judgements: Found,
) -> Iterator[Fault]:
    """The same of the office, or of one campaign; `ids` gains what they may name."""
    kinds: list[RuleKind[Any]] = list(parts(FEATURES, "rules"))
    # A feature names only rules of features below it.
    place = {kind.id: place for place, kind in enumerate(kinds)}
    by_id = {kind.id: kind for kind in kinds}
    named: dict[str, dict[str, Collection[str]]] = {}
    for path, rule in before.items():
        if path not in rules:
            _note(named, rule, by_id)
    ids.update(named)
    for path, rule in sorted(
        rules.items(), key=lambda one: place.get(one[1].kind, len(kinds))
    ):
        judge = partial(_faults_of, rule, path, texts[path], kinds)
        told = judgements.find(path, rule, beside, judge)
        yield from told
        _note(named, before.get(path) if told else rule, by_id)
        ids.update(named)


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
    if rule is None or rule.kind not in kinds:
        return
    for rule_id, named in kinds[rule.kind].named(rule).items():
        told = named if isinstance(named, Mapping) else dict.fromkeys(named, ())
        ids.setdefault(rule_id, {}).update(told)


def _unread(
    rules: Mapping[str, RuleFile],
    texts: Mapping[str, str],
    together: Iterable[RuleFile],
) -> Iterator[Fault]:
    """Rules that a campaign of this mode asks nobody to read, and those of a folder that
    is no campaign.
    """
    modes = {one.id: mode_of(one) for one in together if one.kind == CAMPAIGN}
    kinds: dict[str, RuleKind[Any]] = {one.id: one for one in parts(FEATURES, "rules")}
    for path, rule in rules.items():
        mode = modes.get(rule.campaign)
        if rule.campaign and mode is None:
            says = "这个文件夹里没有好的 campaign.toml"
            yield Fault(path, 0, says, {}, f"{CAMPAIGNS}/{rule.campaign}/campaign.toml")
        elif mode is not None and mode not in kinds[rule.kind].by_campaign:
            says = 'mode = "%(mode)s" 的行动不用这条规则'
            yield _at_key(path, texts[path], "id", says, {"mode": mode}, "删去这个文件")


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
            is_same = (other.campaign, other.id) == (rule.campaign, rule.id)
            if is_same and holds and path in texts:
                yield _overlap(path, texts[path], rule, other_path, other)
                break


def _overlap(
    path: str, text: str, rule: RuleFile, other_path: str, other: RuleFile
) -> Fault:
    told = {"rule": rule.id, "other": other_path, "begins": str(rule.begins)}
    if other.begins == rule.begins:
        says = "“%(rule)s”从同一天起有两个版本，另一个在 %(other)s"
        allowed = "换一个生效日期 from，或者删去其中一个文件"
    else:
        says = "“%(rule)s”在这一天还有一个版本有效，在 %(other)s"
        allowed = "先在 %(other)s 里写上 to，早于 %(begins)s"
    return _at_key(path, text, "from", says, told, allowed)


def _at_key(
    path: str, text: str, key: str, says: str, told: dict[str, str], allowed: str
) -> Fault:
    """A fault at the line of a key outside the rows."""
    rows = text.split("\n")
    line = key_lines(rows).get((0, key), 0)
    return Fault(path, line, says, told, allowed, told, rows[line - 1] if line else "")


def missing(
    rules: Collection[RuleFile],
    faulty: Collection[str],
    chosen: tuple[str, ...] | None,
) -> Iterator[Fault]:
    """What the features that are on cannot do without: no rule of this id is good, and
    no faulty file can be meant to be it.

    What a campaign may have its own of is missing in each that has none, where the
    office has none for all.
    """
    on = switched_on(FEATURES, chosen)
    kinds: Iterator[RuleKind[Any]] = parts(
        [feature for feature in FEATURES if feature.name in on], "rules"
    )
    modes = {rule.id: mode_of(rule) for rule in rules if rule.kind == CAMPAIGN}
    for kind in kinds:
        if not kind.without or _is_there(kind, FOLDER, "", rules, faulty):
            continue
        if not kind.by_campaign:
            yield Fault(f"{FOLDER}/{kind.id}.toml", 0, kind.without)
            continue
        for slug, mode in modes.items():
            folder = f"{CAMPAIGNS}/{slug}"
            is_needed = mode in kind.by_campaign
            if is_needed and not _is_there(kind, folder, slug, rules, faulty):
                yield Fault(f"{folder}/{kind.id}.toml", 0, kind.without)


def _is_there(
    kind: RuleKind[Any],
    folder: str,
    campaign: str,
    rules: Collection[RuleFile],
    faulty: Collection[str],
) -> bool:
    return any(
        rule.id == kind.id and rule.campaign == campaign for rule in rules
    ) or any(fnmatch(path, f"{folder}/{kind.file}") for path in faulty)
