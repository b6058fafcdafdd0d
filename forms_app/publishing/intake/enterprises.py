"""Checking enterprise files: each by itself, and whether it stands in the right place
and rests on what there is.
"""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from forms_app.base.contentfile.campaign_folder import CAMPAIGN_FILE, CAMPAIGNS
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.frontmatter import Parsed
from forms_app.base.progress import Over, quietly
from forms_app.permits.enterprises.content import (
    ENTERPRISES,
    OF_MODE,
    REFERENCE,
    EnterpriseFile,
    read_enterprise,
)
from forms_app.publishing.intake import copies
from forms_app.publishing.intake.file import found_of, keep, named_well, read_file
from forms_app.publishing.intake.tree import CheckedTree, Frame
from forms_app.publishing.intake.walk import enterprise_paths

SAMPLE = "示例"  # in the name of what is made up, so that nobody takes it for real
DEPTH = 4  # slashes in the path of a file: its folders


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


def check_enterprise(
    tree: CheckedTree, content: Path, relative: str, today: date
) -> None:
    """One enterprise file, against the communities and documents of the tree."""
    data = read_file(tree, content, relative, ENTERPRISES.suffix)
    if data is None:
        return
    beside = tree.beside_enterprise(Path(relative).parent.name)
    record, parsed = read_enterprise(data, relative, today, beside)
    if not tree.is_accepted and (copy := _copy(tree.frame, content, parsed)):
        tree.tell([copy])
        return
    if record and not tree.is_accepted:
        check_place(tree.frame, record, parsed)
    phones = None if tree.is_accepted else tree.frame.phones
    keep(tree, relative, found_of(record, parsed, phones))


def _copy(frame: Frame, content: Path, parsed: Parsed) -> Fault | None:
    """The fault of a file that is a copy of another one, unless it was begun as one and
    is another record by now.
    """
    relative = parsed.path
    reference = parsed.values.get("Reference", "")
    community = parsed.values.get("Community", "")
    if found := copies.by_name(content, relative):
        original = Path(copies.original_of(relative)).stem
        is_another = re.fullmatch(REFERENCE, reference) and reference != original
        return None if is_another else found
    prefix = Path(relative).stem[:2]
    owners = [slug for slug, own in frame.prefixes.items() if own == prefix]
    return copies.in_another_folder(content, relative, community, owners)


def check_place(frame: Frame, record: EnterpriseFile, parsed: Parsed) -> None:
    """Whether a record that is good by itself stands in the right place, and rests on
    what there is.
    """
    _decisions, folder, name = ("/" + parsed.path.removesuffix(".md")).rsplit("/", 2)
    if record.reference != name and not re.fullmatch(REFERENCE, name):
        parsed.wrong("Reference", "“%(value)s”和文件名不一样", "把文件名改成编号加 .md")
    elif record.reference != name:
        parsed.wrong("Reference", "“%(value)s”和文件名不一样", "文件名就是编号", name)
    if record.community != folder or parsed.path.count("/") != DEPTH:
        parsed.wrong("Community", "“%(value)s”和所在的文件夹不一样", folder, folder)
    elif record.community not in frame.prefixes:
        slugs = list(frame.prefixes)
        says = "没有“%(value)s”这个社区"
        meant = get_close_matches(folder, slugs, 1)
        parsed.wrong("Community", says, " | ".join(slugs), *meant)
    else:
        _check_grid(frame, record, parsed)
    if record.campaign not in frame.campaigns:
        says = "这个文件夹里没有好的 campaign.toml"
        campaign = f"{CAMPAIGNS}/{record.campaign}/{CAMPAIGN_FILE}"
        parsed.faults.append(Fault(parsed.path, 0, says, {}, campaign))
    elif record.status not in OF_MODE[frame.campaigns[record.campaign]]:
        words = OF_MODE[frame.campaigns[record.campaign]]
        says = "“%(value)s”不用于这次行动"
        parsed.wrong("Status", says, " | ".join(words))
    if record.campaign in frame.rehearsals and SAMPLE not in record.title:
        says = "“%(value)s”不是示例单位，还在演练的行动里只能有示例单位"
        parsed.wrong("Title", says, f"{SAMPLE}……")
    if record.basis != "paper" and record.basis not in frame.bases:
        says = "没有“%(value)s”这份文件"
        allowed = "通知、政策或规则的代号；纸质申请写 paper"
        meant = get_close_matches(record.basis, sorted(frame.bases), 1, 0.5)
        parsed.wrong("Basis", says, allowed, *meant)


def _check_grid(frame: Frame, record: EnterpriseFile, parsed: Parsed) -> None:
    """Whether the community has the grid and such references."""
    grids = frame.grids[record.community]
    prefix = frame.prefixes[record.community]
    if record.grid not in grids:
        meant = get_close_matches(record.grid, grids, 1, 0.5)
        parsed.wrong("Grid", "没有“%(value)s”这个网格", " | ".join(grids), *meant)
    if not record.reference.startswith(f"{prefix}-"):
        parsed.wrong("Reference", "“%(value)s”不是这个社区的编号", f"{prefix}-……")
