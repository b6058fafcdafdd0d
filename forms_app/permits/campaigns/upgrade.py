"""Bringing the content of an office along that had one emergency and no word for it: its
application, check, classes and supplies, and what it decided, become a campaign.

What is there already is left alone, so that a second time finishes what a crash left
half done, and does nothing after that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from forms_app import PROJECT
from forms_app.base.contentfile.campaign_folder import (
    CAMPAIGN_FILE,
    CAMPAIGNS,
    DECISIONS,
)
from forms_app.base.contentfile.write import write_aside
from forms_app.base.office import Office
from forms_app.base.profile import profile_in

SAMPLE = PROJECT / "content"
SLUG = "opening"
LAID_OUT = PROJECT / "forms_app/fresh/office/content" / CAMPAIGNS / SLUG
HEAD = re.compile(r"(?m)^(basis|from) = .*$")
MOVED = ("application", "site-check", "priority", "supplies")
VERSIONS = (".toml", "-[0-9]*.toml")


def content(office: Office) -> Iterator[str]:
    """Make the campaign of an office that has none; says what was done."""
    old = office.content / DECISIONS
    checks = sorted(office.content.glob("rules/site-check*.toml"))
    campaigns = [*office.content.glob(f"{CAMPAIGNS}/*/{CAMPAIGN_FILE}")]
    is_begun = bool(campaigns)  # and cut short, where the old folder is still there
    if len(campaigns) > 1 or not (old.is_dir() or (checks and not is_begun)):
        return
    folder = campaigns[0].parent if campaigns else office.content / CAMPAIGNS / SLUG
    if not is_begun:
        folder.mkdir(parents=True, exist_ok=True)
        text = _campaign(checks[0] if checks else None)
        write_aside(folder / CAMPAIGN_FILE, text.encode())
        yield f"{_shown(office, folder / CAMPAIGN_FILE)}: written"
    for path in rules_of_one(office.content):
        path.rename(folder / path.name)
        yield f"{_shown(office, folder / path.name)}: moved from rules/"
    if old.is_dir() and not (folder / DECISIONS).exists():
        old.rename(folder / DECISIONS)
        yield f"{_shown(office, folder / DECISIONS)}: moved from {DECISIONS}/"


def rules_of_one(tree: Path) -> list[Path]:
    """The rules of an office that are of the one campaign there was."""
    patterns = (f"rules/{rule}{more}" for rule in MOVED for more in VERSIONS)
    return sorted(path for pattern in patterns for path in tree.glob(pattern))


def _campaign(check: Path | None) -> str:
    """What a fresh office has, on the basis and from the day of the check list, with the
    words and groups that the earlier version had in code.
    """
    text = (LAID_OUT / CAMPAIGN_FILE).read_text(encoding="utf-8") + _words()
    if check is None:
        return text
    said = check.read_text(encoding="utf-8", errors="replace")
    head = dict(re.findall(r"(?m)^(basis|from) = (.*)$", said))
    return HEAD.sub(lambda row: f"{row[1]} = {head.get(row[1], row[0])}", text)


def _words() -> str:
    """Of the campaign that the sample leads with: all but what its head says."""
    leading = SAMPLE / CAMPAIGNS / profile_in(SAMPLE).campaign
    text = (leading / CAMPAIGN_FILE).read_text(encoding="utf-8")
    return "\n" + text[text.index("[words]") :]


def _shown(office: Office, path: Path) -> str:
    return path.relative_to(office.config.office).as_posix()
