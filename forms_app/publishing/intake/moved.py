"""What an earlier version kept of decisions, in the folders and under the keys of today:
the accepted tree, its exceptions, and the journal.

Each step does nothing where it is done, so that a crash in between is finished by the
next time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from forms_app.base.contentfile.campaign_folder import (
    CAMPAIGN_FILE,
    CAMPAIGNS,
    DECISIONS,
)
from forms_app.base.contentfile.reading import read_content
from forms_app.base.contentfile.write import write_aside
from forms_app.base.jsonfiles import read_json, write_json
from forms_app.base.office import Office
from forms_app.base.ownfile import read_own
from forms_app.permits.campaigns.upgrade import rules_of_one
from forms_app.permits.grid.queries import leading_in
from forms_app.publishing.intake.urgent import takes_away

OLD = f"{DECISIONS}/"
REVISION = "Revision:"


def accepted(office: Office) -> Iterator[str]:
    """Move what was accepted of the one campaign there was; says what was done."""
    campaign = leading_in(office.content)
    if not campaign or not (office.accepted / DECISIONS).is_dir():
        return
    if _move_journal(office.data / "journal.jsonl", campaign):
        yield f"data/journal.jsonl: of {campaign}"
    _move_withdrawn(office.accepted, campaign)
    _move_tree(office, campaign)
    yield f"accepted/{DECISIONS}: moved to {CAMPAIGNS}/{campaign}/"


def _move_tree(office: Office, campaign: str) -> None:
    """The decisions last: they tell that it is not done."""
    tree = office.accepted
    folder = tree / CAMPAIGNS / campaign
    folder.mkdir(parents=True, exist_ok=True)
    for path in rules_of_one(tree):
        path.rename(folder / path.name)
    declared = office.content / CAMPAIGNS / campaign / CAMPAIGN_FILE
    write_aside(folder / CAMPAIGN_FILE, read_content(declared))
    standing = read_json(tree / "standing.json")
    write_json(tree / "standing.json", _keyed(standing, campaign))
    write_json(tree / "held.json", {})
    (tree / "verdicts.jsonl").unlink(missing_ok=True)  # the register tells them anew
    today = read_json(tree / "today.json")
    if lists := today.get("list_as_of"):
        write_json(
            tree / "today.json", {**today, "list_as_of": _keyed(lists, campaign)}
        )
    (tree / DECISIONS).rename(folder / DECISIONS)


def _keyed(saved: dict[str, Any], campaign: str) -> dict[str, Any]:
    """By campaign, what was known by a reference or a community alone."""
    return {
        key if "/" in key else f"{campaign}/{key}": value
        for key, value in saved.items()
    }


def _move_withdrawn(tree: Path, campaign: str) -> None:
    folder = tree / "withdrawn" / campaign
    for path in sorted((tree / "withdrawn").glob("*.md")):
        folder.mkdir(exist_ok=True)
        path.rename(folder / path.name)


def _move_journal(journal: Path, campaign: str) -> bool:
    """Every path of before, in one step; says whether there was any."""
    if not journal.exists():
        return False
    rows = read_own(journal).splitlines(keepends=True)
    moved = [_row(row, campaign) for row in rows]
    if moved == rows:
        return False
    write_aside(journal, b"".join(moved))
    return True


def _row(row: bytes, campaign: str) -> bytes:
    """A damaged line stays as it is, and tells nothing."""
    try:
        change = json.loads(row)
        path = str(change["path"])
    except (ValueError, KeyError, TypeError):
        return row
    if not path.startswith(OLD):
        return row
    change["path"] = f"{CAMPAIGNS}/{campaign}/{path}"
    return (json.dumps(change, ensure_ascii=False) + "\n").encode()


def bring_late_edits(content: Path) -> set[str]:
    """A file that an editor still saved at its old place takes away at its new one;
    anything else stays where it is, and is told as a fault. Gives the paths of the new.
    """
    brought = set()
    campaign = leading_in(content.with_name("accepted"))
    for path in sorted(content.glob(f"{OLD}*/*.md")) if campaign else ():
        new = content / CAMPAIGNS / campaign / path.relative_to(content)
        if not takes_away(path, new):
            continue
        late = read_content(path)
        if revision_of(late) >= revision_of(read_content(new)):
            write_aside(new, late)
            path.unlink()
            brought.add(new.relative_to(content).as_posix())
    return brought


def revision_of(data: bytes) -> int:
    for row in data.decode("utf-8", "replace").splitlines():
        if row.startswith(REVISION):
            number = row.removeprefix(REVISION).strip()
            return int(number) if number.isdecimal() else 0
    return 0
